import type { BreachEvent } from '../breach/events.ts';
import type { BreachState } from '../breach/state.ts';
import { leftOpenBefore } from '../breach/supplements.ts';
import type { FilingDraft } from './draft.ts';
import { fieldsByAny, formOfLast } from './forms.ts';
import { openFields } from './open-fields.ts';
import type { FilingTemplate } from './template.ts';
import { filingVersions } from './versions.ts';

/** What is open of the filing `of`: its mandatory fields; null where nobody can tell which. */
export type StillOpen = { of: string; article: string; fields: { field: string; label: string }[] | null };

/**
 * What nothing handed in so far gives of the filing that a duty completes: not its own versions, not those of the duty,
 * not `document`, which is handed in next. Null for any other duty, and where that filing left nothing open.
 *
 * @param formsFor the forms of a duty; none where the policy does not know it any more
 */
export function stillOpen(
  formsFor: (obligation: string) => readonly FilingTemplate[],
  { state, events }: { state: Pick<BreachState, 'obligations' | 'plan'>; events: readonly BreachEvent[] },
  { obligation, document }: { obligation: string; document?: string | undefined },
): StillOpen | null {
  const { obligations: planned = [] } = state.plan ?? {};
  const duty = planned.find(({ id }) => id === obligation);
  const before = duty === undefined ? null : leftOpenBefore(state, duty);
  if (before === null) return null;
  const of = before.obligation;
  const article = planned.find(({ id }) => id === of)?.article ?? of;
  const [forms, own] = [formsFor(of), formsFor(obligation)];
  const template = formOfLast(forms, of, events) ?? forms[0] ?? null;
  const versions = template === null ? [] : filingVersions(template, of, events);
  const last = versions.at(-1);
  if (template === null || last?.stage == null || versions.every(({ fields }) => fields === null)) {
    return { of, article, fields: null };
  }
  const supplements = events.flatMap((event) =>
    event.type === 'filed' && event.data.obligation === obligation ? [event.personal.document] : [],
  );
  const said = [...supplements, document].map((file) => (file === undefined ? null : fieldsByAny(own, file)));
  const fields = givenIn([...versions.map((version) => version.fields), ...said]);
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
