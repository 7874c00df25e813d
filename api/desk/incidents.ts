import { z } from 'zod';
import { INCIDENT_FILTERS, type IncidentKey, incidentKey, readIncidentKey } from '../../domain/breach/incident-keys.ts';
import { PHASES, type Phase } from '../../domain/breach/phase.ts';
import { PLANES } from '../../domain/dataflow.ts';
import { startOfDay } from '../../domain/local-time.ts';
import type { Instant } from '../../domain/time.ts';
import { readSystems } from '../../store/dataflow.ts';
import { countIncidentKeys } from '../../store/incident-index.ts';
import type { FilterValue } from '../../web/desk/incident-filters.ts';
import { countryName } from '../../web/languages/display-names.ts';
import { nameOf } from '../../web/names.ts';
import type { View } from '../../web/view.ts';
import type { ApiDeps } from '../deps.ts';

const EMPTY = '';
const value = z
  .string()
  .max(200)
  .regex(/^[\w:.\-/]*$/, 'an id, as the list of incidents gives it');
const day = z.iso.date().or(z.literal(EMPTY));

/** What the list of incidents is filtered by, on its page and in the API. */
export const INCIDENT_QUERY = {
  status: z
    .enum([EMPTY, ...PHASES])
    .optional()
    .describe('`suspected` also names those that somebody looks into, `candidate` those alone'),
  owner: value.optional().describe('Who has it: `user:` and an id, a role, or `nobody`'),
  system: value.optional().describe('Id of a touched system'),
  plane: z.enum([EMPTY, ...PLANES]).optional(),
  duty: value.optional().describe('Id of a duty that binds, such as gdpr-art33-1-authority'),
  country: value.optional().describe('Of people concerned, such as DE or US-CA'),
  from: day.optional().describe('Reported on this day or later, in the organisation’s zone'),
  to: day.optional().describe('Reported on this day or before'),
};
export type IncidentsAsked = z.infer<z.ZodObject<typeof INCIDENT_QUERY>>;

/** What is asked for, as the store takes it; days are those of the organisation's zone, both included. */
export function incidentsAsked(
  asked: IncidentsAsked,
  zone: string,
): { keys: IncidentKey[]; phase?: Phase; from?: Instant; before?: Instant } {
  const { status = EMPTY, from = EMPTY, to = EMPTY } = asked;
  return {
    keys: INCIDENT_FILTERS.flatMap((filter) => (asked[filter] ? [incidentKey(filter, asked[filter])] : [])),
    ...(status === EMPTY ? {} : { phase: status }),
    ...(from === EMPTY ? {} : { from: startOfDay(from, zone) }),
    ...(to === EMPTY ? {} : { before: startOfDay(to, zone, 1) }),
  };
}

/**
 * The values of each filter that there are, by name, each with how many incidents have it; what is asked for is among
 * them, though none has it.
 */
export async function incidentFilters(
  deps: Pick<ApiDeps, 'store' | 'policy'>,
  view: View,
  which: { exercise?: boolean },
  asked: IncidentsAsked,
): Promise<FilterValue[]> {
  const counted = await countIncidentKeys(deps.store, which);
  const wanted = incidentsAsked(asked, deps.policy.organisation.zone).keys;
  const gone = wanted.filter((key) => !counted.some((each) => each.key === key)).map((key) => ({ key, count: 0 }));
  const read = [...counted, ...gone].flatMap(({ key, count }) => {
    const found = readIncidentKey(key);
    return found === null ? [] : [{ ...found, count }];
  });
  const systems = await readSystems(
    deps.store,
    read.flatMap(({ filter, value: id }) => (filter === 'system' ? [id] : [])),
  );
  const names: Record<(typeof INCIDENT_FILTERS)[number], (id: string) => string> = {
    owner: (by) => (by === 'nobody' ? view.words.breach.handling.nobody : nameOf(view, by)),
    system: (id) => systems.find((system) => system.id === id)?.name ?? id,
    plane: (plane) => (view.words.breach.planes as Record<string, string>)[plane] ?? plane,
    duty: (id) => deps.policy.obligations.find((duty) => duty.id === id)?.article ?? id,
    country: (code) => (code.includes('-') ? code : countryName(code, view.language)),
  };
  return read.map(({ filter, value: id, count }) => ({ filter, value: id, count, label: names[filter](id) }));
}
