import type { ClientSession, Model } from 'mongoose';
import { type BreachState, OBLIGATION_STATUSES } from '../domain/breach/state.ts';
import { currentState } from '../domain/breach/upcast.ts';
import { type ClockRow, clockRows } from '../domain/breach/views.ts';
import type { Instant } from '../domain/time.ts';
import { open, openJson, seal, sealJson } from './crypto/seal.ts';
import { anyText, defineSchema, flag, integer, optionalText, text } from './schema.ts';
import type { Store } from './store.ts';

/** The read models: folds of the stream, one document per breach and one per obligation. Written with it, or anew. */

/** One breach as the list shows it. Instants in UTC. */
export type BreachSummary = {
  breachId: string;
  /** Number of the last event folded in. */
  seq: number;
  status: BreachState['status'];
  exercise: boolean;
  openedAt: Instant;
  updatedAt: Instant;
  title: string;
};

export type BreachDoc = Omit<BreachSummary, 'breachId'> & { _id: string; state: string };
export type ClockDoc = ClockRow & { _id: string; order: string };

export const breachSchema = defineSchema<BreachDoc>({
  _id: text,
  seq: integer,
  status: { type: String, required: true, enum: ['suspected', 'confirmed', 'closed'] },
  exercise: flag,
  openedAt: text,
  updatedAt: text,
  /** Sealed. */
  title: text,
  /** The whole BreachState, sealed. */
  state: text,
})
  .index({ openedAt: -1, _id: -1 })
  .index({ status: 1, openedAt: -1, _id: -1 });

export const clockSchema = defineSchema<ClockDoc>({
  _id: text,
  breachId: text,
  /** Sealed. */
  breachTitle: text,
  obligation: text,
  article: text,
  title: text,
  recipient: anyText,
  role: optionalText,
  start: optionalText,
  due: optionalText,
  latest: optionalText,
  basis: optionalText,
  status: { type: String, required: true, enum: OBLIGATION_STATUSES },
  exercise: flag,
  /** `due`, or where there is none a text that sorts after every instant. */
  order: text,
})
  .index({ status: 1, order: 1 })
  .index({ breachId: 1, order: 1 })
  .index({ order: 1 });

const NO_DUE = '~';

export function breachModel(store: Store): Model<BreachDoc> {
  return store.connection.model<BreachDoc>('breaches');
}

export function clockModel(store: Store): Model<ClockDoc> {
  return store.connection.model<ClockDoc>('clocks');
}

/** Writes both read models of one breach; `updatedAt` is the instant of its last event. */
export async function writeReadModels(
  store: Store,
  session: ClientSession,
  state: BreachState,
  updatedAt: Instant,
): Promise<void> {
  const { breachId } = state;
  const doc: BreachDoc = {
    _id: breachId,
    seq: state.seq,
    status: state.status,
    exercise: state.exercise !== null,
    openedAt: state.reportedAt,
    updatedAt,
    title: seal(store.keyring, state.narrative.title, titleContext(breachId)),
    state: sealJson(store.keyring, state, stateContext(breachId)),
  };
  await breachModel(store).replaceOne({ _id: breachId }, doc, { session, upsert: true });
  const clocks = clockRows(state).map((row): ClockDoc => {
    const _id = `${breachId}/${row.obligation}`;
    return {
      ...row,
      _id,
      breachTitle: seal(store.keyring, row.breachTitle, clockContext(_id)),
      order: row.due ?? NO_DUE,
    };
  });
  await clockModel(store).deleteMany({ breachId }, { session });
  await clockModel(store).insertMany(clocks, { session });
}

/** The folded state of a breach; null for an unknown one. */
export async function readState(store: Store, breachId: string, session?: ClientSession): Promise<BreachState | null> {
  const doc = await breachModel(store).findById(breachId, { state: 1 }, { session }).lean();
  return doc === null ? null : currentState(openJson<BreachState>(store.keyring, doc.state, stateContext(breachId)));
}

export function openBreachDoc(store: Store, { _id: breachId, state: _, ...row }: BreachDoc): BreachSummary {
  return { breachId, ...row, title: open(store.keyring, row.title, titleContext(breachId)) };
}

export function openClockDoc(store: Store, { _id, order: _, ...row }: ClockDoc): ClockRow {
  return { ...row, breachTitle: open(store.keyring, row.breachTitle, clockContext(_id)) };
}

function titleContext(breachId: string): string {
  return `breaches/${breachId}/title`;
}

function stateContext(breachId: string): string {
  return `breaches/${breachId}/state`;
}

function clockContext(id: string): string {
  return `clocks/${id}/breachTitle`;
}
