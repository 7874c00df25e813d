import type { FilingDraft } from './draft.ts';
import { givenOf } from './givens.ts';
import type { Stage } from './stages.ts';
import type { FilingTemplate } from './template.ts';
import { applies, holds } from './when.ts';

/** A filing as it was handed in: its fields by id, see `fieldsOfFile`. */
export type HandedIn = {
  obligation: string;
  stage: Stage;
  /** Whether it followed a complete one. */
  afterComplete: boolean;
  late: boolean;
  fields: FilingDraft['fields'];
};

/** Ids of the mandatory fields that a filing left empty, in the order of the form. */
export function openFields(template: FilingTemplate, handedIn: HandedIn): string[] {
  const { obligation, fields } = handedIn;
  const given = givenOf(handedIn);
  const empty: FilingTemplate['fields'] = [];
  for (const field of template.fields) {
    if (field.asks.length > 0 && !field.asks.includes(obligation)) continue;
    if (field.shownWhen !== null && !holds(field.shownWhen, given)) continue;
    const value = fields[field.id] ?? '';
    if (value !== '') given[field.id] = (Array.isArray(value) ? value : [value]).map(String);
    else empty.push(field);
  }
  return empty
    .filter(({ mandatory, always }) => applies(mandatory, given) || applies(always, given))
    .map(({ id }) => id);
}
