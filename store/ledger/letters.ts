import type { mongo } from 'mongoose';
import { type LedgerEntry, ledgerName } from '../../domain/audit/ledger.ts';
import {
  type CommunicationName,
  campaignName,
  type LetterStatus,
  type Standing,
} from '../../domain/communication/standing.ts';
import { HOUR_MS, type Instant, MINUTE_MS, plusMs } from '../../domain/time.ts';
import { SLOTS } from '../notices.ts';
import { AT_ONCE, countLetters, openPerson, type Recipient, type RecipientDoc, recipientsOf } from '../recipients.ts';
import type { Store } from '../store.ts';
import { type Claim, heldBy } from './claims.ts';
import { commitToLedger, type LedgerRef } from './commit.ts';
import { readLedgerHead } from './pages.ts';
import type { UncertainRequest } from './uncertain.ts';
import { sealedWords } from './words.ts';

/** What changes the rows of a campaign: one letter to each person; each change stands in the ledger's chain. */

const ENGINE = 'engine';
/** Pauses before those are tried again whose servers said "not now"; after the last they count as refused. */
const PAUSES_MS = [5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 6 * HOUR_MS];
const LAST_PASS = PAUSES_MS.length - 1;

/** The letters of one campaign: which breach, which list, and under which name its ledger goes. */
export type Letters = { breachId: string; campaign: number; listId: string };

export function lettersLedger({ breachId, campaign }: Omit<Letters, 'listId'>): LedgerRef {
  const name: CommunicationName = campaignName(campaign);
  return { ledger: ledgerName(breachId, name), breachId };
}

/** Makes a list that was imported by an earlier version fit to be sent to. What that left half-done may have left. */
export async function openLetters(store: Store, listId: string): Promise<void> {
  const isDue = { $in: ['$status', ['pending', 'sending']] };
  await recipientsOf(store).updateMany({ listId, slot: { $exists: false } }, [
    { $set: { slot: { $mod: ['$n', SLOTS] }, nextAt: { $cond: [isDue, AT_ONCE, null] }, tries: 0 } },
  ]);
}

/** A person who is the caller's to write to until `until`. `isLeftOver`: the letter may have left already. */
export type ClaimedLetter = { row: RecipientDoc; person: Recipient; isLeftOver: boolean };

/** Statuses of letters that may have a next step. */
const OPEN: LetterStatus[] = ['pending', 'sending'];

/** Takes the right to write to people who are due; of several callers at once each gets others. */
export async function claimLetters(
  store: Store,
  listId: string,
  claim: Claim,
  { slots, now, until, limit }: { slots: readonly number[]; now: Instant; until: Instant; limit: number },
): Promise<ClaimedLetter[]> {
  const rows = recipientsOf(store);
  const due = { listId, slot: { $in: [...slots] }, nextAt: { $lte: now } };
  const found = await rows
    .find(due, { projection: { status: 1 } })
    .sort({ nextAt: 1 })
    .limit(limit)
    .toArray();
  if (found.length === 0) return [];
  const ids = found.map(({ _id }) => _id);
  const { fresh, leftOver } = claim;
  const mark = { $cond: [{ $eq: ['$status', 'pending'] }, fresh, leftOver] };
  await rows.updateMany({ _id: { $in: ids }, nextAt: { $lte: now }, status: { $in: OPEN } }, [
    { $set: { claim: mark, nextAt: until, status: 'sending', at: now } },
  ]);
  if (found.some(({ status }) => !OPEN.includes(status))) await closeSettled(store, ids);
  const docs = await rows.find({ _id: { $in: ids }, ...heldBy(claim) }).toArray();
  return docs.map((row) => ({ row, person: openPerson(store, row), isLeftOver: row.claim === leftOver }));
}

/** A worker of version 0.1, which knows nothing of next steps, has settled them meanwhile. */
async function closeSettled(store: Store, ids: string[]): Promise<void> {
  const settled = { _id: { $in: ids }, status: { $nin: OPEN } };
  await recipientsOf(store).updateMany(settled, { $set: { nextAt: null } });
}

/** Gives rows back of which no letter was begun; those whose lock had run out before stay as they are. */
export async function giveBackLetters(store: Store, listId: string, claim: Claim, now: Instant): Promise<void> {
  const untouched = { listId, status: 'sending' as const, claim: claim.fresh };
  await recipientsOf(store).updateMany(untouched, { $set: { claim: null, nextAt: now, status: 'pending' } });
}

/**
 * How a claimed letter ended. `later`: this person's server said "not now". `broken`: the connection broke off before
 * the letter was whole. `left`: it was not begun.
 */
