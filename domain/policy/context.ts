import { ALL_DATA_KINDS, mayBeOneOf, withBroader, withFiner } from '../data-kinds.ts';
import { type DataFlow, knowsRoles } from '../dataflow.ts';
import { AI_INCIDENTS, DATA_CLASSES, type Facts } from '../facts.ts';
import { covers } from '../jurisdictions.ts';
import { weighedLosses } from '../losses.ts';
import { memoize } from '../plan/memoize.ts';
import type { RiskConclusion, Severity } from '../plan/types.ts';
import type { Case, Condition } from './compiled.ts';
import type { LawTerms } from './law-terms.ts';

/**
 * What expressions see. Whatever is not known yet is read as its gravest value, so that not knowing never lowers a
 * duty.
 */

/** Stands for a number that is not known yet: as many as there can be. */
export const UNKNOWN_COUNT = 10_000_000_000n;

/** Facts that people decide; what is not decided yet reads as yes. */
export const CLASSIFICATIONS = [
  'seriousHarm',
  'significantIncident',
  'significantThreat',
  'majorIncident',
  'material',
  'criticalFunctions',
  'clientsHarmed',
  'exploitedVulnerability',
  'productIncident',
  'ransomPaid',
  'foreignAuthorityData',
  'defenseInformation',
] as const satisfies (keyof Facts)[];

/** Which of two acts applies, one in place of the other. Not decided reads as yes, for which the period is shorter. */
export const WHICH_ACT = ['trustServicesHit', 'telecomServiceData'] as const satisfies (keyof Facts)[];

type Level = Severity['level'];
export type SeverityContext = ReturnType<typeof severityContext>;

export function severityContext(facts: Facts, dataFlow: DataFlow, scores: Scores, leaning: Level) {
  return { ...factsContext(facts, dataFlow), severity: severityValues(scores, leaning) };
}
type Scores = Pick<Severity, 'dpc' | 'ei' | 'cb' | 'se' | 'level'>;

export function obligationContext(severity: SeverityContext, conclusion: RiskConclusion, decided: boolean) {
  return { ...severity, conclusion, decided };
}

/**
 * What the triggers of one jurisdiction see beside the rest: how many of the people concerned may live there. Where
 * nobody is said to live there, those may of whom no place is named.
 */
export function peopleIn(jurisdiction: string, facts: Facts): { here: bigint; most: bigint } {
  const unknown = countOf(facts.peopleConcerned);
  const counts = Object.entries(facts.residents ?? {})
    .filter(([place]) => covers(jurisdiction, place))
    .map(([, count]) => (count === null ? unknown : BigInt(count)));
  if (counts.length === 0) counts.push(withoutPlace(facts));
  const here = counts.reduce((sum, count) => sum + count, 0n);
  return { here, most: counts.reduce((most, count) => (count > most ? count : most), 0n) };
}

/** How many of the people concerned no place is named for. "Some" in one place may be all that are not counted. */
export function withoutPlace({ residents, peopleConcerned }: Pick<Facts, 'residents' | 'peopleConcerned'>): bigint {
  const counts = Object.values(residents ?? {});
  if (counts.length === 0) return countOf(peopleConcerned);
  const named = counts.reduce<number>((sum, count) => sum + (count ?? Number.POSITIVE_INFINITY), 0);
  return BigInt(Math.max((peopleConcerned ?? 0) - named, 0));
}

/**
 * What the triggers of one law see of it: whether data that it names may be concerned, and whether all in all the
 * breach is one of this law. A law that names no data protects every kind but communications.
 */
export function breachOf(terms: LawTerms | undefined, facts: Facts, here: bigint) {
  const kinds = facts.dataKinds ?? ALL_DATA_KINDS;
  const protectedData =
    terms?.elements === undefined
      ? kinds.some((kind) => kind !== 'communications')
      : mayBeOneOf(terms.elements, kinds, mayTellIdentity(facts));
  const covered = here > 0n && facts.confidentiality !== 'none' && protectedData && !facts.unintelligible;
  return { protectedData, covered, everyone: everyoneIn(facts) };
}

type Row = { regimeId: string; jurisdiction: string };

/** What the triggers of each law see of it; one object for laws that see the same. */
export function lawsSeen({ laws }: { laws: Readonly<Record<string, { terms: LawTerms }>> }, facts: Facts) {
  const byId = new Map<string, Seen>();
  const alike = new Map<string, Seen>();
  const look = ({ regimeId, jurisdiction }: Row): Seen => {
    const people = peopleIn(jurisdiction, facts);
    const seen = { ...people, ...breachOf(laws[regimeId]?.terms, facts, people.here) };
    const key = Object.values(seen).join(' ');
    const same = alike.get(key) ?? seen;
    alike.set(key, same);
    return same;
  };
  return (row: Row): Seen => {
    const seen = byId.get(row.regimeId) ?? look(row);
    byId.set(row.regimeId, seen);
    return seen;
  };
}
type Seen = ReturnType<typeof peopleIn> & ReturnType<typeof breachOf>;

