import { headlineOf } from '../detection/headline.ts';
import { TocsinError } from '../domain/errors.ts';
import { Facts, MOST_SYSTEMS } from '../domain/facts.ts';
import { sha256Hex } from '../store/crypto/digest.ts';
import type { JudgedFinding } from './alert-judging.ts';
import type { AlertTurnDeps, Taken } from './alert-taken.ts';
import { keepReport } from './keep-report.ts';

/** What came of handing findings to their breaches. */
export type Handed = {
  /** The breach of each finding that was handed over, by the finding. */
  breachOf: ReadonlyMap<string, string>;
  /** Each breach, as often as something was handed to it. */
  breaches: readonly string[];
  /** Findings that could not be handed over, with the alert that brought them. */
  failures: ReadonlyMap<string, { alert: string; error: unknown }>;
};

/**
 * Hands over what a person must see: its bytes as evidence, and an intake record that the relay takes to the breach.
 * Each state of a finding once, however often this is done. Those of one finding go in their order.
 *
 * @throws TocsinError `unavailable` when the database does not answer
 */
export async function handOverAll(deps: AlertTurnDeps, taken: readonly Taken[]): Promise<Handed> {
  const due = taken.flatMap((one) =>
    one.judged.filter(({ act }) => act === 'hand-over').map((judged) => ({ one, judged })),
  );
  const breachOf = new Map<string, string>();
  const breaches: string[] = [];
  const failures = new Map<string, { alert: string; error: unknown }>();
  const handOver = async (those: typeof due) => {
    for (const { one, judged } of those) {
      try {
        const breachId = await handOverOne(deps, one, judged);
        if (breachId === null) continue;
        breachOf.set(judged.id, breachId);
        if (!judged.isOpening) breaches.push(breachId);
      } catch (error) {
        if (error instanceof TocsinError && error.code === 'unavailable') throw error;
        deps.log.warn({ alert: one.doc._id, reqId: one.doc.requestId, error }, 'a finding was not handed over');
        failures.set(judged.id, { alert: one.doc._id, error });
        return;
      }
    }
  };
  await Promise.all([...Map.groupBy(due, ({ judged }) => judged.id).values()].map(handOver));
  return { breachOf, breaches, failures };
}

/** @returns the breach that has it now; null where the one that it was to join has just closed */
async function handOverOne(
  deps: AlertTurnDeps,
  { doc, raw, isPacked }: Taken,
  judged: JudgedFinding,
): Promise<string | null> {
  const { finding, evaluation, known, key } = judged;
  const { rule, because, facts, opens } = evaluation;
  const { source, receivedAt, requestId, by } = doc;
  const count = known.systems.length;
  const more = count > MOST_SYSTEMS ? ` Only ${MOST_SYSTEMS} of ${count} systems are named.` : '';
  const asked = { scope: source, key, bodySha256: sha256Hex(key), receivedAt, requestId, exercise: null };
  const { breachId } = await keepReport(deps, {
    ...{ ...asked, kind: 'alert' as const, opens, raw },
    correlation: finding.correlation,
    mediaType: isPacked ? 'application/octet-stream' : 'application/json',
    payload: {
      ...{ by, source, awareAt: null, judgement: { rule, because } },
      origin: 'alert',
      facts: Facts.parse({ ...facts, systems: known.systems.slice(0, MOST_SYSTEMS) }),
      narrative: {
        title: headlineOf(finding),
        summary: `${finding.type}, severity ${finding.severity} of 10. ${because}${more}`,
        ...{ consequences: '', measures: '' },
      },
    },
  });
  return breachId;
}
