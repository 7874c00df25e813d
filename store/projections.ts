import { isDeepStrictEqual } from 'node:util';
import { type ClientSession, type Model, trusted } from 'mongoose';
import { CAME_TO, type CameTo, cameTo } from '../domain/breach/came-to.ts';
import { PHASES, type Phase, phaseOf, STATUSES } from '../domain/breach/phase.ts';
import { type Audience, audienceOf } from '../domain/breach/register-keys.ts';
import { type BreachState, OBLIGATION_STATUSES } from '../domain/breach/state.ts';
import { currentState } from '../domain/breach/upcast.ts';
import { type ClockRow, clockRows } from '../domain/breach/views.ts';
import { openTasks } from '../domain/breach/work.ts';
import { FIRST_ON_DESK, isTarget, TAKE, TRIAGE, targetName } from '../domain/plan/targets.ts';
import type { Severity } from '../domain/plan/types.ts';
import { workflowsToRun } from '../domain/reconcile/finding.ts';
import { gravestOfPlan } from '../domain/severity/gravest.ts';
import type { Instant } from '../domain/time.ts';
import type { Keyring } from './crypto/keyring.ts';
import { open, openJson, openOr, seal, sealJson } from './crypto/seal.ts';
import {
  type OpenedRegister,
  openedRegisterOf,
  openRegisterDoc,
  type RegisterDoc,
  registerDocOf,
  registerModel,
} from './register-index.ts';
import { anyText, defineSchema, flag, integer, optionalText, text } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';

/** The read models: folds of the stream, one document per breach and one per obligation. Written with it, or anew. */

/** One breach as the list shows it. Instants in UTC. */
export type BreachSummary = {
  breachId: string;
  /** Number of the last event folded in. */
  seq: number;
  status: BreachState['status'];
  phase: Phase;
  exercise: boolean;
  openedAt: Instant;
  updatedAt: Instant;
  title: string;
};

/**
 * The fields by which documents of this version differ from earlier ones; see `rebuildOutdated`. Count it up with them.
 */
export const SHAPE = 10;

export type BreachDoc = Omit<BreachSummary, 'breachId'> & {
  _id: string;
  state: string;
  shape: number;
  cameTo: CameTo;
  /** By the last plan; null before the first. */
  severity: Severity['level'] | null;
  /** The earliest limit of a clock that asks for an act; null where none does. */
  nextDue: Instant | null;
  /** Names of the workflows that should run for it, apart by spaces; null once it is closed. */
  runs: string | null;
  /** The earliest limit of an open task, or `~` where none has one; null without open tasks, and once it is closed. */
  taskAt: string | null;
  /** Whom open tasks were given to, in order. */
  taskOwners: string[];
};

/**
 * Where the desk shows a clock: among those that ask for an act, among what is done with, among what waits to be
 * taken, triaged or looked into, or nowhere.
 */
export const DESK_PARTS = ['running', 'met', 'waiting', 'none'] as const;
export type DeskPart = (typeof DESK_PARTS)[number];
/** `deskAt`: what the part is sorted by, the due instant of what runs and the end of what is met. */
export type ClockDoc = ClockRow & {
  _id: string;
  order: string;
  desk: DeskPart;
  deskAt: string;
  /** Whom a duty of a law is towards; null of a target of ours, and where no plan knows the duty any more. */
  audience: Audience | null;
};

export const breachSchema = defineSchema<BreachDoc>({
  _id: text,
  seq: integer,
  status: { type: String, required: true, enum: STATUSES },
  phase: { type: String, enum: PHASES },
  exercise: flag,
  openedAt: text,
  updatedAt: text,
  /** Sealed. */
  title: text,
  /** The whole BreachState, sealed. */
  state: text,
  shape: integer,
  cameTo: { type: String, enum: CAME_TO },
  severity: optionalText,
  nextDue: optionalText,
  runs: optionalText,
  taskAt: optionalText,
  taskOwners: { type: [String] },
})
  .index({ openedAt: -1, _id: -1 })
  .index({ status: 1, openedAt: -1, _id: -1 })
  .index({ status: 1, exercise: 1, openedAt: -1, _id: -1 })
  .index({ status: 1, nextDue: 1, openedAt: -1, _id: -1 })
  .index({ exercise: 1, openedAt: -1, _id: -1 })
  .index({ exercise: 1, nextDue: 1 })
  .index({ updatedAt: 1 })
  .index({ shape: 1 })
  // Answers what suspicions came to without reading a document.
  .index({ _id: 1, cameTo: 1 })
  .index({ taskAt: 1, _id: 1 })
  .index({ taskOwners: 1, taskAt: 1, _id: 1 })
  // Answers what should run without reading a document.
  .index({ runs: 1, exercise: 1, _id: 1 });

