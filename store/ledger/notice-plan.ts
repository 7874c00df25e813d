import type { ClientSession, mongo } from 'mongoose';
import type { LedgerEntry } from '../../domain/audit/ledger.ts';
import { type RoundChange, roundFor, SETTLED } from '../../domain/communication/notice.ts';
import type { PlannedNotice } from '../../domain/plan/types.ts';
import type { Instant } from '../../domain/time.ts';
import { type NoticeDoc, noticeId, noticesOf, rankOf, rowName, slotOf } from '../notices.ts';
import type { Store } from '../store.ts';
import { commitToLedger } from './commit.ts';
import { ENGINE, lastLook, noticesLedger, patchOf } from './notices.ts';

/** Rows planned in one transaction. */
const PLANNED_TOGETHER = 500;

/**
 * Brings the ledger to who is to be told: adds who is new, tells anew (as another round) whose further systems are
 * touched, and marks who is not touched any more. The same again changes nothing, so nobody is told twice in a round.
 */
export async function planRows(
  store: Store,
  breachId: string,
  wanted: readonly PlannedNotice[],
  { exercise, at }: { exercise: boolean; at: Instant },
): Promise<void> {
  for (let start = 0; start < wanted.length; start += PLANNED_TOGETHER) {
    const page = wanted.slice(start, start + PLANNED_TOGETHER);
    await commitToLedger(store, noticesLedger(breachId), (session) =>
      planPage(store, session, breachId, page, exercise, at),
    );
  }
  await withdrawOthers(store, breachId, new Set(wanted.map(({ counterparty }) => counterparty)), at);
}

async function planPage(
  store: Store,
  session: ClientSession,
  breachId: string,
  wanted: readonly PlannedNotice[],
  exercise: boolean,
  at: Instant,
): Promise<LedgerEntry[]> {
  const among = { breachId, counterparty: { $in: wanted.map(({ counterparty }) => counterparty) } };
  const docs = await noticesOf(store)
    .find(among, { session, projection: { content: 0, uses: 0 } })
    .toArray();
  const newest = new Map<string, NoticeDoc>();
  for (const doc of docs.sort((a, b) => a.round - b.round)) newest.set(doc.counterparty, doc);
  const writes: mongo.AnyBulkWriteOperation<NoticeDoc>[] = [];
  const entries: LedgerEntry[] = [];
  for (const notice of wanted) {
    const known = newest.get(notice.counterparty);
    const { systems } = notice;
    const next = roundOf(known, systems);
    if (next.change === 'none') continue;
    if (next.change === 'renewed' && known !== undefined) {
      // Nothing has left: systems, schedule and text are those of now. Its link and who looked at it stay.
      const {
        _id,
        openedAt,
        uses: _,
        generation: __,
        revoked: ___,
        ...fresh
      } = newRow(...([breachId, notice, known.round, exercise] as const));
      const { isEarlier } = known;
      writes.push({ updateOne: { filter: { _id }, update: { $set: { ...fresh, isEarlier } } } });
      entries.push({ row: rowName(known), at, by: ENGINE, what: 'planned', data: { systems } });
    }
    if (next.change !== 'added') continue;
    if (known !== undefined) {
      const patch = {
        ...patchOf({ ...known, status: 'superseded' }),
        nextAt: known.claim === null ? null : known.nextAt,
      };
      writes.push({ updateOne: { filter: { _id: known._id }, update: { $set: patch } } });
      entries.push({ row: rowName(known), at, by: ENGINE, what: 'superseded' });
    }
    const fresh = newRow(breachId, notice, next.round, exercise);
    writes.push({ insertOne: { document: fresh } });
    entries.push({ row: rowName(fresh), at, by: ENGINE, what: 'planned', data: { systems } });
  }
  if (writes.length > 0) await noticesOf(store).bulkWrite(writes, { session, ordered: false });
  return entries;
}

/** A letter that is just leaving counts as told: what it does not name makes another round. */
function roundOf(known: NoticeDoc | undefined, systems: readonly string[]): RoundChange {
  const change = roundFor(known, systems);
  const isLeaving = change.change === 'renewed' && known !== undefined && known.claim !== null;
  return isLeaving ? { change: 'added', round: known.round + 1 } : change;
}

/** Who is not touched any more is not reminded; who was told already stays told. */
async function withdrawOthers(store: Store, breachId: string, wanted: Set<string>, at: Instant): Promise<void> {
  const open = { breachId, status: { $nin: [...SETTLED] } };
  const docs = await noticesOf(store)
    .find(open, { projection: { counterparty: 1 } })
    .toArray();
  const others = docs.filter(({ counterparty }) => !wanted.has(counterparty)).map(({ _id }) => _id);
  for (let start = 0; start < others.length; start += PLANNED_TOGETHER) {
    const page = others.slice(start, start + PLANNED_TOGETHER);
    await commitToLedger(store, noticesLedger(breachId), async (session) => {
      const rows = await noticesOf(store)
        .find({ ...open, _id: { $in: page } }, { session })
        .toArray();
      const writes = rows.map((row) => ({
        updateOne: {
          filter: { _id: row._id },
          update: { $set: { ...patchOf({ ...row, status: 'withdrawn' }), nextAt: lastLook(row) } },
        },
      }));
      if (writes.length > 0) await noticesOf(store).bulkWrite(writes, { session, ordered: false });
      return rows.map((row) => ({ row: rowName(row), at, by: ENGINE, what: 'withdrawn' }));
    });
  }
}

function newRow(
  breachId: string,
  { counterparty, kind, systems, ...schedule }: PlannedNotice,
  round: number,
  exercise: boolean,
): NoticeDoc {
  const row = {
    _id: noticeId(breachId, counterparty, round),
    ...{ breachId, counterparty, kind, systems, round, exercise },
    ...schedule,
    ...{ status: 'planned' as const, slot: slotOf(counterparty), done: [], deliveries: [] },
    ...{ nextAt: schedule.sendAt, tries: 0, claim: null, generation: 1, revoked: false, content: null, uses: [] },
    ...{ openedAt: null, acknowledgedAt: null, answers: null, misuse: false, misuseTold: false, isEarlier: false },
  };
  return { ...row, rank: rankOf(row) };
}
