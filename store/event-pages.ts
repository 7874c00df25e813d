import type { SealedEvent } from '../domain/audit/chain.ts';
import type { BreachEvent } from '../domain/breach/events.ts';
import { openOr } from './crypto/seal.ts';
import { answerOf, requireText } from './driver.ts';
import { type EventDoc, eventsOf } from './events.ts';
import { openEvent } from './sealing.ts';
import type { Store } from './store.ts';

/** Parts of a breach's stream, for lists that are shown a page at a time. */

/** An event as a list shows it; `event` is null where its words do not open any more. */
export type ListedEvent<T extends BreachEvent['type']> = {
  seq: number;
  at: string;
  by: string;
  event: Extract<BreachEvent, { type: T }> | null;
};

/**
 * The events of one type, newest first.
 * @param before go on with those before this number; null: from the newest on
 */
export async function readNewestOf<T extends BreachEvent['type']>(
  store: Store,
  breachId: string,
  type: T,
  { before, limit }: { before: number | null; limit: number },
): Promise<ListedEvent<T>[]> {
  requireText(breachId);
  const found = eventsOf(store).find({ breachId, type, ...(before !== null && { seq: { $lt: before } }) });
  const docs = await answerOf(found.sort({ seq: -1 }).limit(limit).toArray());
  return docs.map((doc) => listed<T>(store, doc));
}

/** The events of these numbers, by number. */
export async function readEventsAt(
  store: Store,
  breachId: string,
  seqs: readonly number[],
): Promise<Map<number, ListedEvent<BreachEvent['type']>>> {
  requireText(breachId);
  const docs = await answerOf(
    eventsOf(store)
      .find({ breachId, seq: { $in: [...seqs] } })
      .toArray(),
  );
  return new Map(docs.map((doc) => [doc.seq, listed(store, doc)]));
}

function listed<T extends BreachEvent['type']>({ keyring }: Store, { _id, mac, ...sealed }: EventDoc): ListedEvent<T> {
  const { seq, at, by } = sealed;
  const event = openOr<BreachEvent | null>(
    sealed.personal,
    () => openEvent(keyring, sealed as SealedEvent),
    () => null,
  );
  // Only events of these types were asked for.
  return { seq, at, by, event: event as ListedEvent<T>['event'] };
}