export type LetterOutcome = 'sent' | 'refused' | 'uncertain' | 'later' | 'broken' | 'left';

/** Settles claimed rows and gives them back. */
export async function settleLetters(
  store: Store,
  letters: Letters,
  claim: Claim,
  outcomes: ReadonlyMap<RecipientDoc, LetterOutcome>,
  now: Instant,
  scale: number,
): Promise<void> {
  if (outcomes.size === 0) return;
  await commitToLedger(store, lettersLedger(letters), async (session) => {
    const writes: mongo.AnyBulkWriteOperation<RecipientDoc>[] = [];
    const entries: LedgerEntry[] = [];
    const alike = new Map<string, string[]>();
    const mine = { _id: { $in: [...outcomes.keys()].map(({ _id }) => _id) }, ...heldBy(claim) };
    const held = new Set(await recipientsOf(store).distinct('_id', mine, { session }));
    for (const [row, outcome] of outcomes) {
      if (!held.has(row._id)) continue;
      const patch = patchOf(row, outcome, now, scale);
      const key = JSON.stringify(patch);
      const ids = alike.get(key) ?? [];
      ids.push(row._id);
      alike.set(key, ids);
      if (patch.nextAt === null) entries.push({ row: String(row.n), at: now, by: ENGINE, what: patch.status });
    }
    // Most end alike: one statement writes them all.
    for (const [patch, ids] of alike) {
      const update = { $set: { ...JSON.parse(patch), claim: null } };
      writes.push({ updateMany: { filter: { _id: { $in: ids } }, update } });
    }
    if (writes.length > 0) await recipientsOf(store).bulkWrite(writes, { session, ordered: false });
    return entries;
  });
}

function patchOf(row: RecipientDoc, outcome: LetterOutcome, now: Instant, scale: number) {
  const { tries = 0 } = row;
  if (outcome === 'left') return { status: 'pending' as const, nextAt: now };
  if (outcome !== 'later' && outcome !== 'broken') return { status: outcome, nextAt: null, at: now };
  // A connection that breaks off says nothing of this person, so it alone never uses up the tries.
  const isBroken = outcome === 'broken';
  const pause = PAUSES_MS[isBroken ? Math.min(tries, LAST_PASS) : tries];
  if (pause === undefined) return { status: 'refused' as const, nextAt: null, at: now };
  const nextAt = plusMs(now, Math.ceil(pause / scale));
  return { status: 'pending' as const, nextAt, tries: isBroken ? Math.min(tries + 1, LAST_PASS) : tries + 1 };
}

/** How the letters of a campaign stand. */
export async function lettersStanding(store: Store, letters: Letters): Promise<Standing> {
  const [{ counts, nextAt }, head] = await Promise.all([
    countLetters(store, letters.listId),
    readLedgerHead(store, lettersLedger(letters).ledger),
  ]);
  return { counts, head, nextAt };
}

/** Rows decided in one transaction. */
const DECIDED_TOGETHER = 500;

/**
 * Decides on letters that are `uncertain`: those of these numbers on the list, or all. The reasons stand in every
 * entry.
 * @returns how many were decided
 */
export async function decideUncertainLetters(
  store: Store,
  letters: Letters,
  { decision, people, by, at, reasons }: UncertainRequest & { people: readonly number[] | null },
): Promise<number> {
  const { listId } = letters;
  const rows = recipientsOf(store);
  const which = { listId, status: 'uncertain' as const, ...(people && { n: { $in: [...people] } }) };
  const found = await rows.find(which, { projection: { _id: 1 } }).toArray();
  let decided = 0;
  for (let start = 0; start < found.length; start += DECIDED_TOGETHER) {
    const page = found.slice(start, start + DECIDED_TOGETHER).map(({ _id }) => _id);
    let changed = 0;
    const change = async (session: Parameters<Parameters<typeof commitToLedger>[2]>[0]): Promise<LedgerEntry[]> => {
      const open = { _id: { $in: page }, status: 'uncertain' as const };
      const docs = await rows.find(open, { session, projection: { n: 1 } }).toArray();
      changed = docs.length;
      const patch =
        decision === 'arrived'
          ? { status: 'sent' as const, nextAt: null }
          : { status: 'pending' as const, nextAt: AT_ONCE, tries: 0 };
      await rows.updateMany(open, { $set: patch }, { session });
      return docs.map(({ _id, n }) => ({
        ...{ row: String(n), at, by, what: decision },
        ...sealedWords(store, _id, { reasons }),
      }));
    };
    await commitToLedger(store, lettersLedger(letters), change, true);
    decided += changed;
  }
  return decided;
}
