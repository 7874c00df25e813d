import { z } from 'zod';
import {
  type AskedKey,
  INCIDENT_FILTERS,
  incidentKey,
  NOBODY,
  readIncidentKey,
} from '../../domain/breach/incident-keys.ts';
import { PHASES, type Phase } from '../../domain/breach/phase.ts';
import { PLANES } from '../../domain/dataflow.ts';
import { startOfDay } from '../../domain/local-time.ts';
import type { Instant } from '../../domain/time.ts';
import { readSystems } from '../../store/dataflow.ts';
import { countIncidentKeys } from '../../store/incident-index.ts';
import type { FilterValue } from '../../web/desk/incident-filters.ts';
import { countryName } from '../../web/languages/display-names.ts';
import { nameOf } from '../../web/names.ts';
import { citedText } from '../../web/translated.ts';
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
  owner: value.optional().describe('Who has it: `user:` and an id, a role, or `nobody`, also where the owner has left'),
  system: value.optional().describe('Id of a touched system'),
  plane: z.enum([EMPTY, ...PLANES]).optional(),
  duty: value.optional().describe('Id of a duty that binds, such as gdpr-art33-1-authority'),
  country: value.optional().describe('Of people concerned, such as DE or US-CA'),
  rule: value
    .optional()
    .describe('Rule of detection that opened it or had something join it, such as aws-guardduty/exfiltration'),
  from: day.optional().describe('Reported on this day or later, in the organisation’s zone'),
  to: day.optional().describe('Reported on this day or before'),
};
export type IncidentsAsked = z.infer<z.ZodObject<typeof INCIDENT_QUERY>>;

/**
 * What is asked for, as the store takes it; days are those of the organisation's zone, both included. What somebody has
 * who cannot act any more (`gone`) is nobody's.
 */
export function incidentsAsked(
  asked: IncidentsAsked,
  zone: string,
  gone: ReadonlySet<string>,
): { keys: AskedKey[]; phase?: Phase; rule?: string; from?: Instant; before?: Instant } {
  const { status = EMPTY, rule = EMPTY, from = EMPTY, to = EMPTY } = asked;
  return {
    keys: INCIDENT_FILTERS.flatMap((filter): AskedKey[] => {
      const given = asked[filter];
      if (given === undefined || given === EMPTY) return [];
      return filter === 'owner' && given === NOBODY ? [ownedBy([NOBODY, ...gone])] : [incidentKey(filter, given)];
    }),
    ...(status === EMPTY ? {} : { phase: status }),
    ...(rule === EMPTY ? {} : { rule }),
    ...(from === EMPTY ? {} : { from: startOfDay(from, zone) }),
    ...(to === EMPTY ? {} : { before: startOfDay(to, zone, 1) }),
  };
}

/** The keys of what any of these has. */
export function ownedBy(owners: readonly string[]): AskedKey {
  return owners.map((owner) => incidentKey('owner', owner));
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
  const counted = withNobody(await countIncidentKeys(deps.store, which), view.gone);
  const wanted = INCIDENT_FILTERS.flatMap((filter) => (asked[filter] ? [incidentKey(filter, asked[filter])] : []));
  const none = wanted.filter((key) => !counted.some((each) => each.key === key)).map((key) => ({ key, count: 0 }));
  const read = [...counted, ...none].flatMap(({ key, count }) => {
    const found = readIncidentKey(key);
    return found === null ? [] : [{ ...found, count }];
  });
  const systems = await readSystems(
    deps.store,
    read.flatMap(({ filter, value: id }) => (filter === 'system' ? [id] : [])),
  );
  const names: Record<(typeof INCIDENT_FILTERS)[number], (id: string) => string> = {
    owner: (by) => (by === NOBODY ? view.words.breach.handling.nobody : nameOf(view, by)),
    system: (id) => systems.find((system) => system.id === id)?.name ?? id,
    plane: (plane) => (view.words.breach.planes as Record<string, string>)[plane] ?? plane,
    duty: (id) => citedText(view, deps.policy.obligations.find((duty) => duty.id === id)?.article ?? id),
    country: (code) => (code.includes('-') ? code : countryName(code, view.language)),
  };
  return read.map(({ filter, value: id, count }) => ({ filter, value: id, count, label: names[filter](id) }));
}

/** With what those have who cannot act any more counted as nobody's. */
function withNobody(counted: readonly { key: string; count: number }[], gone: ReadonlySet<string>): typeof counted {
  const [nobody, ...left] = [NOBODY, ...gone].map((owner) => incidentKey('owner', owner));
  const theirs = counted.filter(({ key }) => left.some((each) => each === key));
  if (nobody === undefined || theirs.length === 0) return counted;
  const own = counted.find(({ key }) => key === nobody);
  const count = theirs.reduce((sum, each) => sum + each.count, own?.count ?? 0);
  return [{ key: nobody, count }, ...counted.filter((each) => each !== own && !theirs.includes(each))];
}
