import type { ClientSession } from 'mongoose';
import type { RefusalNamed } from '../domain/alerts/outcome.ts';
import type { Told } from '../domain/alerts/told.ts';
import type { ErrorCode } from '../domain/errors.ts';
import { TocsinError } from '../domain/errors.ts';
import type { Instant } from '../domain/time.ts';
import { addCounts, type Count } from './alert-counts.ts';
import { type AlertFinding, readFindings, writeFindings } from './alert-findings.ts';
import { type AlertGroup, writeGroups } from './alert-groups.ts';
import { writeMarks } from './alert-marks.ts';
import { type AlertDoc, alertsOf, sealOutcome, sealRefusal, sealWords } from './alert-record.ts';
import { writeTold } from './alert-told.ts';
import { type SeenUnknown, writeUnknown } from './alert-unknown.ts';
import { writeRuleUses } from './detection-rules.ts';
import { leadCounted } from './references.ts';
import type { Store } from './store.ts';
import { inTransaction } from './transaction.ts';

/** `refusal`: what a dead letter's words name, by which pages say it in their language; null of one that is aside. */
export type Reason = { code: ErrorCode; words: string; refusal: RefusalNamed | null };

/** What became of one alert. */
export type Settled = {
  id: string;
  source: string;
  receivedAt: Instant;
  status: 'judged' | 'dead' | 'aside';
  /** Why, where it is dead or aside. */
  reason: Reason | null;
  /** What was understood, as it is shown; null where nothing was. */
  outcome: unknown;
  breachIds: readonly string[];
  /** Whether it counts: no test does, and none that is judged again. */
  isCounted: boolean;
};

/**
 * What alerts change of a finding: from its row as it is now, null where it has none, to what it is with them, null
 * where it stays as it is. Several of one finding are done one after the other.
 */
export type FindingChange = { id: string; change: (now: AlertFinding | null) => AlertFinding | null };

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
    unknown,
    handed,
    groups,
    rules,
    told,
    counted,
  }: { at: Instant; settled: readonly Settled[]; findings: readonly FindingChange[] } & {
    /** What they name that the register does not know. */
    unknown: readonly SeenUnknown[];
    /** Groups of correlations as they are with these alerts. */
    groups: readonly (AlertGroup & { endsAt: Instant })[];
    rules: Parameters<typeof writeRuleUses>[1];
    /** What breaches were told by them; and the breaches of groups of a source of which one was counted. */
    told: ReadonlyMap<string, Told>;
    counted: ReadonlyMap<string, string>;
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
      .filter(({ isCounted }) => isCounted)
      .map(({ source: of, receivedAt, status }): Count => ({ what: 'source', of, at: receivedAt, counted: status })),
    ...handed.map((of): Count => ({ what: 'breach', of, at, counted: 'handed' })),
  ];
  await inTransaction(store, async (session) => {
    const matched = writes.length === 0 ? 0 : (await alertsOf(store).bulkWrite(writes, { session })).matchedCount;
    if (matched !== settled.length) throw new TocsinError('conflict', 'Another process has taken these alerts.');
    const before = await readFindings(
      store,
      findings.map(({ id }) => id),
      session,
    );
    const changed = new Map<string, AlertFinding>();
    for (const { id, change } of findings) {
      const after = change(changed.get(id) ?? before.get(id) ?? null);
      if (after !== null) changed.set(id, after);
    }
    const changes = [...changed].map(([id, after]) => ({ before: before.get(id) ?? null, after }));
    await writeFindings(store, [...changed.values()], session);
    await writeMarks(store, changes, session);
    await writeUnknown(store, unknown, changes, session);
    await keepEarlierAlerts(store, changes, session);
    await writeGroups(store, groups, session);
    await writeRuleUses(store, rules, session);
    await writeTold(store, told, at, session);
    await leadCounted(store, session, counted);
    await addCounts(store, counts, session);
  });
}

/** What said last what is known of a finding belongs to its breach, though it came before there was one. */
async function keepEarlierAlerts(
  store: Store,
  changes: readonly { before: AlertFinding | null; after: AlertFinding }[],
  session: ClientSession,
): Promise<void> {
  const writes = changes.flatMap(({ before, after: { breachId, alert } }) => {
    if (breachId === null || before?.breachId === breachId) return [];
    const ids = [...new Set([before?.alert, alert])].filter((id) => id !== undefined);
    return [{ updateMany: { filter: { _id: { $in: ids } }, update: { $addToSet: { breachIds: breachId } } } }];
  });
  if (writes.length > 0) await alertsOf(store).bulkWrite(writes, { session });
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
    ...(reason?.refusal && { refusal: sealRefusal(store, id, reason.refusal) }),
    ...(outcome !== null && { outcome: sealOutcome(store, id, outcome) }),
    ...(breachIds.length > 0 && { breachIds: [...breachIds] }),
  };
}
