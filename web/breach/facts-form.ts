import type { System } from '../../domain/dataflow.ts';
import type { Facts } from '../../domain/facts.ts';
import { contentsCard, contentsFolded } from '../contents.ts';
import { choiceField, errorSummary, type Form, hiddenFields, selectField, textArea, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { zoneField } from '../instant-field.ts';
import { insidePage } from '../layout.ts';
import type { View } from '../view.ts';
import { FACT_GROUPS, type FactField, type FactGroup, GROUP_NAMES, NARRATIVE_PARTS } from './fact-fields.ts';
import { isUnstated } from './facts.ts';
import { drillBar, partHead } from './head.ts';
import type { BreachModel } from './model.ts';
import { offeredNote } from './offered-facts.ts';
import { ENTER_SYSTEM, enterSystemPath } from './places.ts';

export type FactsFormModel = {
  state: BreachModel['state'];
  /** Number of the last event that the form shows. */
  seq: number;
  /** What is on record, as the fields take it; and what was typed over it. */
  form: Form;
  /** Systems to pick from. */
  systems: readonly Pick<System, 'id' | 'name' | 'plane'>[];
  /** The register has more than are offered to tick: others are named by their ids. */
  more: boolean;
  /** What is offered, where it was not taken over into the form yet; empty where nothing is. */
  suggested: Partial<Facts>;
  /** Fields in which something else stands than on record. */
  typed: readonly string[];
};

/** Stating and correcting facts; nothing is recorded before the preview is confirmed. */
export function factsFormPage(view: View, model: FactsFormModel): string {
  const { facts: words, shell } = view.words;
  const { state, form, seq } = model;
  const { breachId } = state;
  const url = `/desk/breaches/${breachId}`;
  const parts = [
    { href: '#h-story', label: words.story },
    ...GROUP_NAMES.map((group) => ({ href: `#h-${group}`, label: words.groups[group] })),
    { href: '#h-why', label: words.reasonsTitle },
  ];
  const crumbs = html`<a href="/">${shell.places.desk}</a> / <a href="${url}">${breachId}</a> / ${words.title}`;
  const main = html`
    ${drillBar(view, state)}
    ${partHead(view, state, 'known', crumbs)}
    <div class="head">
      <div>
        <h1>${words.formTitle}</h1>
        <p class="lede">${words.formLede}</p>
      </div>
    </div>
    ${offeredNote(view, state, model.suggested, true)}${contentsFolded(view, parts)}
    <div class="split">
      <form method="post" action="${url}/facts" id="facts-form" class="stackgap sections">
        ${errorSummary(form, view.words, labelsOf(view))}${hiddenFields(view, { seen: String(seq) })}
        ${narrativeCard(view, form)}
        ${GROUP_NAMES.map((group) => groupCard(view, model, group))}
        <section class="card" aria-labelledby="h-why">
          <header><h2 id="h-why">${words.reasonsTitle}</h2></header>
          <div class="in flow">
            ${textArea({
              name: 'reasons',
              label: words.reasons,
              hint: words.reasonsHint,
              form,
              words: view.words,
              required: true,
              rows: 3,
              maxlength: 10_000,
            })}
            <div class="row">
              <button class="btn main">${words.preview}</button>
              <a class="btn" href="${url}#facts">${shell.cancel}</a>
            </div>
          </div>
        </section>
      </form>
      <aside class="side" aria-label="${shell.onThisPage}">
        ${contentsCard(view, parts)}
        <section class="card wide-only">
          <div class="in acts">
            <button class="btn main wide" form="facts-form">${words.preview}</button>
            <p class="small muted">${words.formLede}</p>
          </div>
        </section>
      </aside>
    </div>
  `;
  return insidePage(view, { title: `${words.formTitle}, ${breachId}`, place: 'breaches', main });
}

function narrativeCard({ words }: View, form: Form): Html {
  const { facts } = words;
  // What systems are touched stands with the systems.
  const fields = NARRATIVE_PARTS.filter((part) => part !== 'unlisted').map((part) =>
    part === 'title'
      ? textField({ name: part, label: facts.narrative.title, form, words, required: true, maxlength: 200 })
      : textArea({
          name: part,
          label: facts.narrative[part],
          hint: facts.narrativeHints[part],
          form,
          words,
          rows: 3,
          maxlength: 20_000,
        }),
  );
  return html`
    <section class="card" aria-labelledby="h-story">
      <header><h2 id="h-story">${facts.story}</h2></header>
      <div class="in flow">${fields}</div>
    </section>
  `;
}

/** What every incident needs is in sight. */
const IN_SIGHT: FactGroup = 'incident';

/**
 * The other groups are folded, with how much is stated in each, unless something in them is wrong or was typed. Their
 * ids stand inside of the folds, so that links to them open those, without a script too.
 */
function groupCard(view: View, model: FactsFormModel, group: FactGroup): Html {
  const { facts: words } = view.words;
  const fields: readonly FactField[] = FACT_GROUPS[group];
  const zone = group === 'instants' ? zoneField(view, 'instants-zone', model.form) : null;
  const controls = html`
    <div class="in flow folds" id="h-${group}">
      ${words.groupHints[group] === '' ? null : html`<p class="hint">${words.groupHints[group]}</p>`}
      ${zone}
      ${inPairs(fields).map(([field, ...beside]) =>
        beside.length === 0
          ? factControl(view, model, field)
          : html`<div class="pair">${[field, ...beside].map((one) => factControl(view, model, one))}</div>`,
      )}
    </div>
  `;
  const heading = html`<h2 id="t-${group}">${words.groups[group]}</h2>`;
  const isOf = (name: string) => fields.some(({ key }) => name === key || name.startsWith(`${key}-`));
  const asksForALook = [...model.form.problems.map(({ field }) => field), ...model.typed].some(isOf);
  const stated = fields.filter((field) => !isUnstated(model.state.facts, field)).length;
  const open = asksForALook ? html` open` : null;
  return html`
    <section class="card" aria-labelledby="t-${group}">
      ${
        group === IN_SIGHT
          ? html`<header>${heading}</header>${controls}`
          : html`
            <details class="filled"${open}>
              <summary>${heading}<p class="small muted">${words.stated(stated, fields.length)}</p></summary>
              ${controls}
            </details>
          `
      }
    </section>
  `;
}

const SHORT: readonly FactField['kind'][] = ['choice', 'yes-no', 'decided', 'count', 'place'];

/** Short fields that follow one another stand side by side, where there is room. */
function inPairs(fields: readonly FactField[]): [FactField, ...FactField[]][] {
  const rows: [FactField, ...FactField[]][] = [];
  for (const field of fields) {
    const last = rows.at(-1);
    const isShort = SHORT.includes(field.kind);
    if (isShort && last !== undefined && last.length === 1 && SHORT.includes(last[0].kind)) last.push(field);
    else rows.push([field]);
  }
  return rows;
}

function factControl(view: View, model: FactsFormModel, field: FactField): Html {
  const { form, systems, more } = model;
  const { words } = view;
  const { facts, shell } = words;
  const { key } = field;
  const base = { name: key as string, label: facts.labels[key as keyof typeof facts.labels], form, words };
  const hint = (facts.hints as Record<string, string>)[key];
  const options = (facts.options as unknown as Record<string, Record<string, string>>)[key] ?? {};
  const option = (name: string) => [name, options[name] ?? name.replaceAll('-', ' ')] as const;
  switch (field.kind) {
    case 'choice':
      return selectField({ ...base, hint, options: field.options.map(option) });
    case 'yes-no':
      return selectField({
        ...base,
        hint,
        options: [
          ['no', shell.no],
          ['yes', shell.yes],
        ],
      });
    case 'decided':
      return selectField({
        ...base,
        hint,
        options: [
          ['', (facts.unknownList as Record<string, string>)[key] ?? facts.notDecided],
          ['yes', shell.yes],
          ['no', shell.no],
        ],
      });
    case 'count':
      return textField({ ...base, hint: hint ?? facts.countHint, type: 'text', inputmode: 'numeric' });
    case 'list': {
      const unknown = field.unknown
        ? [
            ['unknown', (facts.unknownList as Record<string, string>)[key] ?? shell.unknown] as const,
            ['none', facts.noneOfThese] as const,
          ]
        : [];
      return choiceField({
        ...base,
        hint,
        kind: 'checkbox',
        two: true,
        options: [...unknown, ...field.options.filter((name) => !field.folded?.includes(name)).map(option)],
        folded: field.folded && { summary: facts.finerKinds, options: field.folded.map(option) },
      });
    }
    case 'systems': {
      const known = systems.map(
        ({ id, name, plane }) =>
          [
            id,
            html`${name}<span class="sub">${words.breach.planes[plane]} · <span class="mono">${id}</span></span>`,
          ] as const,
      );
      const ticked =
        systems.length === 0
          ? html`<p class="note">${facts.noRegister}</p>`
          : choiceField({ ...base, hint, kind: 'checkbox', two: true, options: known });
      const named = { ...base, name: 'systems-more', label: facts.moreSystems, hint: facts.moreSystemsHint };
      const further = more ? textArea({ ...named, rows: 2 }) : null;
      return html`${ticked}${further}${unlistedField(view, model)}`;
    }
    case 'residents':
      return textArea({ ...base, hint: facts.hints.residents, rows: 4 });
    case 'place':
      return textField({ ...base, hint: hint ?? facts.placeHint, maxlength: 8 });
    case 'instants':
      return html`
        <fieldset class="field">
          <legend>${base.label}</legend>
          ${hint === undefined ? null : html`<span class="hint">${hint}</span>`}
          <div class="pair">
            ${field.names.map((name) =>
              textField({ name: `${key}-${name}`, label: options[name] ?? name, form, words, type: 'datetime-local' }),
            )}
          </div>
        </fieldset>
      `;
  }
}

/** Touched systems that the register does not have: who enters them, and their names until then. */
function unlistedField(view: View, { form, state }: FactsFormModel): Html {
  const { words } = view;
  const { facts } = words;
  const enter = view.may(ENTER_SYSTEM)
    ? html`<p><a class="btn" href="${enterSystemPath(state.breachId)}">${facts.enterSystem}</a></p>`
    : html`<p class="hint">${facts.enteredByDpo}</p>`;
  const label = { name: 'unlisted', label: facts.narrative.unlisted, hint: facts.narrativeHints.unlisted };
  return html`${enter}${textArea({ ...label, form, words, rows: 2, maxlength: 20_000 })}`;
}

function labelsOf({ words: { facts } }: View): Record<string, string> {
  const several = (key: 'events' | 'endsSet') =>
    Object.entries(facts.options[key]).map(([name, label]) => [`${key}-${name}`, label] as const);
  const parts = Object.fromEntries([...several('events'), ...several('endsSet')]);
  return { ...facts.labels, ...parts, 'systems-more': facts.moreSystems, reasons: facts.reasons };
}
