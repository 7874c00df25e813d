import { headlineOf } from '../detection/headline.ts';
import { TocsinError } from '../domain/errors.ts';
import { Facts, MOST_SYSTEMS } from '../domain/facts.ts';
import { sha256Hex } from '../store/crypto/digest.ts';
import type { JudgedFinding } from './alert-judging.ts';
import { isBegun } from './alert-placing.ts';
import type { AlertTurnDeps, Taken } from './alert-taken.ts';
import { keepReport } from './keep-report.ts';

/** What came of handing findings to their breaches. */
export type Handed = {
  /** The breach of each finding that was handed over, by the finding. */
  breachOf: ReadonlyMap<string, string>;
  /** The states of findings with which a breach was opened, by their keys. */
  opened: ReadonlySet<string>;
  /** The states of findings that joined a breach in a storm, by their keys. */
  ofStorm: ReadonlySet<string>;
  /** The references that suspicions got which began within the batch. */
  begun: ReadonlyMap<string, string>;
  /** Each breach, as often as something was handed to it. */
  breaches: readonly string[];
  /** Findings that could not be handed over, with the alert that brought them. */
  failures: ReadonlyMap<string, { alert: string; error: unknown }>;
};

/**
 * Hands over what a person must see: its bytes as evidence, and an intake record that the relay takes to the breach.
 * Each state of a finding once, however often this is done. Those of one suspicion go in their order, so that what
 * begins with one of them is there for the next.
 *
 * @throws TocsinError `unavailable` when the database does not answer
 */
export async function handOverAll(deps: AlertTurnDeps, taken: readonly Taken[]): Promise<Handed> {
  const due = taken.flatMap((one) =>
    one.judged.filter(({ act }) => act === 'hand-over').map((judged) => ({ one, judged })),
  );
  const breachOf = new Map<string, string>();
  const opened = new Set<string>();
  const ofStorm = new Set<string>();
  const begun = new Map<string, string>();
  const breaches: string[] = [];
  const failures = new Map<string, { alert: string; error: unknown }>();
  const handOver = async (those: typeof due) => {
    for (const { one, judged } of those) {
      // What follows of the same finding is tried again with it; the others do not wait for that.
      if (failures.has(judged.id)) continue;
      const { suspicion } = judged;
      try {
        const joins = suspicion === null || isBegun(suspicion) ? begun.get(suspicion ?? '') : suspicion;
        const { breachId, opens, isOfStorm } = await handOverOne(deps, one, judged, joins ?? null);
        if (breachId === null) continue;
        if (opens) opened.add(judged.key);
        if (isOfStorm) ofStorm.add(judged.key);
        breachOf.set(judged.id, breachId);
        if (suspicion !== null && isBegun(suspicion)) begun.set(suspicion, begun.get(suspicion) ?? breachId);
        if (!opens) breaches.push(breachId);
      } catch (error) {
        if (error instanceof TocsinError && error.code === 'unavailable') throw error;
        deps.log.warn({ alert: one.doc._id, reqId: one.doc.requestId, error }, 'a finding was not handed over');
        failures.set(judged.id, { alert: one.doc._id, error });
      }
    }
  };
  await Promise.all([...Map.groupBy(due, ({ judged }) => judged.suspicion).values()].map(handOver));
  return { breachOf, opened, ofStorm, begun, breaches, failures };
}

/** The breach that a finding belongs to; null where it belongs to none, or that is owed. */
export function breachOf({ id, act, suspicion }: JudgedFinding, handed: Handed): string | null {
  if (act === 'hand-over') return handed.breachOf.get(id) ?? null;
  if (act !== 'count' || suspicion === null) return null;
  return handed.breachOf.get(id) ?? referenceOf(suspicion, handed);
}

/** What a suspicion is called; null where it began within the batch and has no reference. */
export function referenceOf(suspicion: string, { begun }: Pick<Handed, 'begun'>): string | null {
  return isBegun(suspicion) ? (begun.get(suspicion) ?? null) : suspicion;
}

/**
 * @returns the breach that has it now, null where the one that it was to join has just closed; whether it opened that,
 *   or joined it in a storm
 */
async function handOverOne(
  deps: AlertTurnDeps,
  { doc, raw, isPacked }: Taken,
  judged: JudgedFinding,
  joins: string | null,
): Promise<{ breachId: string | null; opens: boolean; isOfStorm: boolean }> {
  const { finding, evaluation, known, key, joining, isOpening } = judged;
  const { rule, because, facts, opens, outcome } = evaluation;
  const { source, receivedAt, requestId, by } = doc;
  const touched = [...new Set([...known.systems, ...judged.alsoTouched])];
  const count = touched.length;
  const more = count > MOST_SYSTEMS ? ` Only ${MOST_SYSTEMS} of ${count} systems are named.` : '';
  const { follows } = joining;
  const before = isOpening && follows !== null ? ` It follows ${follows}, which is closed.` : '';
  const asked = { scope: source, key, bodySha256: sha256Hex(key), receivedAt, requestId, exercise: null };
  const kept = await keepReport(deps, {
    ...{ ...asked, kind: 'alert' as const, opens, joins, raw },
    // Others may have opened as many meanwhile: what is taken in says which of both it does.
    storm: {
      ...{ source: finding.source, most: deps.storm.openings, isMeant: joining.because[0]?.relation === 'storm' },
      joined: { ...(opens && { opens: true }), ...(outcome === 'page' && { urgent: true }) },
    },
    correlation: finding.correlation,
    mediaType: isPacked ? 'application/octet-stream' : 'application/json',
    payload: {
      ...{ by, source, awareAt: null, judgement: { rule, because } },
      origin: 'alert',
      facts: Facts.parse({ ...facts, systems: touched.slice(0, MOST_SYSTEMS) }),
      narrative: {
        title: headlineOf(finding),
        summary: `${finding.type}, severity ${finding.severity} of 10. ${because}${before}${more}`,
        ...{ consequences: '', measures: '' },
      },
    },
  });
  return { breachId: kept.breachId, opens: kept.opened, isOfStorm: kept.isOfStorm === true };
}
