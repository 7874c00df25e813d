import { type ClientSession, type Model, trusted } from 'mongoose';
import type { BreachEvent } from '../domain/breach/events.ts';
import { defineSchema, integer, text } from './schema.ts';
import type { Store } from './store.ts';

/**
 * Which commands were done, by their idempotency keys, for as long as the breach is kept: whoever asks again gets the
 * outcome of then. The engine's own commands are not here.
 */

/** `seq`: number of the command's last event. */
export type DoneCommand = { key: string; seq: number };
type CommandDoc = { _id: string; seq: number };

export const commandSchema = defineSchema<CommandDoc>({
  /** `<breach>/<key>` */
  _id: text,
  seq: integer,
});

/** The outcome of a command that was done before; null for one that was not, or that changed nothing. */
export async function findCommand(store: Store, breachId: string, key: string): Promise<{ seq: number } | null> {
  const doc = await commandModel(store).findById(idOf(breachId, key)).lean();
  return doc === null ? null : { seq: doc.seq };
}

/** The commands done whose keys begin with `prefix`, in the order of their keys. One range of the index. */
export async function findCommandsUnder(store: Store, breachId: string, prefix: string): Promise<DoneCommand[]> {
  const docs = await commandModel(store)
    .find({ _id: rangeUnder(idOf(breachId, prefix)) })
    .sort({ _id: 1 })
    .lean();
  return docs.map(({ _id, seq }) => ({ key: _id.slice(breachId.length + 1), seq }));
}

/** Records the commands that led to `events`, of which the first is number `firstSeq`. Safe to repeat. */
export async function recordCommands(
  store: Store,
  session: ClientSession,
  breachId: string,
  firstSeq: number,
  events: readonly Pick<BreachEvent, 'by' | 'key'>[],
): Promise<void> {
  const seqs = new Map<string, number>();
  for (const [index, { by, key }] of events.entries()) if (by !== 'engine') seqs.set(key, firstSeq + index);
  const writes = [...seqs].map(([key, seq]) => ({
    updateOne: { filter: { _id: idOf(breachId, key) }, update: { $max: { seq } }, upsert: true },
  }));
  if (writes.length > 0) await commandModel(store).bulkWrite(writes, { session });
}

function idOf(breachId: string, key: string): string {
  return `${breachId}/${key}`;
}

/** Everything that begins with `prefix`: up to the highest character there is. */
function rangeUnder(prefix: string) {
  return trusted({ $gte: prefix, $lt: `${prefix}\u{10ffff}` });
}

function commandModel(store: Store): Model<CommandDoc> {
  return store.connection.model<CommandDoc>('commands');
}
