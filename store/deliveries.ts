import { type Model, trusted } from 'mongoose';
import type { EvidencePack } from '../domain/audit/pack.ts';
import type { Instant } from '../domain/time.ts';
import { open, openOr, seal } from './crypto/seal.ts';
import { isDuplicate } from './failures.ts';
import { defineSchema, integer, optionalText, text } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';

/** The ledger by which nothing is sent twice. `at` is the last change; `detail` is what the channel said. */
export type Delivery = EvidencePack['deliveries'][number];

type DeliveryDoc = Omit<Delivery, 'key' | 'status'> & { _id: string; status: Delivery['status'] | 'released' };

export const deliverySchema = defineSchema<DeliveryDoc>({
  _id: text,
  breachId: text,
  channel: text,
  purpose: text,
  status: { type: String, required: true, enum: ['sending', 'sent', 'refused', 'uncertain', 'released'] },
  at: text,
  attempts: integer,
  /** Sealed: a mail server's answer may quote the address. */
  detail: optionalText,
}).index({ breachId: 1, at: 1 });

/** Takes the right to send under a key. Of any number of callers at once one gets it; the others get the entry. */
export async function claimDelivery(
  store: Store,
  claim: { key: string; breachId: string; channel: string; purpose: string; at: Instant },
): Promise<{ claimed: true } | { claimed: false; delivery: Delivery }> {
  const { key, breachId, channel, purpose, at } = claim;
  for (;;) {
    try {
      // Matches a released entry or inserts a new one; an entry in any other status meets the unique _id.
      await model(store).updateOne(
        { _id: key, status: 'released' },
        {
          $set: { status: 'sending', at, detail: null },
          $inc: { attempts: 1 },
          $setOnInsert: { breachId, channel, purpose },
        },
        { upsert: true },
      );
      return { claimed: true };
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
    const doc = await model(store).findById(key).lean();
    if (doc !== null && doc.status !== 'released') return { claimed: false, delivery: openDoc(store, doc) };
  }
}

/**
 * Records how a delivery ended. A result that is certain is never changed again; `uncertain` may still become certain.
 */
export async function settleDelivery(
  store: Store,
  key: string,
  status: 'sent' | 'refused' | 'uncertain',
  at: Instant,
  detail?: string,
): Promise<void> {
  const sealed = detail === undefined ? null : seal(store.keyring, detail, context(key));
  await model(store).updateOne({ _id: key, status: unsettled() }, { $set: { status, at, detail: sealed } });
}

/** Gives the right to send back: the message was surely not handed over, whatever somebody else feared meanwhile. */
export async function releaseDelivery(store: Store, key: string): Promise<void> {
  await model(store).updateOne({ _id: key, status: unsettled() }, { $set: { status: 'released' } });
}

/** Takes over a delivery that a crash left unsettled, for purposes where a second message is better than none. */
export async function reclaimDelivery(store: Store, key: string, at: Instant): Promise<void> {
  await model(store).updateOne(
    { _id: key, status: unsettled() },
    { $set: { status: 'sending', at }, $inc: { attempts: 1 } },
  );
}

/** Deliveries of a breach in the order of their last change, without those that are free to be claimed. */
export async function listDeliveries(store: Store, breachId: string): Promise<Delivery[]> {
  const docs = await model(store)
    .find({ breachId, status: trusted({ $ne: 'released' }) })
    .sort({ at: 1, _id: 1 })
    .lean();
  return docs.map((doc) => openDoc(store, doc));
}

function model(store: Store): Model<DeliveryDoc> {
  return store.connection.model<DeliveryDoc>('deliveries');
}

function unsettled() {
  return trusted({ $in: ['sending', 'uncertain'] as const });
}

function openDoc(store: Store, { _id: key, status, detail, ...doc }: DeliveryDoc): Delivery {
  return {
    ...doc,
    key,
    status: status === 'released' ? 'sending' : status,
    detail:
      detail === null
        ? null
        : openOr(
            detail,
            () => open(store.keyring, detail, context(key)),
            (mark) => mark,
          ),
  };
}

export const deliverySeals: Seals = { detail: ({ _id }) => context(_id) };

function context(key: string): string {
  return `deliveries/${key}/detail`;
}
