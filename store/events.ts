import { type ClientSession, type Model, Schema } from 'mongoose';
import { CHAIN_START, linkEvent, type SealedEvent } from '../domain/audit/chain.ts';
import type { BreachEvent } from '../domain/breach/events.ts';
import { evolve, foldEvents } from '../domain/breach/evolve.ts';
import type { BreachState } from '../domain/breach/state.ts';
import { TocsinError } from '../domain/errors.ts';
import { followMoves } from './alert-moves.ts';
import { recordCommands } from './commands.ts';
import { macOf } from './crypto/mac.ts';
import { answerOf, collectionOf, requireText } from './driver.ts';
import { chainOf, noteHeads } from './heads.ts';
import { takeInLateAnswers } from './ledger/late-answers.ts';
import { applyToLinks, takeNoticesTurn } from './ledger/notice-links.ts';
import { readState, writeReadModels } from './projections.ts';
import { defineSchema, integer, optionalText, text } from './schema.ts';
import { isSameEvent, openEvent, sealEvent } from './sealing.ts';
import type { Store } from './store.ts';
import { enqueueTellings } from './tellings.ts';
import { inTransaction } from './transaction.ts';
import { enqueueMessages } from './webhooks.ts';

export type { SealedEvent } from '../domain/audit/chain.ts';

/** An event with its MAC, which covers the whole chain up to it; null in one that no version since 0.5 wrote. */
export type KeyedEvent = SealedEvent & { mac: string | null };
export type EventDoc = SealedEvent & { _id: string; mac?: string | null };

/** Decisions over all breaches, newest first; see `audit-decisions.ts`. */
export const OF_DECISIONS = { type: 1, at: -1, breachId: -1, seq: -1 } as const;
/** Answers which version of the policy applied when, without reading a plan. */
export const OF_PLANS = { type: 1, breachId: 1, seq: 1, at: 1, 'data.plan.policyVersion': 1 } as const;

export const eventSchema = defineSchema<EventDoc>({
  _id: text,
  breachId: text,
  seq: integer,
  type: { type: String, required: true },
  at: text,
  by: text,
  key: text,
  data: { type: Schema.Types.Mixed, required: true },
  /** Sealed. */
  personal: optionalText,
  commitment: optionalText,
  prev: text,
  hash: text,
  mac: optionalText,
})
  .index({ breachId: 1, seq: 1 }, { unique: true })
  // For the audit trail: over all breaches, and by who did it.
  .index({ at: -1, breachId: -1, seq: -1 })
  .index({ by: 1, at: -1, breachId: -1, seq: -1 })
  .index(OF_DECISIONS)
  .index(OF_PLANS, { partialFilterExpression: { type: 'planned' } });

/** A stored event with people's words opened. */
export type StoredEvent = BreachEvent & { seq: number; hash: string };

/**
 * Appends events to a breach's stream, the first as number `firstSeq` (from 1), and folds them into the read models, in
 * one transaction. Safe to repeat: what is stored already, wholly or in part, counts as done.
 *
 * @returns the number and hash of the last of `events`
 * @throws TocsinError `conflict` when other events stand at these numbers; `record-behind` when numbers before them are
 *   missing, as in a database that was restored from a backup; `internal` when an event does not fold into the breach.
 *   Nothing is stored then.
 */
export async function appendEvents(
  store: Store,
  breachId: string,
  firstSeq: number,
  events: BreachEvent[],
): Promise<{ seq: number; head: string }> {
  if (!Number.isSafeInteger(firstSeq) || firstSeq < 1 || events.length === 0) {
    throw new TocsinError(
      'bad-input',
      `An append to ${breachId} needs a number from 1 (not ${firstSeq}) and an event.`,
    );
  }
  let tries = 0;
  return inTransaction(store, async (session) => {
    tries += 1;
    await takeNoticesTurn(store, session, breachId, events, tries > 1);
    const { before, stored } = await readFrom(store, session, breachId, firstSeq, events.length);
    for (const [index, event] of events.entries()) {
      const there = stored[index];
      if (there !== undefined && !isSameEvent(store.keyring, there, event)) {
        throw new TocsinError('conflict', `Event ${there.seq} of ${breachId} is another one; read the breach anew.`);
      }
    }
    const last = stored.at(-1) ?? before;
    const fresh = events.slice(stored.length);
    const end = fresh.length === 0 ? stored[events.length - 1] : await extend(store, session, breachId, last, fresh);
    if (end === undefined) throw new TocsinError('internal', `The stream of ${breachId} changed while it was read.`);
    return { seq: end.seq, head: end.hash };
  });
}

/**
 * The folded state of a breach, by its read model or else by its stream; null for an unknown one.
 *
 * @throws TocsinError `record-broken` where neither opens
 */
export async function readBreach(store: Store, breachId: string): Promise<BreachState | null> {
  return (await readState(store, breachId)) ?? foldEvents(await readEvents(store, breachId).catch(asBroken(breachId)));
}

function asBroken(breachId: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof TocsinError) || error.code !== 'internal') throw error;
    throw new TocsinError(
      'record-broken',
      `The record of ${breachId} cannot be opened: it was changed in the database, or another key sealed it. Restore ` +
        'it from a backup; the verification of the audit names what does not open.',
    );
  };
}

/** A breach's events in order, with people's words opened; empty for an unknown breach. */
export async function readEvents(store: Store, breachId: string, session?: ClientSession): Promise<StoredEvent[]> {
  const sealed = await readSealedEvents(store, breachId, session);
  return sealed.map((event) => opened(store, event));
}

