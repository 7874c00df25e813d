import { ALL_DATA_KINDS, mayBeOneOf, withBroader, withFiner } from '../data-kinds.ts';
import { type DataFlow, knowsRoles } from '../dataflow.ts';
import { AI_INCIDENTS, DATA_CLASSES, type Facts } from '../facts.ts';
import { weighedLosses } from '../losses.ts';
import { memoize } from '../plan/memoize.ts';
import type { RiskConclusion, Severity } from '../plan/types.ts';
import type { Case, Condition } from './compiled.ts';
import type { LawTerms } from './law-terms.ts';
import { countOf, everyoneIn, mostPeople, peopleIn } from './people.ts';

/**
 * What expressions see. Whatever is not known yet is read as its gravest value, so that not knowing never lowers a
 * duty.
 */

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

/**
 * What the triggers of each law see of it; one object for laws that see the same.
 * @param missing people whom no place that was looked at counts: see `peopleIn`
 * @param reading `widest`: with data of which it is not certain whether the law protects it
 */
export function lawsSeen(
  { laws }: { laws: Readonly<Record<string, { terms: LawTerms }>> },
  facts: Facts,
  missing: number,
  reading: 'certain' | 'widest' = 'certain',
) {
  const byId = new Map<string, Seen>();
  const alike = new Map<string, Seen>();
  const look = ({ regimeId, jurisdiction }: Row): Seen => {
    const people = peopleIn(jurisdiction, facts, missing);
    const seen = { ...people, ...breachOf(termsOf(laws[regimeId]?.terms, reading), facts, people.here) };
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

function termsOf(terms: LawTerms | undefined, reading: 'certain' | 'widest'): LawTerms | undefined {
  if (reading === 'certain' || terms?.elements === undefined || terms.elementsUncertain === undefined) return terms;
  return { ...terms, elements: [...terms.elements, ...terms.elementsUncertain.kinds] };
}

type Seen = ReturnType<typeof peopleIn> & ReturnType<typeof breachOf>;

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
      peopleConcerned: countOf(mostPeople(facts)),
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