/** Duties towards somebody, the one due last first; see `audit-duties.ts`. */
export const OF_DUTIES = { audience: 1, exercise: 1, order: -1, _id: -1, status: 1, desk: 1, regime: 1 } as const;

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
  regime: anyText,
  stage: optionalText,
  start: optionalText,
  due: optionalText,
  latest: optionalText,
  basis: optionalText,
  status: { type: String, required: true, enum: OBLIGATION_STATUSES },
  endedAt: optionalText,
  exercise: flag,
  desk: { type: String, required: true, enum: DESK_PARTS },
  deskAt: text,
  /** `due`, or where there is none a text that sorts after every instant. */
  order: text,
  // Not known to version 0.11: its rows are made anew.
  audience: optionalText,
})
  // Whatever the desk may be filtered by is in the key, so that it reads no document that it does not show.
  .index({ desk: 1, exercise: 1, deskAt: 1, _id: 1, regime: 1, stage: 1, recipient: 1, status: 1 })
  .index({ status: 1, order: 1 })
  .index({ breachId: 1, order: 1 })
  .index({ order: 1 })
  // What was told in time, over all breaches: filtered and counted without reading a document.
  .index(OF_DUTIES);

const NO_DUE = '~';

export function breachModel(store: Store): Model<BreachDoc> {
  return store.connection.model<BreachDoc>('breaches');
}

export function clockModel(store: Store): Model<ClockDoc> {
  return store.connection.model<ClockDoc>('clocks');
}

/** Writes the read models of one breach; `updatedAt` is the instant of its last event. */
export async function writeReadModels(
  store: Store,
  session: ClientSession,
  state: BreachState,
  updatedAt: Instant,
): Promise<void> {
  const { breachId } = state;
  const clocks = clocksOf(state);
  const breach = breachDocOf(store.keyring, state, clocks, updatedAt);
  await breachModel(store).replaceOne({ _id: breachId }, breach, { session, upsert: true });
  const register = registerDocOf(store.keyring, state, updatedAt);
  await registerModel(store).replaceOne({ _id: breachId }, register, { session, upsert: true });
  await writeClocks(store, session, breachId, clocks);
}

/** Replaces the clocks that differ from what is stored: most events change one of them, or none. */
async function writeClocks(store: Store, session: ClientSession, breachId: string, clocks: ClockDoc[]): Promise<void> {
  const stored = await clockModel(store).find({ breachId }, null, { session }).lean();
  const known = new Map(openedClocks(store.keyring, stored).map((doc) => [doc._id, doc]));
  const changed = clocks.filter((clock) => !isDeepStrictEqual(clock, known.get(clock._id)));
  const wanted = new Set(clocks.map(({ _id }) => _id));
  const ended = stored.filter(({ _id }) => !wanted.has(_id)).map(({ _id }) => _id);
  if (ended.length > 0) await clockModel(store).deleteMany({ _id: trusted({ $in: ended }) }, { session });
  if (changed.length === 0) return;
  const writes = changed.map((clock) => {
    const replacement = sealClock(store.keyring, clock);
    return { replaceOne: { filter: { _id: clock._id }, replacement, upsert: true } };
  });
  await clockModel(store).bulkWrite(writes, { session, ordered: false });
}

