import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { type FormStage, fieldRow } from './field.ts';
import { sectionOf } from './label.ts';
import { type FieldModel, type FilingModel, fieldsToFill, proposedFields, wrongFields } from './model.ts';

/** `isFirst`: the first one in which something is missing or wrong. */
type Section = { id: string; name: string; fields: FieldModel[]; isFirst: boolean };

/**
 * One section of the form, what is missing in it first. Only the first one in which something is missing is open, and
 * any in which something is wrong: links to a field open the others.
 */
export function sectionCard(view: View, model: FilingModel, section: Section, stage: FormStage): Html {
  const { filing: words } = view.words;
  const { id, name, fields, isFirst } = section;
  const open = fieldsToFill(section);
  const filled = fields.filter((field) => !open.includes(field));
  const changed = fields.filter((field) => field.change !== null).length;
  const proposed = proposedFields(section).length;
  const counts = [
    open.length === 0 ? words.nothingMissing : words.missingCount(open.length),
    ...(proposed === 0 ? [] : [words.proposedCount(proposed)]),
    ...(model.changes === null ? [] : [words.changedCount(changed)]),
  ];
  const heading = html`
    <h2 id="h-${id}">${sectionOf(view, model.template, name)}</h2><p class="small muted">${counts.join(' · ')}</p>
  `;
  const rows = (some: readonly FieldModel[]) => some.map((field) => fieldRow(view, field, stage));
  const foldedRows =
    open.length === 0 || filled.length === 0
      ? rows([...open, ...filled])
      : html`
        ${rows(open)}
        <details class="filled"><summary>${words.filledFields(filled.length)}</summary>${rows(filled)}</details>
      `;
  const isOpen = isFirst || wrongFields(section).length > 0 || fields.some((f) => f.forbidden.length > 0);
  return html`
    <section class="card" id="${id}" aria-labelledby="h-${id}">
      ${
        isOpen
          ? html`<header>${heading}</header>${foldedRows}`
          : html`<details class="filled"><summary>${heading}</summary>${foldedRows}</details>`
      }
    </section>
  `;
}
