import type { BreachEvent } from '../breach/events.ts';
import type { BreachState } from '../breach/state.ts';
import { leftOpenBefore } from '../breach/supplements.ts';
import type { FilingDraft } from './draft.ts';
import { openFields } from './open-fields.ts';
import { fieldsOfFile } from './reading.ts';
import type { FilingTemplate } from './template.ts';
import { filingVersions } from './versions.ts';

/** What is open of the filing `of`: its mandatory fields; null where nobody can tell which. */
export type StillOpen = { of: string; article: string; fields: { field: string; label: string }[] | null };

/**
 * What nothing handed in so far gives of the filing that a duty completes: not its own versions, not those of the duty,
 * not `document`, which is handed in next. Null for any other duty, and where that filing left nothing open.
 *
 * @param templateFor the form of a duty; null where the policy does not know it any more
 */
export function stillOpen(
  templateFor: (obligation: string) => FilingTemplate | null,
  { state, events }: { state: Pick<BreachState, 'obligations' | 'plan'>; events: readonly BreachEvent[] },
  { obligation, document }: { obligation: string; document?: string | undefined },
): StillOpen | null {
  const { obligations: planned = [] } = state.plan ?? {};
  const duty = planned.find(({ id }) => id === obligation);
  const before = duty === undefined ? null : leftOpenBefore(state, duty);
  if (before === null) return null;
  const of = before.obligation;
  const article = planned.find(({ id }) => id === of)?.article ?? of;
  const [template, own] = [templateFor(of), templateFor(obligation)];
  const versions = template === null ? [] : filingVersions(template, of, events);
  const last = versions.at(-1);
  if (template === null || last?.stage == null || versions.every(({ fields }) => fields === null)) {
    return { of, article, fields: null };
  }
  const next = own === null || document === undefined ? null : fieldsOfFile(own, document);
  const supplements = own === null ? [] : filingVersions(own, obligation, events).map(({ fields }) => fields);
  const fields = givenIn([...versions.map((version) => version.fields), ...supplements, next]);
  const late = versions.some((version) => version.late);
  const open = openFields(template, { obligation: of, stage: last.stage, afterComplete: false, late, fields });
  const labelOf = (id: string) => template.fields.find((field) => field.id === id)?.label ?? id;
  return { of, article, fields: open.map((field) => ({ field, label: labelOf(field) })) };
}

/** Whatever was given by one of them, as it was given last. */
function givenIn(files: readonly (FilingDraft['fields'] | null)[]): FilingDraft['fields'] {
  const given = files.flatMap((fields) => Object.entries(fields ?? {}).filter(([, value]) => value !== ''));
  return Object.fromEntries(given);
}
