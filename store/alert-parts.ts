import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import type { mongo } from 'mongoose';
import { TocsinError } from '../domain/errors.ts';
import type { Instant } from '../domain/time.ts';
import { type AlertDoc, alertIds, alertsOf, isInParts, type NewAlert, openHead, openRaw } from './alert-record.ts';
import { sha256Hex } from './crypto/digest.ts';
import { openBytes, sealBytes } from './crypto/seal.ts';
import { answerOf, collectionOf } from './driver.ts';
import { isDuplicate } from './failures.ts';
import { defineSchema, integer, text } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';

/** The bytes of alerts that are larger than one row holds: parts, each compressed and sealed by itself. */

type PartDoc = {
  _id: string;
  alert: string;
  part: number;
  receivedAt: Instant;
  size: number;
  sealed: mongo.Binary | Buffer;
};

export const alertPartSchema = defineSchema<PartDoc>({
  /** Alert and number of the part. */
  _id: text,
  alert: text,
  part: integer,
  receivedAt: text,
  /** Of its bytes as they came. */
  size: integer,
  sealed: { type: Buffer, required: true },
}).index({ receivedAt: 1 });

/** Far below the 16 MiB of a document, also where the bytes cannot be compressed. */
const PART_BYTES = 8 * 1024 * 1024;

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/**
 * Keeps the bytes of an alert that its row does not hold, before the row is written: whatever breaks off, no row is
 * without its bytes. Does nothing where the alert came before, or its row holds its bytes.
 *
 * @throws TocsinError `unavailable` when the database does not answer; the same alert can be sent again
 */
export async function keepParts(store: Store, alert: NewAlert): Promise<void> {
  if (!isInParts(alert.raw)) return;
  const ids = alertIds(store, alert);
  if ((await answerOf(alertsOf(store).countDocuments({ _id: { $in: ids } }, { limit: 1 }))) > 0) return;
  const [id = ''] = ids;
  for (let part = 0; part * PART_BYTES < alert.raw.length; part += 1) {
    const bytes = alert.raw.subarray(part * PART_BYTES, (part + 1) * PART_BYTES);
    const _id = partId(id, part);
    const sealed = Buffer.from(sealBytes(store.keyring, await compress(bytes), place(_id)));
    const doc = { _id, alert: id, part, receivedAt: alert.receivedAt, size: bytes.length, sealed };
    try {
      await answerOf(partsOf(store).insertOne(doc));
    } catch (error) {
      // The same bytes came before, and broke off.
      if (!isDuplicate(error)) throw error;
    }
  }
}

/** The bytes of an alert as they came. @throws TocsinError `internal` where they do not open, or a part is gone */
export async function readRaw(store: Store, doc: AlertDoc): Promise<Buffer> {
  if (doc.coding !== 'parts') return openRaw(store, doc);
  const parts = await answerOf(partsOf(store).find(ofAlert(doc._id)).sort({ _id: 1 }).toArray());
  const opened: Buffer[] = [];
  for (const { _id, sealed, size } of parts) {
    const bytes = openBytes(store.keyring, Buffer.isBuffer(sealed) ? sealed : sealed.buffer, place(_id));
    opened.push(await decompress(bytes, { maxOutputLength: size }));
  }
  const raw = Buffer.concat(opened);
  if (sha256Hex(raw) === openHead(store, doc).sha256) return raw;
  throw new TocsinError('internal', `The bytes of ${doc._id} are not whole any more: a part of them is gone.`);
}

/** Erases parts that came in before an instant (UTC) and whose alert is gone, or was never written. */
export async function eraseLooseParts(store: Store, before: Instant): Promise<void> {
  const loose = partsOf(store).aggregate<{ _id: string }>([
    { $match: { receivedAt: { $lt: before } } },
    { $group: { _id: '$alert' } },
    {
      $lookup: {
        from: 'alerts',
        localField: '_id',
        foreignField: '_id',
        pipeline: [{ $project: { _id: 1 } }],
        as: 'row',
      },
    },
    { $match: { row: { $size: 0 } } },
  ]);
  for (const { _id } of await answerOf(loose.toArray())) await answerOf(partsOf(store).deleteMany(ofAlert(_id)));
}

/** By the primary key: all of one alert stand together there. */
function ofAlert(id: string): mongo.Filter<PartDoc> {
  return { _id: { $gte: `${id}/`, $lt: `${id}0` } };
}

export function partsOf(store: Store): mongo.Collection<PartDoc> {
  return collectionOf<PartDoc>(store, 'alertParts');
}

export const alertPartSeals: Seals = { sealed: ({ _id }) => place(_id) };

/** Fewer than ten parts: they sort by their numbers as texts. */
function partId(alert: string, part: number): string {
  return `${alert}/${part}`;
}

function place(id: string): string {
  return `alertParts/${id}`;
}