/** People concerned wherever they live: at least as many as live where they are known to. */
function everyoneIn({ residents, peopleConcerned }: Facts): bigint {
  const counts = Object.values(residents ?? {});
  const known = counts.includes(null) ? null : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  if (counts.length === 0 || known === null) return countOf(peopleConcerned);
  return BigInt(Math.max(known, peopleConcerned ?? 0));
}

/**
 * The classes known from the register and from the data itself, in ENISA's order; empty where they are not known. What
 * the register says of some systems is not all, as long as one of them is not in it and nobody has said what was found.
 */
export function knownClasses(facts: Facts, dataFlow: DataFlow): Facts['dataClasses'] {
  if (dataFlow.unlisted && facts.dataClasses.length === 0) return [];
  return DATA_CLASSES.filter((c) => facts.dataClasses.includes(c) || dataFlow.dataClasses.includes(c));
}

function factsContext(facts: Facts, dataFlow: DataFlow) {
  const classes = knownClasses(facts, dataFlow);
  const { contextScore: _, residents: __, events, endsSet: ___, switchedOn: ____, profile: _____, ...seen } = facts;
  const kinds = facts.dataKinds ?? ALL_DATA_KINDS;
  return {
    breached: facts.confidentiality !== 'none' || facts.integrity !== 'none' || facts.availability !== 'none',
    identityData: kinds.some((kind) => kind !== 'communications'),
    events: Object.entries(events).flatMap(([name, at]) => (at === null ? [] : [name])),
    facts: {
      ...seen,
      // No rule can take what nobody knows for none.
      ...weighedLosses(facts),
      ...Object.fromEntries([...CLASSIFICATIONS, ...WHICH_ACT].map((name) => [name, facts[name] ?? true])),
      dataKinds: [...new Set([...withFiner(kinds), ...withBroader(kinds)])],
      vulnerablePeople: facts.vulnerablePeople ?? true,
      aiIncidents: facts.aiIncidents ?? [...AI_INCIDENTS],
      identityDetails: mayTellIdentity(facts),
      dataClasses: classes.length === 0 ? [...DATA_CLASSES] : classes,
      peopleConcerned: countOf(facts.peopleConcerned),
      recordsConcerned: countOf(facts.recordsConcerned),
    },
    dataFlow: {
      known: knowsRoles(dataFlow),
      planes: dataFlow.planes,
      roles: knowsRoles(dataFlow) ? dataFlow.roles : [...new Set([...dataFlow.roles, 'controller', 'processor'])],
      countries: dataFlow.countries,
      suppliers: dataFlow.suppliers,
      customers: dataFlow.customers,
    },
  };
}

/** A person who found the context to be harmless has looked at what the data tells. */
function mayTellIdentity({ identityDetails, contextScore }: Facts): boolean {
  return identityDetails === 'yes' || (identityDetails === 'unknown' && contextScore !== 1);
}

function severityValues({ dpc, ei, cb, se, level }: Scores, leaning: Level) {
  return { dpc: BigInt(dpc), ei: BigInt(ei), cb: BigInt(cb), se: BigInt(se), level, leaning };
}

function countOf(count: number | null): bigint {
  return count === null ? UNKNOWN_COUNT : BigInt(count);
}

/** Whether a condition holds; where it cannot be evaluated, the cautious answer the caller names. */
export function holds(condition: Condition | null, context: object, cautious: boolean): boolean {
  return condition === null || (evaluated(condition, context) ?? cautious);
}

/** Null where it cannot be evaluated. */
function evaluated(condition: Condition, context: object): boolean | null {
  try {
    return condition(context);
  } catch {
    return null;
  }
}

/** The same as {@link holds}, each condition evaluated once over one context: many rows of a policy ask alike. */
export function holdsOnce(): typeof holds {
  const over = memoize((context: object, condition: Condition) => ({ answer: evaluated(condition, context) }));
  return (condition, context, cautious) => condition === null || (over(context, condition).answer ?? cautious);
}

/** The first case that holds. The schema ensures that the last one always does. */
export function firstCase<T>(
  cases: Case<T>[],
  context: object,
  cautious: (item: Case<T>) => boolean,
  ask: typeof holds = holds,
): Case<T> {
  const found = cases.find((item) => ask(item.when, context, cautious(item)));
  if (found === undefined) throw new Error('A list of cases has no last case without `when`.');
  return found;
}