/** The read models of one breach as they are stored. */
export function readModelsOf(
  keyring: Keyring,
  state: BreachState,
  updatedAt: Instant,
): { breach: BreachDoc; clocks: ClockDoc[]; register: RegisterDoc } {
  const clocks = clocksOf(state);
  return {
    breach: breachDocOf(keyring, state, clocks, updatedAt),
    clocks: clocks.map((clock) => sealClock(keyring, clock)),
    register: registerDocOf(keyring, state, updatedAt),
  };
}

/** What a breach's document shows, with its words opened. `folded`: the number of the last event in its state. */
type OpenedBreach = Omit<BreachDoc, 'state'> & { folded: number };
type OpenedModels<Missing> = {
  breach: OpenedBreach | Missing;
  clocks: ClockDoc[];
  register: OpenedRegister | Missing;
};

/** The read models of one breach as they should be stored, with their words in clear. */
export function openedModelsOf(state: BreachState, updatedAt: Instant): OpenedModels<never> {
  const clocks = clocksOf(state);
  const breach = { ...plainBreachOf(state, clocks, updatedAt), title: state.narrative.title, folded: state.seq };
  return { breach, clocks, register: openedRegisterOf(state, updatedAt) };
}

/** The same of what is stored: null for what is not there, or does not open. */
export function openModels(
  keyring: Keyring,
  { breach, clocks, register }: { breach: BreachDoc | null; clocks: ClockDoc[]; register: RegisterDoc | null },
): OpenedModels<null> {
  return {
    breach: breach === null ? null : orNull(() => openWholeBreach(keyring, breach)),
    clocks: openedClocks(keyring, clocks),
    register: register === null ? null : orNull(() => openRegisterDoc(keyring, register)),
  };
}

function openWholeBreach(keyring: Keyring, { state, ...doc }: BreachDoc): OpenedBreach {
  const { seq: folded } = openJson<BreachState>(keyring, state, stateContext(doc._id));
  return { ...doc, title: open(keyring, doc.title, titleContext(doc._id)), folded };
}

/** Without those whose title does not open. */
function openedClocks(keyring: Keyring, clocks: readonly ClockDoc[]): ClockDoc[] {
  return clocks.flatMap((doc) => orNull(() => ({ ...doc, breachTitle: titleOf(keyring, doc) })) ?? []);
}

function orNull<Result>(opening: () => Result): Result | null {
  try {
    return opening();
  } catch {
    return null;
  }
}

/** One for each obligation, with its title not sealed yet. */
function clocksOf(state: BreachState): ClockDoc[] {
  return clockRows(state).map((row): ClockDoc => {
    const audience = isTarget(row.obligation) || row.recipient === '' ? null : audienceOf(row);
    const place = { order: row.due ?? NO_DUE, ...placeOnDesk(state, row) };
    return { ...row, _id: `${state.breachId}/${row.obligation}`, ...place, audience };
  });
}

function sealClock(keyring: Keyring, clock: ClockDoc): ClockDoc {
  return { ...clock, breachTitle: seal(keyring, clock.breachTitle, clockContext(clock._id)) };
}

function titleOf(keyring: Keyring, { _id, breachTitle }: Pick<ClockDoc, '_id' | 'breachTitle'>): string {
  return openOr(breachTitle, () => open(keyring, breachTitle, clockContext(_id)), asMarked);
}

function asMarked(mark: string): string {
  return mark;
}

function breachDocOf(keyring: Keyring, state: BreachState, clocks: readonly ClockDoc[], updatedAt: Instant): BreachDoc {
  const { breachId } = state;
  return {
    ...plainBreachOf(state, clocks, updatedAt),
    title: seal(keyring, state.narrative.title, titleContext(breachId)),
    state: sealJson(keyring, state, stateContext(breachId)),
  };
}

function plainBreachOf(
  state: BreachState,
  clocks: readonly ClockDoc[],
  updatedAt: Instant,
): Omit<BreachDoc, 'title' | 'state'> {
  const dues = clocks.filter(({ desk }) => desk === 'running').flatMap(({ due }) => due ?? []);
  return {
    _id: state.breachId,
    seq: state.seq,
    status: state.status,
    phase: phaseOf(state),
    exercise: state.exercise !== null,
    openedAt: state.reportedAt,
    updatedAt,
    shape: SHAPE,
    cameTo: cameTo(state),
    severity: state.plan === null ? null : gravestOfPlan(state.plan).level,
    nextDue: dues.sort()[0] ?? null,
    runs: workflowsToRun(state).join(' ') || null,
    ...tasksIn(state),
  };
}

