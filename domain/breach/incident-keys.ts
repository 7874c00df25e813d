import type { BreachState } from './state.ts';

/** What the list of incidents is filtered by: free of people's words, so it is kept in clear. */
export const INCIDENT_FILTERS = ['owner', 'system', 'plane', 'duty', 'country'] as const;
export type IncidentFilter = (typeof INCIDENT_FILTERS)[number];
/** One value of one filter, such as `system:crm`; all of an incident stand in one list, under one index. */
export type IncidentKey = `${IncidentFilter}:${string}`;

/** One key, or any of several. */
export type AskedKey = IncidentKey | readonly IncidentKey[];

/** The owner of an incident that nobody has taken. */
export const NOBODY = 'nobody';

/** The key of a value. */
export function incidentKey(filter: IncidentFilter, value: string): IncidentKey {
  return `${filter}:${value}`;
}

/** Whether a text is such a key, and of which filter and value. */
export function readIncidentKey(key: string): { filter: IncidentFilter; value: string } | null {
  const at = key.indexOf(':');
  const filter = INCIDENT_FILTERS.find((each) => each === key.slice(0, at));
  return filter === undefined ? null : { filter, value: key.slice(at + 1) };
}

/** Every key of an incident: its owner, touched systems and their planes, the duties that bind, countries of people. */
export function incidentKeys({ owner, facts, plan, obligations }: BreachState): IncidentKey[] {
  const duties = Object.values(obligations).filter(({ status }) => status !== 'does-not-apply');
  const countries = [...(plan?.dataFlow.countries ?? []), ...Object.keys(facts.residents ?? {})];
  const values: Record<IncidentFilter, readonly string[]> = {
    owner: [owner?.by ?? NOBODY],
    system: facts.systems,
    plane: plan?.dataFlow.planes ?? [],
    duty: duties.map(({ id }) => id),
    country: countries,
  };
  const keys = INCIDENT_FILTERS.flatMap((filter) => values[filter].map((value) => incidentKey(filter, value)));
  return [...new Set(keys)].sort();
}
