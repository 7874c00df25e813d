import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { mongo } from 'mongoose';
import type { RefusalNamed } from '../domain/alerts/outcome.ts';
import { ERROR_CODES, type ErrorCode, TocsinError } from '../domain/errors.ts';
import type { Instant } from '../domain/time.ts';
import { blindIndexes, sha256Hex } from './crypto/digest.ts';
import { open, openBytes, openJson, seal, sealBytes, sealJson } from './crypto/seal.ts';
import { collectionOf } from './driver.ts';
import { defineSchema, integer, text } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';

/** The row of an alert: its bytes as they came, and what became of them. */

/** `waiting`: to be read. `judged`: read and judged. `dead`: it could not be. `aside`: its source says it is none. */
export const ALERT_STATUSES = ['waiting', 'judged', 'dead', 'aside'] as const;
export type AlertStatus = (typeof ALERT_STATUSES)[number];

/** An alert as it came in, before anything of it is read. */
export type NewAlert = {
  source: string;
  /** Name of the token that sent it; that of the source where it was signed. */
  by: string;
  receivedAt: Instant;
  /** Those that say what the bytes are; never what proves who sent them. */
  headers: Readonly<Record<string, string>>;
  raw: Uint8Array;
  requestId: string;
  /** Sent from the page of its source to try the way: it is read, counts nowhere and opens nothing. */
  isTest?: true;
};

/** What does not change of an alert. */
type Head = Pick<NewAlert, 'headers'> & { sha256: string };

const CODINGS = ['none', 'zstd', 'parts'] as const;
type Coding = (typeof CODINGS)[number];

export type AlertDoc = {
  _id: string;
  source: string;
  by: string;
  receivedAt: Instant;
  requestId: string;
  /** Of the bytes as they came. */
  size: number;
  /** How they are kept: here, or in `alert-parts.ts` where they are more than is read. */
  coding: Coding;
  /** SHA-256 of the bytes and their headers, sealed. */
  head: string;
  raw?: mongo.Binary | Buffer;
  status: AlertStatus;
  /** How often the same bytes came again, and when last. */
  repeats: number;
  repeatedAt?: Instant;
  /** How often it was tried and put off, and how often it was leased. */
  attempts: number;
  claims?: number;
  /** Who reads it, and how long they may; without an owner, it is not to be tried before. */
  leaseOwner?: string;
  leaseUntil?: Instant;
  /** Why it is dead, aside or put off: the code, and the words sealed. */
  code?: ErrorCode;
  words?: string;
  /** By which pages say in their language why it is dead, sealed; not there where an earlier version read it. */
  refusal?: string;
  settledAt?: Instant;
  /** What was understood and what became of it, sealed. */
  outcome?: string;
  /** The breaches that it opened or joined. */
  breachIds?: string[];
  /** When somebody first looked at it after it died. */
  seenAt?: Instant;
  /** When people were told of it after it died. */
  toldAt?: Instant;
  isTest?: true;
  /** When it was to be judged again, as the register knows more than it did: it counted when it was judged first. */
  againAt?: Instant;
};

const waiting = { partialFilterExpression: { status: 'waiting' } };

export const alertSchema = defineSchema<AlertDoc>({
  /** {@link alertIds}. */
  _id: text,
  source: text,
  by: text,
  receivedAt: text,
  requestId: text,
  size: integer,
  coding: { type: String, required: true, enum: CODINGS },
  head: text,
  raw: Buffer,
  status: { type: String, required: true, enum: ALERT_STATUSES },
  repeats: integer,
  repeatedAt: String,
  attempts: integer,
  claims: Number,
  leaseOwner: String,
  leaseUntil: String,
  code: { type: String, enum: ERROR_CODES },
  words: String,
  refusal: String,
  settledAt: String,
  outcome: String,
  breachIds: { type: [String], default: undefined },
  seenAt: String,
  toldAt: String,
  isTest: Boolean,
  againAt: String,
})
  // Few indexes, as each slows the one insert that is made before the sender is answered.
  .index({ source: 1, againAt: 1, receivedAt: 1, _id: 1 }, waiting)
  .index({ receivedAt: -1, _id: -1 })
  .index({ source: 1, receivedAt: -1 }, { partialFilterExpression: { status: 'dead' } })
  .index({ againAt: 1 }, { partialFilterExpression: { againAt: { $exists: true } } })
  .index({ breachIds: 1 }, { partialFilterExpression: { breachIds: { $exists: true } } });

/** The alerts by the bare driver: thousands may come in a second. */
export function alertsOf(store: Store): mongo.Collection<AlertDoc> {
  return collectionOf<AlertDoc>(store, 'alerts');
}

/** In 24 hex digits no two different alerts of a day meet. */
const DIGEST_DIGITS = 24;

/** By these the same bytes mean something else: how they are packed, the event around them, that they are text. */
const MEANING = /^(?:content-encoding|ce-[a-z0-9-]+|x-github-event)$/;

function meaningOf(headers: NewAlert['headers']): string {
  const told = Object.entries(headers).filter(([name]) => MEANING.test(name));
  const isText = /^text\//i.test(headers['content-type'] ?? '');
  return told.length === 0 && !isText ? '' : JSON.stringify([isText, ...told.toSorted()]);
}

/**
 * `AL-20261124-…`: the day and a keyed digest of source, bytes and what they mean. The primary key itself tells that
 * the same came again that day, and all inserts of a day go to one place of its index, however many rows there are.
 */
