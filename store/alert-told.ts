import type { ClientSession, mongo } from 'mongoose';
import { bothTold, nothingTold, type Told, toldInHour } from '../domain/alerts/told.ts';
import type { Instant } from '../domain/time.ts';
import { hourOf } from './alert-findings.ts';
import { openJson, openOr, sealJson } from './crypto/seal.ts';
import { answerOf, collectionOf } from './driver.ts';
import { defineSchema, text } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';

/** What each breach was told by findings: one small row, however many there are. */

type ToldDoc = {
  /** The reference of the breach. */
  _id: string;
  sealed: string;
  /** When it was told something new last: it is erased with alerts of that time, and told anew then. */
  lastAt: Instant;
};

export const alertToldSchema = defineSchema<ToldDoc>({ _id: text, sealed: text, lastAt: text }).index({ lastAt: 1 });

/** What these breaches were told until this hour; nothing of one that has no row, or whose row does not open. */
export async function readTold(
  store: Store,
  breachIds: readonly string[],
  hour: string,
  session?: ClientSession,
): Promise<Map<string, Told>> {
  if (breachIds.length === 0) return new Map();
  const found = toldOf(store).find({ _id: { $in: [...breachIds] } }, session === undefined ? {} : { session });
  const docs = await (session === undefined ? answerOf(found.toArray()) : found.toArray());
  const opened = docs.map(({ _id, sealed }) => {
    const told = openOr<Told>(
      sealed,
      () => openJson<Told>(store.keyring, sealed, place(_id)),
      () => nothingTold(hour),
    );
    return [_id, toldInHour(told, hour)] as const;
  });
  return new Map(opened);
}

/** Notes what more they were told, in a transaction: to what stands there now. */
export async function writeTold(
  store: Store,
  more: ReadonlyMap<string, Told>,
  at: Instant,
  session: ClientSession,
): Promise<void> {
  const hour = hourOf(at);
  const before = await readTold(store, [...more.keys()], hour, session);
  const writes = [...more].flatMap(([breachId, told]) => {
    const known = before.get(breachId) ?? nothingTold(hour);
    const both = bothTold(known, toldInHour(told, hour));
    if (JSON.stringify(both) === JSON.stringify(known)) return [];
    const replacement = { sealed: sealJson(store.keyring, both, place(breachId)), lastAt: at };
    return [{ replaceOne: { filter: { _id: breachId }, replacement, upsert: true } }];
  });
  if (writes.length > 0) await toldOf(store).bulkWrite(writes, { session });
}

export function toldOf(store: Store): mongo.Collection<ToldDoc> {
  return collectionOf<ToldDoc>(store, 'alertTold');
}

export const alertToldSeals: Seals = { sealed: ({ _id }) => place(_id) };

function place(breachId: string): string {
  return `alertTold/${breachId}`;
}
