import { type DataFlow, knowsRoles } from '../dataflow.ts';
import { AI_INCIDENTS, DATA_CLASSES, DATA_KINDS, type Facts } from '../facts.ts';
import { covers } from '../jurisdictions.ts';
import { weighedLosses } from '../losses.ts';
import type { RiskConclusion, Severity } from '../plan/types.ts';
import type { Case, Condition } from './compiled.ts';

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

type Level = Severity['level'];
export type SeverityContext = ReturnType<typeof severityContext>;

export function severityContext(facts: Facts, dataFlow: DataFlow, scores: Scores, leaning: Level) {
  return { ...factsContext(facts, dataFlow), severity: severityValues(scores, leaning) };
}
type Scores = Pick<Severity, 'dpc' | 'ei' | 'cb' | 'se' | 'level'>;

export function obligationContext(severity: SeverityContext, conclusion: RiskConclusion, decided: boolean) {
  return { ...severity, conclusion, decided };
}

/** What the triggers of one jurisdiction see beside the rest: how many of the people concerned may live there. */
export function peopleIn(jurisdiction: string, facts: Facts): { here: bigint; most: bigint } {
  const unknown = countOf(facts.peopleConcerned);
  if (facts.residents === null) return { here: unknown, most: unknown };
  const counts = Object.entries(facts.residents)
    .filter(([place]) => covers(jurisdiction, place))
    .map(([, count]) => (count === null ? unknown : BigInt(count)));
  const here = counts.reduce((sum, count) => sum + count, 0n);
  return { here, most: counts.reduce((most, count) => (count > most ? count : most), 0n) };
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
  const kinds = facts.dataKinds ?? [...DATA_KINDS];
  return {
    breached: facts.confidentiality !== 'none' || facts.integrity !== 'none' || facts.availability !== 'none',
    identityData: kinds.some((kind) => kind !== 'communications'),
    events: Object.entries(events).flatMap(([name, at]) => (at === null ? [] : [name])),
    facts: {
      ...seen,
      // No rule can take what nobody knows for none.
      ...weighedLosses(facts),
      ...Object.fromEntries(CLASSIFICATIONS.map((name) => [name, facts[name] ?? true])),
      dataKinds: kinds,
      vulnerablePeople: facts.vulnerablePeople ?? true,
      aiIncidents: facts.aiIncidents ?? [...AI_INCIDENTS],
      // A person who found the context to be harmless has looked at what the data tells.
      identityDetails:
        facts.identityDetails === 'yes' || (facts.identityDetails === 'unknown' && facts.contextScore !== 1),
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

function severityValues({ dpc, ei, cb, se, level }: Scores, leaning: Level) {
  return { dpc: BigInt(dpc), ei: BigInt(ei), cb: BigInt(cb), se: BigInt(se), level, leaning };
}

function countOf(count: number | null): bigint {
  return count === null ? UNKNOWN_COUNT : BigInt(count);
}

/** Whether a condition holds; where it cannot be evaluated, the cautious answer the caller names. */
export function holds(condition: Condition | null, context: object, cautious: boolean): boolean {
  if (condition === null) return true;
  try {
    return condition(context);
  } catch {
    return cautious;
  }
}

/** The first case that holds. The schema ensures that the last one always does. */
export function firstCase<T>(cases: Case<T>[], context: object, cautious: (item: Case<T>) => boolean): Case<T> {
  const found = cases.find((item) => holds(item.when, context, cautious(item)));
  if (found === undefined) throw new Error('A list of cases has no last case without `when`.');
  return found;
}
