import type { ClientSession } from 'mongoose';
import type { LedgerEntry } from '../../domain/audit/ledger.ts';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { mayHaveLeft, withNewLink } from '../../domain/communication/link.ts';
import type { Instant } from '../../domain/time.ts';
import { type NoticeDoc, type NoticeRecord, noticeId, noticesOf, rowName } from '../notices.ts';
import type { Store } from '../store.ts';
import { commitToLedger } from './commit.ts';
import { noticesLedger, patchOf } from './notices.ts';
import { appendEntries, awaitTurn, readLedgerHead, takeTurn } from './pages.ts';
import { sealedWords } from './words.ts';

/**
 * What was decided on links, brought to the rows in the very transaction that records it: whoever decided it, and
 * however, no link stands otherwise than the record says.
 */

type LinkEvent = BreachEvent & { type: 'link-revoked' | 'link-reissued' };

/**
 * First in a transaction that changes rows as its events say, as where the breach is opened again; `isAgain`: another
 * one was in the way of the last try.
 */
export async function takeNoticesTurn(
  store: Store,
  session: ClientSession,
  breachId: string,
  events: readonly BreachEvent[],
  isAgain: boolean,
): Promise<void> {
  if (!events.some((event) => isOfLink(event) || event.type === 'reopened')) return;
  const { ledger } = noticesLedger(breachId);
  if (isAgain) await awaitTurn(store, ledger);
  await takeTurn(store, ledger, session);
}

/** A link that is none of today's any more is let be: of two that are given out at once, the first one counts. */
export async function applyToLinks(
  store: Store,
  session: ClientSession,
  breachId: string,
  events: readonly BreachEvent[],
): Promise<void> {
  const entries: LedgerEntry[] = [];
  for (const event of events.filter(isOfLink)) {
    const { counterparty, round, generation } = event.data;
    const _id = noticeId(breachId, counterparty, round);
    const row = await noticesOf(store).findOne({ _id }, { session, projection: { content: 0, uses: 0 } });
    const patch = row === null ? null : patchBy(event, row);
    if (row === null || patch === null) continue;
    await noticesOf(store).updateOne({ _id }, { $set: patch }, { session });
    entries.push({ row: rowName(row), at: event.at, by: event.by, what: event.type, data: { generation } });
  }
  if (entries.length === 0) return;
  const ref = noticesLedger(breachId);
  await appendEntries(store, session, ref, await readLedgerHead(store, ref.ledger, session), entries, true);
}

function patchBy({ type, at, data }: LinkEvent, row: NoticeDoc): Partial<NoticeDoc> | null {
  if (type === 'link-revoked') return data.generation === row.generation ? { revoked: true } : null;
  // Before a letter has left there is no link that could be in wrong hands.
  if (data.generation !== row.generation + 1 || !mayHaveLeft(row)) return null;
  const { status, isMailed, ...linked } = withNewLink(row, at);
  const patch = { ...linked, ...patchOf({ ...row, status }), revoked: false };
  // A letter that is just leaving is settled first; the one with the new link comes after it.
  return isMailed && row.claim === null ? { ...patch, nextAt: at, tries: 0 } : patch;
}

/**
 * Ends the link of a notice of a closed breach, whose record takes nothing more: the ledger alone keeps who and why.
 * Done again, it changes nothing.
 */
export async function revokeAfterClose(
  store: Store,
  { id, breachId }: Pick<NoticeRecord, 'id' | 'breachId'>,
  { by, at, reasons }: { by: string; at: Instant; reasons: string },
): Promise<void> {
  await commitToLedger(store, noticesLedger(breachId), async (session) => {
    const open = { _id: id, revoked: false };
    const row = await noticesOf(store).findOneAndUpdate(open, { $set: { revoked: true } }, { session });
    if (row === null) return [];
    const { generation } = row;
    const words = sealedWords(store, id, { reasons });
    return [{ row: rowName(row), at, by, what: 'link-revoked', data: { generation }, ...words }];
  });
}

function isOfLink(event: BreachEvent): event is LinkEvent {
  return event.type === 'link-revoked' || event.type === 'link-reissued';
}
