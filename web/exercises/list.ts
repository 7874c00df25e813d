import {
  choiceField,
  EMPTY_FORM,
  errorSummary,
  type Form,
  hiddenFields,
  selectField,
  textArea,
  textField,
} from '../forms.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { peoplesWords } from '../peoples-words.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { type ExercisesModel, SCALES, SCENARIOS } from './model.ts';

/** Exercises so far, and the form that starts one. */
export function exercisesPage(view: View, model: ExercisesModel, form: Form = EMPTY_FORM): string {
  const { exercises: words, shell } = view.words;
  const { started, next } = model;
  const title = shell.places.exercises;
  const note =
    started === null
      ? null
      : html`
        <div class="note good" role="status">
          <p>${words.started(started)} <a href="${reloadUrl(started)}">${words.again}</a></p>
        </div>
      `;
  const main = html`
    <div class="head"><div><h1>${title}</h1><p class="lede">${words.lede}</p></div></div>
    ${errorSummary(form, view.words, labelsOf(view))}
    <div class="stackgap">
      ${note}
      ${past(view, model)}
      ${
        next === null
          ? null
          : html`
            <nav class="row" aria-label="${words.past}">
              <a class="btn" href="/desk/exercises?before=${next}">${shell.next}</a>
            </nav>
          `
      }
      ${starting(view, model, form)}
    </div>
  `;
  return insidePage(view, { title, place: 'exercises', main });
}

/** The list again: it has the exercise once the engine took it in, and until then says so anew. */
function reloadUrl(started: string): string {
  return `/desk/exercises?started=${encodeURIComponent(started)}`;
}

function past(view: View, { rows, started }: ExercisesModel): Html {
  const { exercises: words, breach } = view.words;
  const lines = rows.map(
    ({ breachId, title, status, openedAt }) =>
      html`
        <tr role="row" class="drill">
          <td role="cell" data-l="${words.exercise}">
            <span>
              <span class="tag drill">${view.words.shell.exercise}</span>${' '}
              <a class="strong" href="/desk/exercises/${breachId}">${peoplesWords(view, title)}</a>
              <span class="sub">${breachId}</span>
            </span>
          </td>
          <td role="cell" data-l="${words.began}"><span>${timeTag(openedAt, view, true)}</span></td>
          <td role="cell" data-l="${words.state}"><span class="tag">${breach.status[status]}</span></td>
          <td role="cell" data-l="${words.report}"><a href="/desk/exercises/${breachId}">${words.open}</a></td>
        </tr>
      `,
  );
  const starting =
    started === null
      ? null
      : html`
        <tr role="row" class="drill">
          <td role="cell" data-l="${words.exercise}">
            <span>
              <span class="tag drill">${view.words.shell.exercise}</span>${' '}
              <a class="strong" href="${reloadUrl(started)}">${started}</a>
            </span>
          </td>
          <td role="cell" data-l="${words.began}"><span>–</span></td>
          <td role="cell" data-l="${words.state}"><span class="tag">${words.starting}</span></td>
          <td role="cell" data-l="${words.report}">
            <a href="${reloadUrl(started)}">${words.again}<span class="sr">: ${started}</span></a>
          </td>
        </tr>
      `;
  const table = html`
    <table class="stack" role="table" aria-labelledby="h-past">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">${words.exercise}</th>
          <th role="columnheader" scope="col">${words.began}</th>
          <th role="columnheader" scope="col">${words.state}</th>
          <th role="columnheader" scope="col">${words.report}</th>
        </tr>
      </thead>
      <tbody role="rowgroup">${starting}${lines}</tbody>
    </table>
  `;
  return html`
    <section class="card" aria-labelledby="h-past">
      <header><h2 id="h-past">${words.past}</h2></header>
      ${
        rows.length === 0 && started === null
          ? html`<div class="empty"><p class="strong">${words.empty}</p></div>`
          : table
      }
    </section>
  `;
}

function starting(view: View, { systems, more, hasInbox }: ExercisesModel, form: Form): Html {
  const { words } = view;
  const { start, scenarios } = words.exercises;
  const isAllowed = view.may('POST /desk/exercises');
  if (!hasInbox || !isAllowed) {
    const why = hasInbox ? start.mayNot : start.noInbox;
    return html`
      <section class="card" aria-labelledby="h-start">
        <header><h2 id="h-start">${start.title}</h2></header>
        <p class="in">${why}</p>
      </section>
    `;
  }
  const described = SCENARIOS.map((id) => {
    const { title, summary } = scenarios[id];
    return [id, html`<span class="strong">${title}</span><span class="sub">${summary}</span>`] as const;
  });
  const touched = systems.map(({ id, name }) => [id, html`${name}`] as const);
  return html`
    <section class="card" aria-labelledby="h-start">
      <header><h2 id="h-start">${start.title}</h2><p class="small muted">${start.note}</p></header>
      <form class="in flow" method="post" action="/desk/exercises">
        ${hiddenFields(view)}
        ${choiceField({
          name: 'scenario',
          label: start.scenario,
          form,
          words,
          kind: 'radio',
          options: described,
          value: SCENARIOS[0],
          required: true,
          two: true,
        })}
        ${textField({ name: 'title', label: start.own, hint: start.ownHint, form, words, maxlength: 200 })}
        ${
          touched.length === 0
            ? html`<p class="muted">${start.noSystems}</p>`
            : choiceField({
                name: 'systems',
                label: start.systems,
                hint: start.systemsHint,
                form,
                words,
                kind: 'checkbox',
                options: touched,
                two: true,
              })
        }
        ${
          more
            ? textArea({
                name: 'systems-more',
                label: words.facts.moreSystems,
                hint: words.facts.moreSystemsHint,
                form,
                words,
                rows: 2,
              })
            : null
        }
        ${selectField({
          name: 'scale',
          label: start.scale,
          form,
          words,
          value: '72',
          options: SCALES.map((scale) => [scale, start.scales[scale]] as const),
        })}
        ${choiceField({
          name: 'aware',
          label: start.aware,
          form,
          words,
          kind: 'checkbox',
          options: [['now', start.awareNow]],
          chosen: Object.keys(form.values).length === 0 ? ['now'] : [],
        })}
        <p><button class="btn main">${start.submit}</button></p>
      </form>
    </section>
  `;
}

function labelsOf({ words }: View): Record<string, string> {
  const { scenario, own, systems, scale, aware } = words.exercises.start;
  return { scenario, title: own, systems, scale, aware };
}
