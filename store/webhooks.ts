import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type ClientSession, type Model, trusted } from 'mongoose';
import { TocsinError } from '../domain/errors.ts';
import type { TicketTemplate } from '../domain/tickets/template.ts';
import { type Instant, plusMs } from '../domain/time.ts';
import { openJson, openOr, sealJson } from './crypto/seal.ts';
import { defineSchema, integer, optionalText, text } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';

/** Where breach events are told to programs, and what is still to be told. A message names ids and types only. */

export type Webhook = {
  id: string;
  url: string;
  /** The tool in whose form it is told; `standard`: messages of Standard Webhooks. */
  kind: string;
  /** Event types to tell of; empty is all. */
  events: string[];
  createdAt: Instant;
  createdBy: string;
  deliveredAt: Instant | null;
  failedAt: Instant | null;
};

/** One message on its way. Its id is the same on every attempt, so that a receiver can drop a second one. */
export type WebhookMessage = {
  id: string;
  webhook: string;
  breachId: string;
  seq: number;
  type: string;
  at: Instant;
  exercise: boolean;
  attempts: number;
};

/** `secret` signs our own messages; `key` and `template` are what a tool asks for. */
export type WebhookAddress = { url: string; secret: string; key?: string; template?: TicketTemplate };
type Address = WebhookAddress;
/** `kind` is absent in those of before version 0.12. */
type WebhookDoc = Omit<Webhook, 'id' | 'url' | 'kind'> & { _id: string; kind?: string; sealed: string };
type MessageDoc = Omit<WebhookMessage, 'id' | 'exercise'> & { _id: string; exercise: boolean; nextAt: Instant };

export const webhookSchema = defineSchema<WebhookDoc>({
  _id: text,
  kind: { type: String, default: 'standard' },
  events: { type: [String], required: true },
  createdAt: text,
  createdBy: text,
  deliveredAt: optionalText,
  failedAt: optionalText,
  /** Address, signing secret, key and template, sealed: an address often holds a key. */
  sealed: text,
});

export const webhookMessageSchema = defineSchema<MessageDoc>({
  _id: text,
  webhook: text,
  breachId: text,
  seq: integer,
  type: { type: String, required: true },
  at: text,
  exercise: { type: Boolean, required: true },
  attempts: integer,
  nextAt: text,
})
  .index({ nextAt: 1 })
  .index({ webhook: 1 });

const SECRET_BYTES = 32;

/**
 * Adds a webhook; its secret is shown this one time.
 * @param id made by the caller: the same again is answered as the first time
 * @throws TocsinError `key-reused` where the id is another webhook's
 */
export async function addWebhook(
  store: Store,
  webhook: Omit<Webhook, 'deliveredAt' | 'failedAt'> & Pick<Address, 'key' | 'template'>,
): Promise<{ id: string; secret: string }> {
  const { id, kind, url, events, createdAt, createdBy, key, template } = webhook;
  const more = { ...(key !== undefined && { key }), ...(template !== undefined && { template }) };
  const known = await hooks(store).findById(id).lean();
  if (known !== null) {
    const { secret, ...other } = addressOf(store, id, known.sealed);
    const before = [other, known.kind ?? 'standard', known.createdBy, known.events];
    if (isDeepStrictEqual(before, [{ url, ...more }, kind, createdBy, events])) return { id, secret };
    throw new TocsinError('key-reused', 'This Idempotency-Key came with another webhook before; take a new one.');
  }
  const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
  const sealed = sealJson(store.keyring, { url, secret, ...more } satisfies Address, context(id));
  await hooks(store).create({ _id: id, kind, events, createdAt, createdBy, deliveredAt: null, failedAt: null, sealed });
  return { id, secret };
}

export async function listWebhooks(store: Store): Promise<Webhook[]> {
  const docs = await hooks(store).find().sort({ createdAt: 1, _id: 1 }).lean();
  return docs.map(({ _id: id, sealed, kind = 'standard', ...rest }) => {
    const url = openOr(
      sealed,
      () => shownAddress(kind, addressOf(store, id, sealed).url),
      (mark) => mark,
    );
    return { id, kind, url, ...rest };
  });
}

/** The address of a channel in Teams is all that it takes to write there: of it the host is shown. */
function shownAddress(kind: string, url: string): string {
  return kind === 'teams' ? `${new URL(url).origin}/…` : url;
}

