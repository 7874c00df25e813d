import type { Model } from 'mongoose';
import type { EvidenceRef } from '../domain/breach/events.ts';
import { TocsinError } from '../domain/errors.ts';
import type { Instant } from '../domain/time.ts';
import { sha256Hex } from './crypto/digest.ts';
import { openBytes, sealBytes } from './crypto/seal.ts';
import { isDuplicate } from './failures.ts';
import { defineSchema, text } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';

type FileMeta = { mediaType: string; source: string; keptAt: Instant };
type FileDoc = FileMeta & { _id: string; sealed: Buffer };

export const fileSchema = defineSchema<FileDoc>({
  /** SHA-256 of the bytes in clear. */
  _id: text,
  mediaType: text,
  source: text,
  keptAt: text,
  sealed: { type: Buffer, required: true },
});

/** One MongoDB document holds 16 MiB; this leaves room for its other fields. */
const MAX_FILE_BYTES = 15 * 1024 * 1024;

/**
 * Keeps a file under the SHA-256 of its bytes. The same bytes again are the same file and stay as first kept.
 *
 * @throws TocsinError `too-large` above 15 MiB
 */
export async function keepFile(store: Store, bytes: Uint8Array, meta: FileMeta): Promise<EvidenceRef> {
  if (bytes.length > MAX_FILE_BYTES) {
    throw new TocsinError(
      'too-large',
      `A file of ${bytes.length} bytes cannot be kept; the limit is ${MAX_FILE_BYTES}.`,
    );
  }
  const { mediaType, source, keptAt } = meta;
  const sha256 = sha256Hex(bytes);
  const ref: EvidenceRef = { file: sha256, sha256, bytes: bytes.length, mediaType, source };
  if (await model(store).exists({ _id: sha256 })) return ref;
  const sealed = Buffer.from(sealBytes(store.keyring, bytes, context(sha256)));
  try {
    await model(store).create([{ _id: sha256, mediaType, source, keptAt, sealed }]);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  return ref;
}

/** A kept file, opened; null for an unknown one. */
export async function readFile(store: Store, file: string): Promise<(FileMeta & { bytes: Buffer }) | null> {
  const doc = await model(store).findById(file).lean();
  if (doc === null) return null;
  const { mediaType, source, keptAt, sealed } = doc;
  return { bytes: openBytes(store.keyring, raw(sealed), context(file)), mediaType, source, keptAt };
}

/** A lean read gives the driver's binary type, whatever the schema says. */
function raw(sealed: Buffer | { buffer: Uint8Array }): Uint8Array {
  return Buffer.isBuffer(sealed) ? sealed : new Uint8Array(sealed.buffer);
}

function model(store: Store): Model<FileDoc> {
  return store.connection.model<FileDoc>('files');
}

export const fileSeals: Seals = { sealed: ({ _id }) => context(_id) };

function context(sha256: string): string {
  return `files/${sha256}`;
}