/** Those of a breach's events that are of one of these types, in order, with people's words opened. */
export async function readEventsOf(
  store: Store,
  breachId: string,
  types: readonly BreachEvent['type'][],
): Promise<StoredEvent[]> {
  requireText(breachId);
  const found = eventsOf(store).find({ breachId, type: { $in: [...types] } });
  const docs = await answerOf(found.sort({ seq: 1 }).toArray());
  return docs.map(withoutId).map((event) => opened(store, event));
}

/** A breach's events in order, as an evidence pack has them. */
export async function readSealedEvents(
  store: Store,
  breachId: string,
  session?: ClientSession,
): Promise<SealedEvent[]> {
  const events = await readKeyedEvents(store, breachId, session);
  return events.map(({ mac, ...event }) => event);
}

/** A breach's events in order, as they are stored. */
export async function readKeyedEvents(store: Store, breachId: string, session?: ClientSession): Promise<KeyedEvent[]> {
  requireText(breachId);
  const found = eventsOf(store)
    .find({ breachId }, { ...(session && { session }) })
    .sort({ seq: 1 })
    .toArray();
  const docs = await (session === undefined ? answerOf(found) : found);
  return docs.map((doc) => ({ ...withoutId(doc), mac: doc.mac ?? null }));
}

/** What an event's MAC covers. Its hash covers the rest. */
export function guardedOf({ breachId, seq, hash }: Pick<SealedEvent, 'breachId' | 'seq' | 'hash'>) {
  return { breachId, seq, hash };
}

function opened({ keyring }: Store, event: SealedEvent): StoredEvent {
  return { ...openEvent(keyring, event), seq: event.seq, hash: event.hash };
}

/** Ids of every breach that has a stream. */
export async function readBreachIds(store: Store): Promise<string[]> {
  return answerOf(eventsOf(store).distinct('breachId', { seq: 1 }));
}

/** The event before `firstSeq`, and up to one more than `count` from there on, without a hole. */
async function readFrom(store: Store, session: ClientSession, breachId: string, firstSeq: number, count: number) {
  requireText(breachId);
  const docs = await eventsOf(store)
    .find({ breachId, seq: { $gte: Math.max(1, firstSeq - 1) } }, { session })
    .sort({ seq: 1 })
    .limit(count + 2)
    .toArray();
  const stored = docs.map(withoutId);
  const before = firstSeq === 1 ? null : (stored.shift() ?? null);
  const isWhole = firstSeq === 1 || before?.seq === firstSeq - 1;
  if (!isWhole || stored.some((event, index) => event.seq !== firstSeq + index)) {
    throw new TocsinError(
      'record-behind',
      `The stream of ${breachId} ends before event ${firstSeq - 1}, which was stored once: ` +
        'MongoDB holds an older copy.',
    );
  }
  return { before, stored };
}

/** Stores events after `last` and folds them in; gives the new last one. */
async function extend(
  store: Store,
  session: ClientSession,
  breachId: string,
  last: SealedEvent | null,
  events: BreachEvent[],
): Promise<SealedEvent | undefined> {
  const known = await stateAt(store, session, breachId, last?.seq ?? 0);
  const state = fold(known, events, breachId);
  const numbered = events.map((event, index) => ({ ...event, seq: (last?.seq ?? 0) + 1 + index }));
  const docs: EventDoc[] = [];
  let before = last;
  for (const event of events) {
    const seq = (before?.seq ?? 0) + 1;
    before = linkEvent(sealEvent(store.keyring, breachId, seq, event), before?.hash ?? CHAIN_START);
    docs.push({ _id: `${breachId}/${seq}`, ...before, mac: macOf(store.keyring, 'event', guardedOf(before)) });
  }
  await eventsOf(store).insertMany(docs, { session });
  await applyToLinks(store, session, breachId, events);
  await takeInLateAnswers(store, session, breachId, events);
  await followMoves(store, session, { before: known, state, events: numbered });
  if (before !== null) await noteHeads(store, [{ of: chainOf.breach(breachId), ...before }], session);
  await recordCommands(store, session, breachId, (last?.seq ?? 0) + 1, events);
  await writeReadModels(store, session, state, events.at(-1)?.at ?? state.reportedAt);
  await enqueueMessages(store, session, { breachId, exercise: state.exercise !== null, events: docs });
  await enqueueTellings(store, session, { state, wasClosed: known?.closed != null, events: numbered });
  return before ?? undefined;
}

/** The state after `seq` events. A read model that is not there (after a restore) or does not open is made anew. */
async function stateAt(
  store: Store,
  session: ClientSession,
  breachId: string,
  seq: number,
): Promise<BreachState | null> {
  if (seq === 0) return null;
  const known = await readState(store, breachId, session);
  return known?.seq === seq ? known : foldEvents(await readEvents(store, breachId, session));
}

function fold(before: BreachState | null, events: BreachEvent[], breachId: string): BreachState {
  let state = before;
  for (const event of events) {
    const seq = (state?.seq ?? 0) + 1;
    try {
      state = evolve(state, event);
    } catch (error) {
      const why = error instanceof Error ? error.message : '';
      throw new TocsinError('internal', `Event ${seq} ('${event.type}') does not fold into ${breachId}: ${why}`);
    }
  }
  if (state === null || state.breachId !== breachId) {
    throw new TocsinError(
      'conflict',
      `The event that was to open ${breachId} reports ${state?.breachId ?? 'nothing'}.`,
    );
  }
  return state;
}

/** The stream, by the bare driver: each event of a busy day passes here. */
export function eventsOf(store: Store) {
  return collectionOf<EventDoc>(store, 'events');
}

/** The collection of all streams, for those who look through many. */
export function eventModel(store: Store): Model<EventDoc> {
  return store.connection.model<EventDoc>('events');
}

function withoutId({ _id, mac, ...event }: EventDoc): SealedEvent {
  return event;
}