/** Ends a webhook, and what was still to be told to it. @returns whether there was one */
export async function removeWebhook(store: Store, id: string): Promise<boolean> {
  await messages(store).deleteMany({ webhook: id });
  return (await hooks(store).deleteOne({ _id: id })).deletedCount > 0;
}

/** A message by which a receiver is tried: it is of no breach. */
export const TEST_MESSAGE = 'test';

/** Puts a test message in line for every webhook, once for each `at`. @returns how many there are */
export async function enqueueTest(store: Store, at: Instant): Promise<number> {
  const known = await hooks(store).find({}, { _id: 1 }).lean();
  const docs = known.map(({ _id: webhook }): MessageDoc => {
    const of = { webhook, breachId: TEST_MESSAGE, seq: 0, type: TEST_MESSAGE };
    return { _id: `${webhook}/${TEST_MESSAGE}/${at}`, ...of, at, exercise: true, attempts: 0, nextAt: at };
  });
  if (docs.length > 0) await messages(store).insertMany(docs);
  return docs.length;
}

/** Puts the messages about new events in line, in the transaction that stores the events. */
export async function enqueueMessages(
  store: Store,
  session: ClientSession,
  {
    breachId,
    exercise,
    events,
  }: { breachId: string; exercise: boolean; events: { seq: number; type: string; at: Instant }[] },
): Promise<void> {
  const listening = await hooks(store).find({}, { events: 1 }, { session }).lean();
  const docs = listening.flatMap(({ _id: webhook, events: wanted }) =>
    events
      .filter(({ type }) => wanted.length === 0 || wanted.includes(type))
      .map(({ seq, type, at }): MessageDoc => {
        const _id = `${webhook}/${breachId}/${seq}`;
        return { _id, webhook, breachId, seq, type, at, exercise, attempts: 0, nextAt: at };
      }),
  );
  if (docs.length > 0) await messages(store).insertMany(docs, { session });
}

/**
 * Takes the next message that is due, and puts it off until `until`: whoever takes it and dies has only delayed it.
 * @returns null when nothing is due
 */
export async function takeMessage(
  store: Store,
  now: Instant,
  until: Instant,
): Promise<(WebhookMessage & Address & { kind: string }) | null> {
  for (;;) {
    const doc = await messages(store)
      .findOneAndUpdate(
        { nextAt: trusted({ $lte: now }) },
        { $set: { nextAt: until }, $inc: { attempts: 1 } },
        { sort: { nextAt: 1 }, returnDocument: 'after' },
      )
      .lean();
    if (doc === null) return null;
    const hook = await hooks(store).findById(doc.webhook).lean();
    const { _id: id, nextAt: _, ...rest } = doc;
    if (hook !== null) {
      const { kind = 'standard', sealed } = hook;
      return { id, ...rest, kind, ...addressOf(store, hook._id, sealed) };
    }
    await messages(store).deleteOne({ _id: id });
  }
}

export async function settleMessage(store: Store, { id, webhook }: WebhookMessage, at: Instant): Promise<void> {
  await messages(store).deleteOne({ _id: id });
  await hooks(store).updateOne({ _id: webhook }, { $set: { deliveredAt: at } });
}

/** Waits `ms` before the next attempt; null gives the message up. */
export async function delayMessage(
  store: Store,
  { id, webhook }: WebhookMessage,
  at: Instant,
  ms: number | null,
): Promise<void> {
  if (ms === null) await messages(store).deleteOne({ _id: id });
  else await messages(store).updateOne({ _id: id }, { $set: { nextAt: plusMs(at, ms) } });
  await hooks(store).updateOne({ _id: webhook }, { $set: { failedAt: at } });
}

function addressOf(store: Store, id: string, sealed: string): Address {
  return openJson<Address>(store.keyring, sealed, context(id));
}

export const webhookSeals: Seals = { sealed: ({ _id }) => context(_id) };

function context(id: string): string {
  return `webhooks/${id}`;
}

function hooks(store: Store): Model<WebhookDoc> {
  return store.connection.model<WebhookDoc>('webhooks');
}

function messages(store: Store): Model<MessageDoc> {
  return store.connection.model<MessageDoc>('webhookMessages');
}
