import type { ClosingPoint } from '../../domain/breach/closing-gate.ts';
import type { MinorPoint } from '../../domain/breach/minor.ts';
import { awarenessOf, type BreachState } from '../../domain/breach/state.ts';
import { DATA_CLASSES } from '../../domain/facts.ts';
import { CONFIDENTIALITY } from '../../domain/losses.ts';
import { overField, sayPoint } from '../breach/closing.ts';
import { drillBar, partHead } from '../breach/head.ts';
import { choiceField, errorSummary, type Form, hiddenFields, selectField, textArea, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { instantField } from '../instant-field.ts';
import { insidePage } from '../layout.ts';
import { timeTag } from '../time.ts';
import { citedText } from '../translated.ts';
import type { View } from '../view.ts';

export type MinorModel = {
  state: BreachState;
  /** People whom a minor incident concerns at most; null: the policy offers none. */
  most: number | null;
  against: readonly MinorPoint[];
  over: readonly ClosingPoint[];
  form: Form;
};

const ANSWERS = ['yes', 'no', 'unknown'] as const;
/** Whether the data is as it was: `unknown` leaves what is on record. */
export const INTACT = ['unknown', 'yes'] as const;

/** Everything that deciding, registering and closing a minor incident needs, filled in as far as it is known. */
export function minorPage(view: View, model: MinorModel): string {
  const { minor: words, shell } = view.words;
  const { state, most } = model;
  const { breachId } = state;
  const page = `/desk/breaches/${breachId}`;
  const closed = html`<p class="note">${words.closed} <a href="${page}">${words.back}</a></p>`;
  const crumbs = html`
    <a href="/">${shell.places.desk}</a> / <a href="${page}">${breachId}</a> / ${words.title}
  `;
  const main = html`
    ${drillBar(view, state)}
    ${partHead(view, state, 'closing', crumbs)}
    <div class="head"><div><h1>${words.title}</h1></div></div>
    <div class="stackgap narrow">
      <p class="muted">${words.lede} ${most === null ? null : words.bound(most)}</p>
      ${state.status === 'closed' ? closed : form(view, model)}
    </div>
  `;
  return insidePage(view, { title: `${words.title}: ${breachId}`, place: 'breaches', main });
}

function form(view: View, model: MinorModel): Html {
  const { words } = view;
  const { minor } = words;
  const { state, over, form: given } = model;
  const { breachId } = state;
  const awareAt = awarenessOf(state);
  const entry = { form: given, words, required: true, rows: 2, maxlength: 20_000 };
  const duty = (id: string) =>
    citedText(view, state.plan?.obligations.find((planned) => planned.id === id)?.article ?? id);
  const labels = Object.fromEntries(over.map((point) => [overField(point), sayPoint(view, point, duty)]));
  const { labels: facts } = words.facts;
  const known =
    awareAt === null
      ? instantField(view, { name: 'awareAt', label: minor.awareAt, form: given, required: true })
      : html`<p>${minor.awareness} ${timeTag(awareAt, view, true)}</p>`;
  return html`
    ${against(view, model)}
    <form method="post" action="/desk/breaches/${breachId}/minor" class="stackgap">
      ${errorSummary(given, words, {
        ...{ peopleConcerned: facts.peopleConcerned, dataClasses: facts.dataClasses, awareAt: minor.awareAt },
        ...{ consequences: minor.consequences, measures: minor.measures, reasons: minor.reasons },
        ...labels,
      })}
      ${hiddenFields(view)}
      <section class="card" aria-labelledby="h-facts">
        <header><h2 id="h-facts">${minor.facts}</h2></header>
        <div class="in flow">${factFields(view, given)}</div>
      </section>
      <section class="card" aria-labelledby="h-words">
        <header><h2 id="h-words">${minor.words}</h2></header>
        <div class="in flow">
          ${textArea({ ...entry, name: 'consequences', label: minor.consequences })}
          ${textArea({ ...entry, name: 'measures', label: minor.measures })}
        </div>
      </section>
      <section class="card" aria-labelledby="h-decision">
        <header><h2 id="h-decision">${minor.decision}</h2></header>
        <div class="in flow">
          ${known}
          ${textArea({
            ...{ name: 'reasons', label: minor.reasons, hint: minor.reasonsHint },
            ...{ form: given, words, rows: 3, maxlength: 10_000 },
          })}
          ${over.map((point) => overArea(view, model, point, duty))}
          <div class="row">
            <button class="btn main">${minor.act}</button>
            <button class="btn" name="act" value="check" formnovalidate>${minor.check}</button>
            <a class="btn" href="/desk/breaches/${breachId}">${minor.back}</a>
          </div>
        </div>
      </section>
    </form>
  `;
}

function factFields(view: View, form: Form): Html[] {
  const { words } = view;
  const { labels, options } = words.facts;
  const named = (of: object, name: string) => [name, (of as Record<string, string>)[name] ?? name] as const;
  const select = (name: 'confidentiality' | 'malicious' | 'identityDetails', values: readonly string[]) =>
    selectField({
      name,
      label: labels[name],
      form,
      words,
      options: values.map((value) => named(options[name], value)),
    });
  return [
    textField({
      name: 'peopleConcerned',
      label: labels.peopleConcerned,
      form,
      words,
      inputmode: 'numeric',
      required: true,
    }),
    choiceField({
      ...{ name: 'dataClasses', label: labels.dataClasses, kind: 'checkbox', two: true, form, words },
      options: DATA_CLASSES.map((value) => named(options.dataClasses, value)),
    }),
    selectField({
      ...{ name: 'whose', label: words.minor.whose, form, words },
      options: Object.entries(words.minor.whoseOptions),
    }),
    html`
      <div class="pair">
        ${select('confidentiality', CONFIDENTIALITY)}
        ${select('malicious', ANSWERS)}
        ${select('identityDetails', ANSWERS)}
        ${selectField({
          ...{ name: 'intact', label: words.minor.intact, form, words },
          options: INTACT.map((value) => [value, words.minor.intactOptions[value]]),
        })}
        ${selectField({
          ...{ name: 'recipientsTrusted', label: labels.recipientsTrusted, form, words },
          options: [
            ['no', words.shell.no],
            ['yes', words.shell.yes],
          ],
        })}
        ${selectField({
          ...{ name: 'vulnerablePeople', label: labels.vulnerablePeople, form, words },
          options: [
            ['', words.facts.unknownList.vulnerablePeople],
            ['no', words.shell.no],
            ['yes', words.shell.yes],
          ],
        })}
      </div>
    `,
  ];
}

function overArea(view: View, { form }: MinorModel, point: ClosingPoint, duty: (id: string) => string): Html {
  const { words } = view;
  const { close } = words.breach;
  return textArea({
    ...{ name: overField(point), label: close.over(sayPoint(view, point, duty)) },
    ...{ form, words, rows: 2, maxlength: 10_000, required: true },
  });
}

/** What speaks against it, by what stands in the form. */
function against(view: View, { against: points, state }: MinorModel): Html {
  const { minor: words } = view.words;
  if (points.length === 0) return html`<p class="st ack">${words.free}</p>`;
  const duty = (id: string) =>
    citedText(view, state.plan?.obligations.find((planned) => planned.id === id)?.article ?? id);
  const items = points.map(({ code, count = 0, obligations = [] }) => {
    return html`<li>${words.points[code](count, obligations.map(duty).join(', '))}</li>`;
  });
  return html`
    <div class="note warn" id="against" role="note">
      <h2>${words.against}</h2>
      <p>${words.againstText}</p>
      <ul>${items}</ul>
    </div>
  `;
}
