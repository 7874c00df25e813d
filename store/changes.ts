import { trusted } from 'mongoose';
import type { SealedEvent } from '../domain/audit/chain.ts';
import type { BreachEventType } from '../domain/breach/events.ts';
import type { Instant } from '../domain/time.ts';
import { breachModel } from './projections.ts';
import type { Store } from './store.ts';

/** That something happened to a breach, and nothing of what: it goes to every open desk. */
export type Change = {
  breachId: string;
  seq: number;
  type: BreachEventType;
  at: Instant;
  /** The obligation's id where the event is about one. */
  obligation: string | null;
};

type Told = Pick<SealedEvent, 'breachId' | 'seq' | 'type' | 'at'> & { data?: { obligation?: string } };
const TOLD = ['breachId', 'seq', 'type', 'at', 'data.obligation'];

/**
 * Tells of every event once it is stored, by a change stream that resumes by itself after a lost connection. Ends when
 * `signal` does.
 *
 * @throws the driver's error when the database has no change streams, or the stream is lost for good
 */
export async function watchChanges(store: Store, signal: AbortSignal, tell: (change: Change) => void): Promise<void> {
  const pipeline = [
    { $match: { operationType: 'insert' } },
    { $project: Object.fromEntries(TOLD.map((field) => [`fullDocument.${field}`, 1])) },
  ];
  const stream = store.connection.db?.collection('events').watch<Told, { fullDocument: Told; _id: unknown }>(pipeline);
  if (stream === undefined) throw new Error('The connection is closed.');
  const close = () => void stream.close();
  signal.addEventListener('abort', close, { once: true });
  try {
    for await (const { fullDocument } of stream) tell(changeOf(fullDocument));
    if (!signal.aborted) throw new Error('The change stream ended.');
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', close);
    await stream.close();
  }
}

/** The newest event of each breach that changed after `since`, oldest first; at most `limit`. */
export async function changesSince(store: Store, since: Instant, limit: number): Promise<Change[]> {
  const changed = await breachModel(store)
    .find({ updatedAt: trusted({ $gt: since }) }, { seq: 1 })
    .sort({ updatedAt: 1 })
    .limit(limit)
    .lean();
  const ids = changed.map(({ _id, seq }) => `${_id}/${seq}`);
  const events = store.connection.db?.collection<Told & { _id: string }>('events');
  const told = Object.fromEntries(TOLD.map((field) => [field, 1]));
  const docs = await events?.find({ _id: { $in: ids } }, { projection: told }).toArray();
  return (docs ?? []).map(changeOf).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.seq - b.seq));
}

function changeOf({ breachId, seq, type, at, data }: Told): Change {
  return { breachId, seq, type: type as BreachEventType, at, obligation: data?.obligation ?? null };
}
