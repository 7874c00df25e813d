import type { mongo } from 'mongoose';
import type { LedgerEntry } from '../../domain/audit/ledger.ts';
import { countedFrom, type NoticeAct, type NoticeDelivery } from '../../domain/communication/follow-ups.ts';
import {
  isOver as isRowOver,
  nextInstant,
  pauseAfter,
  SETTLED,
  withDelivery,
} from '../../domain/communication/notice.ts';
import { type Instant, plusMs } from '../../domain/time.ts';
import {
  type DeliveryDoc,
  type NoticeContent,
  type NoticeDoc,
  type NoticeRecord,
  noticesOf,
  rowName,
  sealContent,
  sealDetail,
  showNotice,
} from '../notices.ts';
import type { Store } from '../store.ts';
import { type Claim, heldBy } from './claims.ts';
import { commitToLedger } from './commit.ts';
import { ENGINE, noticesLedger, patchOf } from './notices.ts';

/** Tries that a letter gets also where the step after it is due already. */
const LEAST_TRIES = 2;

/** A row that is the caller's until `until`. `isLeftOver`: its lock ran out before, so its letter may have left. */
export type ClaimedNotice = { doc: NoticeDoc; record: NoticeRecord; isLeftOver: boolean };

/** Takes the right to act on rows that are due; of several callers at once each gets others. */
export async function claimNotices(
  store: Store,
  breachId: string,
  claim: Claim,
  { slots, now, until, limit }: { slots: readonly number[]; now: Instant; until: Instant; limit: number },
): Promise<ClaimedNotice[]> {
  const due = { breachId, slot: { $in: [...slots] }, nextAt: { $lte: now } };
  const found = await noticesOf(store)
    .find(due, { projection: { _id: 1 } })
    .sort({ nextAt: 1 })
    .limit(limit)
    .toArray();
  if (found.length === 0) return [];
  const ids = found.map(({ _id }) => _id);
  const { fresh, leftOver } = claim;
  const mark = { $cond: [{ $eq: ['$claim', null] }, fresh, leftOver] };
  await noticesOf(store).updateMany({ _id: { $in: ids }, nextAt: { $lte: now } }, [
    { $set: { claim: mark, nextAt: until } },
  ]);
  const docs = await noticesOf(store)
    .find({ _id: { $in: ids }, ...heldBy(claim) })
    .toArray();
  return docs.map((doc) => ({ doc, record: showNotice(store, doc), isLeftOver: doc.claim === leftOver }));
}

/** Gives rows back on which nothing was begun; those whose lock had run out before stay as they are. */
export async function giveBackNotices(store: Store, breachId: string, claim: Claim, now: Instant): Promise<void> {
  const untouched = { breachId, claim: claim.fresh };
  await noticesOf(store).updateMany(untouched, { $set: { claim: null, nextAt: now } });
}

/** Keeps the exact text of each page before its first letter leaves; from then on it stays as it is. */
export async function saveContents(
  store: Store,
  claim: Claim,
  contents: ReadonlyMap<string, NoticeContent>,
): Promise<void> {
  const writes = [...contents].map(([_id, content]) => ({
    updateOne: {
      filter: { _id, claim: claim.fresh },
      update: {
        $set: {
          content: sealContent(store, _id, content),
          ...(content.release !== undefined && { release: content.release }),
        },
      },
    },
  }));
  if (writes.length > 0) await noticesOf(store).bulkWrite(writes, { ordered: false });
}

/** How an act on a claimed row ended. `tried`: surely nothing was handed over. `left`: it was not begun. */
export type NoticeOutcome = { id: string; hasSecond: boolean } & (
  | { what: 'delivered'; delivery: NoticeDelivery; messageId: string; detail: string | null; completes: number[] }
  | { what: 'tried'; act: NoticeAct & { act: 'deliver' }; messageId: string; detail: string }
  | { what: 'expired' }
  | { what: 'left' }
);