export function alertIds(
  { keyring }: Store,
  { source, receivedAt, headers, raw, isTest, requestId }: NewAlert,
): string[] {
  const sha256 = `${sha256Hex(raw)}${meaningOf(headers)}`;
  // Each test is one of its own, and none is taken for the alert whose bytes it has.
  const named = isTest ? `${sha256} test ${requestId}` : sha256;
  const day = receivedAt.slice(0, 10).replaceAll('-', '');
  const digests = blindIndexes(keyring, 'alerts', JSON.stringify([source, named]));
  return digests.map((digest) => `AL-${day}-${digest.slice(0, DIGEST_DIGITS)}`);
}

/** How an alert would be called by the other keys of the ring. */
export function earlierIds(store: Store, alert: NewAlert): string[] {
  return alertIds(store, alert).slice(1);
}

/** The form of {@link alertIds}. */
export const ALERT_ID = /^AL-\d{8}-[0-9a-f]{24}$/;

/** Shorter bytes gain nothing. */
const COMPRESSED_FROM = 4_096;

/** What one alert may have to be read: far more than any source sends in one. */
export const MOST_READ_BYTES = 4_194_304;

/** Whether bytes are more than is read: they stand in parts, and not in the row. */
export function isInParts(raw: Uint8Array): boolean {
  return raw.length > MOST_READ_BYTES;
}

/** The row to be written. */
export function newAlertDoc(store: Store, alert: NewAlert): AlertDoc {
  const { source, by, receivedAt, headers, raw, requestId, isTest } = alert;
  const sha256 = sha256Hex(raw);
  const [_id = ''] = alertIds(store, alert);
  const coding = isInParts(raw) ? 'parts' : raw.length > COMPRESSED_FROM ? 'zstd' : 'none';
  const bytes = coding === 'zstd' ? zstdCompressSync(raw) : raw;
  return {
    ...{ _id, source, by, receivedAt, requestId, size: raw.length, coding },
    head: sealJson(store.keyring, { sha256, headers } satisfies Head, place(_id, 'head')),
    ...(coding !== 'parts' && { raw: Buffer.from(sealBytes(store.keyring, bytes, place(_id, 'raw'))) }),
    ...{ status: 'waiting', repeats: 0, attempts: 0, ...(isTest && { isTest }) },
  };
}

/** SHA-256 and headers. @throws TocsinError `internal` where the seal does not open */
export function openHead({ keyring }: Store, { _id, head }: Pick<AlertDoc, '_id' | 'head'>): Head {
  return openJson<Head>(keyring, head, place(_id, 'head'));
}

/**
 * The bytes as they came, to be read.
 *
 * @throws TocsinError `too-large` where they are more than is read; `internal` where the seal does not open
 */
export function openRaw({ keyring }: Store, doc: Pick<AlertDoc, '_id' | 'raw' | 'coding' | 'size'>): Buffer {
  if (doc.coding === 'parts') throw tooLargeToRead(doc.size);
  if (doc.raw === undefined) throw new TocsinError('internal', `The bytes of ${doc._id} are gone.`);
  const sealed = Buffer.isBuffer(doc.raw) ? doc.raw : doc.raw.buffer;
  const bytes = openBytes(keyring, sealed, place(doc._id, 'raw'));
  return doc.coding === 'zstd' ? zstdDecompressSync(bytes, { maxOutputLength: Math.max(doc.size, 1) }) : bytes;
}

function tooLargeToRead(size: number): TocsinError {
  const message =
    `The body has ${size} bytes, and at most ${MOST_READ_BYTES} (4 MiB) are read here, so it was kept and not read. ` +
    'Have its sender send smaller batches; what it says is in its bytes, which can be downloaded.';
  const members = { why: 'body-too-large' as const, count: size, most: MOST_READ_BYTES };
  return new TocsinError('too-large', message, 'body', members);
}

export function sealWords({ keyring }: Store, _id: string, words: string): string {
  return seal(keyring, words, place(_id, 'words'));
}

export function openWords({ keyring }: Store, { _id, words }: Pick<AlertDoc, '_id' | 'words'>): string | null {
  return words === undefined ? null : open(keyring, words, place(_id, 'words'));
}

export function sealRefusal({ keyring }: Store, _id: string, refusal: RefusalNamed): string {
  return sealJson(keyring, refusal, place(_id, 'refusal'));
}

export function openRefusal({ keyring }: Store, { _id, refusal }: Pick<AlertDoc, '_id' | 'refusal'>) {
  return refusal === undefined ? null : openJson<RefusalNamed>(keyring, refusal, place(_id, 'refusal'));
}

export function sealOutcome({ keyring }: Store, _id: string, outcome: unknown): string {
  return sealJson(keyring, outcome, place(_id, 'outcome'));
}

export function openOutcome<Outcome>(
  { keyring }: Store,
  { _id, outcome }: Pick<AlertDoc, '_id' | 'outcome'>,
): Outcome | null {
  return outcome === undefined ? null : openJson<Outcome>(keyring, outcome, place(_id, 'outcome'));
}

const FIELDS = ['head', 'raw', 'words', 'refusal', 'outcome'] as const;

export const alertSeals: Seals = Object.fromEntries(
  FIELDS.map((field) => [field, ({ _id }: { _id: string }) => place(_id, field)]),
);

function place(id: string, field: (typeof FIELDS)[number]): string {
  return `alerts/${id}/${field}`;
}
