/** What findings are compared by to find relatives. `resource` is a thing that no system of the register stands for. */
export const MARK_FIELDS = ['system', 'resource', 'user', 'ip', 'account'] as const;
export type MarkField = (typeof MARK_FIELDS)[number];

/** Values in one form each, and how far along ATT&CK's tactics it is. They may name people: kept sealed only. */
export type Marks = Readonly<Record<MarkField, readonly string[]>> & { readonly stage: number | null };

export const NO_MARKS: Marks = { system: [], resource: [], user: [], ip: [], account: [], stage: null };

/** One value of a finding. */
export type Mark = { field: MarkField; value: string };

/** All values of a finding. */
export function marksIn(marks: Marks): Mark[] {
  return MARK_FIELDS.flatMap((field) => marks[field].map((value) => ({ field, value })));
}

/** Findings that are kept for one value, the newest: a storm of them says no more. */
export const MOST_OF_VALUE = 20;

/** A finding that names more, such as a scan of everything, is compared by the first ones. */
export const MOST_VALUES = 20;

/** What two states of a finding name together, the earlier first. */
export function bothMarks(earlier: Marks, later: Marks): Marks {
  const of = (field: MarkField) => [...new Set([...earlier[field], ...later[field]])].slice(0, MOST_VALUES);
  const stages = [earlier.stage, later.stage].filter((stage) => stage !== null);
  return {
    ...{ system: of('system'), resource: of('resource'), user: of('user'), ip: of('ip'), account: of('account') },
    stage: stages.length === 0 ? null : Math.max(...stages),
  };
}
