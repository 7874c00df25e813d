import { number } from '../breach/figures.ts';
import { partHead } from '../breach/head.ts';
import { EMPTY_FORM, errorSummary, type Form, hiddenFields, selectField, textArea, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { languageName } from '../languages/display-names.ts';
import { insidePage } from '../layout.ts';
import { localTime } from '../time.ts';
import type { View } from '../view.ts';
import { type ComposeModel, type Incident, translatedField } from './model.ts';

/** Who is told and what: one form, of which a draft is made. */
export function composePage(view: View, model: ComposeModel, form: Form = EMPTY_FORM): string {
  const { compose: words } = view.words.campaigns;
  const { incident } = model;
  const { breachId } = incident;
  const main = html`
    ${drill(view, incident)}
    ${partHead(view, incident.state, 'campaigns', html`${crumbs(view, incident)} / ${words.title}`)}
    <div class="head">
      <div>
        <h1>${words.title}</h1>
        <p class="lede">${words.lede}</p>
        ${model.isFourEyes ? html`<p class="note">${words.fourEyes}</p>` : null}
      </div>
    </div>
    ${
      incident.isClosed
        ? html`<div class="note warn"><p>${words.closed}</p></div>`
        : fields(view, model, form, `/desk/breaches/${breachId}/campaigns`)
    }
  `;
  return insidePage(view, { title: `${words.title}, ${breachId}`, place: 'campaigns', main });
}

function fields(view: View, model: ComposeModel, form: Form, action: string): Html {
  const { lists, template, language, limitMib, incident } = model;
  const { words } = view;
  const { compose } = words.campaigns;
  const options = [
    ['', compose.newList] as const,
    ...lists.map(
      ({ listId, createdAt, recipients }) =>
        [listId, compose.oldList(number(recipients, view.language), localTime(createdAt, view, true))] as const,
    ),
  ];
  const list = selectField({ name: 'listId', label: compose.list, hint: compose.listHint, form, words, options });
  return html`
    ${errorSummary(form, words)}
    <form class="stackgap pad" method="post" action="${action}" enctype="multipart/form-data">
      ${hiddenFields(view)}
      <section class="card" aria-labelledby="h-people">
        <header><h2 id="h-people">${compose.people}</h2></header>
        <div class="in flow">
          ${lists.length === 0 ? null : list}
          ${fileField(view, form, compose.fileHint(limitMib))}
          ${textArea({ name: 'people', label: compose.paste, hint: compose.pasteHint, form, words, rows: 5 })}
          <p class="small muted">${compose.large} <code>POST /breaches/${incident.breachId}/recipient-lists</code></p>
        </div>
      </section>
      <section class="card" aria-labelledby="h-text">
        <header><h2 id="h-text">${compose.text}</h2></header>
        <div class="in flow">
          <p class="small muted">${compose.law}</p>
          ${alsoLinks(view, model)}
          ${textField({
            name: 'subject',
            label: compose.subject,
            form,
            words,
            value: template.subject,
            maxlength: 200,
            required: true,
          })}
          ${textArea({
            name: 'text',
            label: compose.body,
            hint: compose.bodyHint,
            form,
            words,
            value: template.text,
            language,
            rows: 22,
            maxlength: 50_000,
            required: true,
          })}
        </div>
      </section>
      ${translations(view, model, form)}
      <div class="row">
        <button class="btn main">${compose.submit}</button>
        <a class="btn" href="/desk/breaches/${incident.breachId}">${words.shell.cancel}</a>
      </div>
    </form>
  `;
}

/** Where it can be begun in a further language, before anything is typed. */
function alsoLinks(view: View, { others, incident }: ComposeModel): Html | null {
  const { compose } = view.words.campaigns;
  const links = others
    .filter(({ template }) => template === null)
    .map(
      ({ language }) =>
        html`
          <a href="/desk/breaches/${incident.breachId}/campaigns/new?also=${language}#h-text-${language}">
            ${compose.also(languageName(language, view.language))}</a>
        `,
    );
  return links.length === 0 ? null : html`<p class="small">${compose.alsoHint} ${links}</p>`;
}

/** The letter in each further language that it is written in. */
function translations(view: View, { others }: ComposeModel, form: Form): Html[] {
  const { words } = view;
  const { compose } = words.campaigns;
  return others.flatMap(({ language, template }) => {
    if (template === null) return [];
    const name = languageName(language, view.language);
    const [subject, text] = [translatedField('subject', language), translatedField('text', language)];
    return [
      html`
        <section class="card" aria-labelledby="h-text-${language}">
          <header><h2 id="h-text-${language}">${compose.translation(name)}</h2></header>
          <div class="in flow">
            <p class="small muted">${compose.translationHint(name)}</p>
            ${textField({
              ...{ name: subject, label: `${compose.subject} (${name})`, form, words, value: template.subject },
              maxlength: 200,
            })}
            ${textArea({
              ...{ name: text, label: `${compose.body} (${name})`, form, words, value: template.text, language },
              ...{ rows: 22, maxlength: 50_000 },
            })}
          </div>
        </section>
      `,
    ];
  });
}

function fileField(view: View, form: Form, hint: string): Html {
  const { compose } = view.words.campaigns;
  const problem = form.problems.find(({ field }) => field === 'file')?.message;
  const error =
    problem === undefined ? null : html`<span class="err" id="f-file-e">${view.words.shell.error}: ${problem}</span>`;
  return html`
    <div class="field${problem === undefined ? '' : ' bad'}">
      <label for="f-file">${compose.file}</label>
      <span class="hint" id="f-file-h">${hint}</span>
      ${error}
      <input
        id="f-file"
        name="file"
        type="file"
        accept=".csv,.ndjson,.jsonl,text/csv"
        aria-describedby="f-file-h${problem === undefined ? '' : ' f-file-e'}">
    </div>
  `;
}

/** The violet bar of a drill. */
export function drill({ words }: View, { exercise }: Pick<Incident, 'exercise'>): Html | null {
  return exercise ? html`<p class="drillbar">${words.shell.exercise}</p>` : null;
}

/** Where a page about a campaign stands. */
export function crumbs({ words }: View, { breachId }: Pick<Incident, 'breachId'>): Html {
  const { places } = words.shell;
  return html`<a href="/desk/campaigns">${places.campaigns}</a> / <a href="/desk/breaches/${breachId}">${breachId}</a>`;
}
