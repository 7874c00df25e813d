import type { ErrorCode } from '../domain/errors.ts';
import { TocsinError } from '../domain/errors.ts';
import type { Instant } from '../domain/time.ts';
import { addCounts, type Count } from './alert-counts.ts';
import { type AlertFinding, readFindings, writeFindings } from './alert-findings.ts';
import { writeMarks } from './alert-marks.ts';
import { type AlertDoc, alertsOf, sealOutcome, sealWords } from './alert-record.ts';
import type { Store } from './store.ts';
import { inTransaction } from './transaction.ts';

/** What became of one alert. */
export type Settled = {
  id: string;
  source: string;
  receivedAt: Instant;
  status: 'judged' | 'dead' | 'aside';
  /** Why, where it is dead or aside. */
  reason: { code: ErrorCode; words: string } | null;
  /** What was understood, as it is shown; null where nothing was. */
  outcome: unknown;
  breachIds: readonly string[];
  /** Of a test, which counts nowhere. */
  isTest: boolean;
};

/** What alerts change of a finding: from its row as it is now, null where it has none, to what it is with them. */
export type FindingChange = { id: string; change: (now: AlertFinding | null) => AlertFinding };

/**
 * Writes what became of alerts that `owner` has leased, with the findings and numbers that follow: all of it once, or
 * nothing. Findings are changed from what stands there now, as others may have judged alerts of the same meanwhile.
 *
 * @throws TocsinError `conflict` where another has taken one of them, whose turn it is then
 */
export async function settleAlerts(
  store: Store,
  owner: string,
  {
    at,
    settled,
    findings,
    handed,
  }: { at: Instant; settled: readonly Settled[]; findings: readonly FindingChange[] } & {
    /** The breaches that something was handed to, one entry each time. */
    handed: readonly string[];
  },
): Promise<void> {
  if (settled.length === 0 && findings.length === 0) return;
  const writes = settled.map((one) => ({
    updateOne: {
      filter: { _id: one.id, status: 'waiting' as const, leaseOwner: owner },
      update: { $set: settledFields(store, one, at), $unset: UNSET },
    },
  }));
  const counts: Count[] = [
    ...settled
      .filter(({ isTest }) => !isTest)
      .map(({ source: of, receivedAt, status }): Count => ({ what: 'source', of, at: receivedAt, counted: status })),
    ...handed.map((of): Count => ({ what: 'breach', of, at, counted: 'handed' })),
  ];
  await inTransaction(store, async (session) => {
    const matched = writes.length === 0 ? 0 : (await alertsOf(store).bulkWrite(writes, { session })).matchedCount;
    if (matched !== settled.length) throw new TocsinError('conflict', 'Another process has taken these alerts.');
    const ids = findings.map(({ id }) => id);
    const now = await readFindings(store, ids, session);
    const changes = findings.map(({ id, change }) => {
      const before = now.get(id) ?? null;
      return { before, after: change(before) };
    });
    await writeFindings(
      store,
      changes.map(({ after }) => after),
      session,
    );
    await writeMarks(store, changes, session);
    await addCounts(store, counts, session);
  });
}

const UNSET = { leaseOwner: '', leaseUntil: '' } as const;

function settledFields(
  store: Store,
  { id, status, reason, outcome, breachIds }: Settled,
  at: Instant,
): Partial<AlertDoc> {
  return {
    ...{ status, settledAt: at },
    ...(reason !== null && { code: reason.code, words: sealWords(store, id, reason.words) }),
    ...(outcome !== null && { outcome: sealOutcome(store, id, outcome) }),
    ...(breachIds.length > 0 && { breachIds: [...breachIds] }),
  };
}