function tasksIn(state: BreachState): Pick<BreachDoc, 'taskAt' | 'taskOwners'> {
  const open = state.status === 'closed' ? [] : openTasks(state);
  const owners = new Set(open.flatMap(({ owner }) => owner ?? []));
  return { taskAt: open.map(({ due }) => due ?? NO_DUE).sort()[0] ?? null, taskOwners: [...owners].sort() };
}

/** A breach that was closed leaves its clocks as they were: they no longer ask for anything. */
function placeOnDesk(state: BreachState, row: ClockRow): Pick<ClockDoc, 'desk' | 'deskAt'> {
  const { status, due, endedAt } = row;
  if (status === 'running' || status === 'overdue') {
    return { desk: state.status === 'closed' ? 'none' : openPart(state, row), deskAt: due ?? NO_DUE };
  }
  if (endedAt === null) return { desk: 'none', deskAt: due ?? NO_DUE };
  return { desk: 'met', deskAt: endedAt };
}

/** An incident waits once to be taken, and to be triaged after that; a target of ours stands first once it passed. */
function openPart({ targets }: BreachState, { obligation, status }: ClockRow): DeskPart {
  const target = targetName(obligation);
  if (target === null || (status !== 'overdue' && !FIRST_ON_DESK.includes(target))) return 'running';
  if (obligation !== TRIAGE) return 'waiting';
  const taking = targets?.[TAKE]?.status;
  return taking === 'running' || taking === 'overdue' ? 'none' : 'waiting';
}

/** The state that the read model of a breach holds; null where there is none or it does not open: the stream has it. */
export async function readState(store: Store, breachId: string, session?: ClientSession): Promise<BreachState | null> {
  const doc = await breachModel(store).findById(breachId, { state: 1 }, { session }).lean();
  if (doc === null) return null;
  const opened = () => currentState(openJson<BreachState>(store.keyring, doc.state, stateContext(breachId)));
  return openOr<BreachState | null>(doc.state, opened, () => null);
}

/** Those in a phase; a suspicion is one too while somebody looks into it. */
export function inPhase(phase: Phase): Partial<Pick<BreachDoc, 'status' | 'phase'>> {
  return phase === 'candidate' ? { status: 'suspected', phase } : { status: phase };
}

/** As a list shows it: a title that does not open is marked. */
export function openBreachDoc(store: Store, doc: Omit<BreachDoc, 'state'>): BreachSummary {
  // A document of an earlier version, until it is written anew, knows no phase.
  const { _id: breachId, seq, status, phase = status, exercise, openedAt, updatedAt, title } = doc;
  const shown = openOr(title, () => open(store.keyring, title, titleContext(breachId)), asMarked);
  return { breachId, seq, status, phase, exercise, openedAt, updatedAt, title: shown };
}

/** The same for a clock. */
export function openClockDoc(store: Store, doc: ClockDoc): ClockRow {
  const { breachId, obligation, article, title, recipient, role, regime, stage } = doc;
  const { start, due, latest, basis, status, endedAt, exercise } = doc;
  const law = { obligation, article, title, recipient, role, regime, stage };
  return {
    breachId,
    breachTitle: titleOf(store.keyring, doc),
    ...law,
    start,
    due,
    latest,
    basis,
    status,
    endedAt,
    exercise,
  };
}

export const breachSeals: Seals = {
  title: ({ _id }) => titleContext(_id),
  state: ({ _id }) => stateContext(_id),
};

export const clockSeals: Seals = { breachTitle: ({ _id }) => clockContext(_id) };

function titleContext(breachId: string): string {
  return `breaches/${breachId}/title`;
}

function stateContext(breachId: string): string {
  return `breaches/${breachId}/state`;
}

function clockContext(id: string): string {
  return `clocks/${id}/breachTitle`;
}