/** Settles claimed rows and gives them back. An answer that came meanwhile stands. */
export async function settleNotices(
  store: Store,
  breachId: string,
  claim: Claim,
  outcomes: readonly NoticeOutcome[],
  now: Instant,
): Promise<void> {
  if (outcomes.length === 0) return;
  const byId = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
  await commitToLedger(store, noticesLedger(breachId), async (session) => {
    const rows = await noticesOf(store)
      .find(
        { _id: { $in: [...byId.keys()] }, ...heldBy(claim) },
        { session, projection: { content: 0, uses: 0, answers: 0 } },
      )
      .toArray();
    const writes: mongo.AnyBulkWriteOperation<NoticeDoc>[] = [];
    const entries: LedgerEntry[] = [];
    for (const row of rows) {
      const outcome = byId.get(row._id);
      if (outcome === undefined) continue;
      const { patch, entry } = settled(store, row, outcome, now);
      writes.push({ updateOne: { filter: { _id: row._id }, update: { $set: { ...patch, claim: null } } } });
      if (entry !== null) entries.push({ row: rowName(row), at: now, by: ENGINE, ...entry });
    }
    if (writes.length > 0) await noticesOf(store).bulkWrite(writes, { session, ordered: false });
    return entries;
  });
}

type Settled = { patch: Partial<NoticeDoc>; entry: Pick<LedgerEntry, 'what' | 'data'> | null };

function settled(store: Store, row: NoticeDoc, outcome: NoticeOutcome, now: Instant): Settled {
  const isOver = isRowOver(row);
  switch (outcome.what) {
    case 'left': {
      const open = { ...row, answers: null };
      return { patch: { nextAt: isOver ? null : nextInstant(open, outcome.hasSecond, now) }, entry: null };
    }
    case 'expired': {
      if (isOver) return { patch: { nextAt: null }, entry: null };
      // Its link was given out anew meanwhile, so that it is waited for longer.
      if (now < row.expiresAt) return settled(store, row, { ...outcome, what: 'left' }, now);
      return { patch: { ...patchOf({ ...row, status: 'expired' }), nextAt: null }, entry: { what: 'expired' } };
    }
    case 'tried': {
      const { act, detail } = outcome;
      const next = plusMs(now, pauseAfter(row.tries));
      if (isOver) return { patch: { nextAt: null }, entry: null };
      // It is tried until the step after it is due, and a few times in any case; then it has failed.
      if (row.tries >= LEAST_TRIES && now >= act.until) {
        const { number, step, contact, completes } = act;
        const delivery = { number, step, contact, result: 'failed' as const, at: now };
        return delivered(store, row, { ...outcome, what: 'delivered', delivery, detail, completes }, now);
      }
      const status = row.deliveries.length === 0 ? ('deferred' as const) : row.status;
      const nextAt = next < act.until || now >= act.until ? next : act.until;
      const isNews = status !== row.status;
      return {
        patch: { ...patchOf({ ...row, status }), tries: row.tries + 1, nextAt },
        entry: isNews ? { what: 'deferred', data: { number: act.number } } : null,
      };
    }
    case 'delivered':
      return delivered(store, row, outcome, now);
  }
}

function delivered(
  store: Store,
  row: NoticeDoc,
  outcome: Extract<NoticeOutcome, { what: 'delivered' }>,
  now: Instant,
): Settled {
  const { delivery, messageId, detail, completes, hasSecond } = outcome;
  const { done, ...after } = withDelivery({ ...row, deliveries: [] as NoticeDelivery[] }, delivery, completes);
  const status = SETTLED.includes(row.status) ? row.status : after.status;
  const stored: DeliveryDoc = {
    ...delivery,
    messageId,
    detail: detail === null ? null : sealDetail(store, messageId, detail),
  };
  const deliveries = [...row.deliveries, stored];
  const counted = countedFrom(row, delivery);
  const nextAt = nextInstant({ ...row, ...counted, answers: null, status, deliveries, done }, hasSecond, now);
  const { number, step, contact, result } = delivery;
  return {
    patch: { ...patchOf({ ...row, status }), ...counted, deliveries, done, tries: 0, nextAt },
    entry: { what: result, data: { number, step, contact, messageId } },
  };
}
