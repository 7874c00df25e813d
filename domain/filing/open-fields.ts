import { type FilingDraft, holds } from './draft.ts';
import { leavesMore, type Stage } from './stages.ts';
import type { FilingTemplate } from './template.ts';

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
  const { obligation, stage, late, fields } = handedIn;
  const given: Record<string, string[]> = {
    stage: [stage],
    late: [late ? 'yes' : 'no'],
    incomplete: [leavesMore(handedIn) ? 'yes' : 'no'],
  };
  const open: string[] = [];
  for (const { id, asks, shownWhen, mandatory } of template.fields) {
    if (asks.length > 0 && !asks.includes(obligation)) continue;
    if (shownWhen !== null && !holds(shownWhen, given)) continue;
    const value = fields[id] ?? '';
    if (value !== '') given[id] = (Array.isArray(value) ? value : [value]).map(String);
    else if (typeof mandatory === 'boolean' ? mandatory : holds(mandatory, given)) open.push(id);
  }
  return open;
}
