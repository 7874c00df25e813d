import type { mongo } from 'mongoose';
import type { Look } from '../../domain/communication/notice.ts';
import { type NoticeDoc, type NoticeRecord, noticesOf, rowName, USES_KEPT } from '../notices.ts';
import type { Store } from '../store.ts';
import { commitToLedger } from './commit.ts';
import { noticesLedger } from './notices.ts';

/** How the page behind a link was fetched: by a person, or by a program before anybody looked, or so it said. */
type LookKind = 'opened' | 'prefetched';

/**
 * Notes that a notice was looked at by its link. All looks are counted, the first and the last of each kind are kept
 * for ever, and the newest uses beside them. The first of each kind is an entry of the ledger.
 */
export async function recordLook(
  store: Store,
  notice: Pick<NoticeRecord, 'id' | 'breachId' | LookKind>,
  look: Look,
  kind: LookKind,
): Promise<void> {
  const { id, breachId } = notice;
  if (notice[kind] !== null) {
    await noticesOf(store).updateOne({ _id: id }, counted(look, kind));
    return;
  }
  await commitToLedger(store, noticesLedger(breachId), async (session) => {
    const before = await noticesOf(store).findOneAndUpdate({ _id: id }, counted(look, kind), {
      ...{ session, returnDocument: 'before', projection: { content: 0, uses: 0, answers: 0 } },
    });
    if (before === null || isKnownLook(before, kind)) return [];
    return [{ row: rowName(before), at: look.at, by: `counterparty:${before.counterparty}`, what: kind }];
  });
}

/** Of rows of version 0.4 only the first look by a person is known. */
function isKnownLook(row: NoticeDoc, kind: LookKind): boolean {
  return row[kind] !== undefined || (kind === 'opened' && row.openedAt !== null);
}

/** One more look, counted by the database itself: of many at once each counts. */
function counted({ at, addressPrefix }: Look, kind: LookKind): mongo.Document[] {
  const look = { at: { $literal: at }, addressPrefix: { $literal: addressPrefix } };
  const sum = {
    count: { $add: [{ $ifNull: [`$${kind}.count`, 0] }, 1] },
    first: { $ifNull: [`$${kind}.first`, look] },
    last: look,
  };
  const uses = { $slice: [{ $concatArrays: ['$uses', [{ ...look, what: { $literal: kind } }]] }, -USES_KEPT] };
  const openedAt = kind === 'opened' ? { openedAt: { $ifNull: ['$openedAt', { $literal: at }] } } : {};
  return [{ $set: { [kind]: sum, uses, ...openedAt } }];
}
