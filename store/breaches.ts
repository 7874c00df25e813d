import { trusted } from 'mongoose';
import { foldEvents } from '../domain/breach/evolve.ts';
import type { AskedKey } from '../domain/breach/incident-keys.ts';
import type { Phase } from '../domain/breach/phase.ts';
import type { BreachState, ObligationStatus } from '../domain/breach/state.ts';
import type { ClockRow } from '../domain/breach/views.ts';
import { TocsinError } from '../domain/errors.ts';
import type { Instant } from '../domain/time.ts';
import { recordCommands } from './commands.ts';
import { readBreach, readBreachIds, readEvents } from './events.ts';
import { idsWith } from './incident-index.ts';
import { carryOverNotices } from './ledger/carry-over.ts';
import {
  type BreachDoc,
  type BreachSummary,
  breachModel,
  clockModel,
  inPhase,
  openBreachDoc,
  openClockDoc,
  SHAPE,
  writeReadModels,
} from './projections.ts';
import { breachesOfRule } from './rule-numbers.ts';
import type { Store } from './store.ts';
import { inTransaction } from './transaction.ts';

export { readBreach } from './events.ts';
export type { BreachSummary } from './projections.ts';

/** As {@link readBreach} for a list: null for an unknown breach, undefined for one that cannot be opened. */
export async function readBreaches(
  store: Store,
  ids: readonly string[],
): Promise<{ breachId: string; state: BreachState | null | undefined }[]> {
  const state = (breachId: string) =>
    readBreach(store, breachId).catch((error: unknown) => {
      if (error instanceof TocsinError && error.code === 'record-broken') return undefined;
      throw error;
    });
  return Promise.all(ids.map(async (breachId) => ({ breachId, state: await state(breachId) })));
}

/** Where a breach is in its life; null for an unknown one. */
export async function readBreachStatus(store: Store, breachId: string): Promise<BreachState['status'] | null> {
  const doc = await breachModel(store).findById(breachId, { status: 1 }).lean();
  return doc?.status ?? null;
}

/**
 * Breaches, newest report first. `before` is the id of the last breach of the page before.
 *
 * @throws TocsinError `not-found` when `before` names no breach
 */
export async function listBreaches(
  store: Store,
  options: {
    limit: number;
    before?: string;
    phase?: Phase;
    exercise?: boolean;
    /** All of them are to be had. */
    keys?: readonly AskedKey[];
    /** That this rule of detection opened, or had something join. */
    rule?: string;
    /** Reported from this instant on, and before that one. */
    reported?: { from?: Instant; before?: Instant };
  },
): Promise<BreachSummary[]> {
  const { limit, before, phase, exercise, keys = [], rule, reported = {} } = options;
  const days = {
    ...(reported.from !== undefined && { $gte: reported.from }),
    ...(reported.before !== undefined && { $lt: reported.before }),
  };
  const which = {
    ...(phase === undefined ? {} : inPhase(phase)),
    ...(exercise === undefined ? {} : { exercise }),
    ...(Object.keys(days).length === 0 ? {} : { openedAt: trusted(days) }),
  };
  const query = breachModel(store).find(which, { state: 0 });
  if (before !== undefined) {
    const last = await breachModel(store).findById(before, { openedAt: 1 }).lean();
    if (last === null) throw new TocsinError('not-found', `There is no breach '${before}' to go on from.`, 'before');
    const { openedAt, _id } = last;
    query.or([{ openedAt: trusted({ $lt: openedAt }) }, { openedAt, _id: trusted({ $lt: _id }) }]);
  }
  if (rule !== undefined) query.and([{ _id: trusted({ $in: await breachesOfRule(store, rule) }) }]);
  if (keys.length > 0) query.and([{ _id: trusted({ $in: await idsWith(store, keys, query.getFilter(), limit) }) }]);
  const docs = await query.sort({ openedAt: -1, _id: -1 }).limit(limit).lean<BreachDoc[]>();
  return docs.map((doc) => openBreachDoc(store, doc));
}

/**
 * Clocks by due instant, earliest first; those without one come last. `after` goes on where an earlier page ended.
 *
 * @throws TocsinError `bad-input` when `after` is not what an earlier page gave
 */
export async function listClocks(
  store: Store,
  options: {
    limit: number;
    after?: string | undefined;
    breachId?: string | undefined;
    statuses?: readonly ObligationStatus[] | undefined;
    exercise?: boolean | undefined;
    regime?: string | undefined;
    recipient?: string | undefined;
    stage?: ClockRow['stage'] | undefined;
  },
): Promise<{ rows: ClockRow[]; next: string | null }> {
  const { limit, after, breachId, statuses, exercise, regime, recipient, stage } = options;
  const filter = {
    ...(breachId === undefined ? {} : { breachId }),
    ...(statuses === undefined ? {} : { status: trusted({ $in: [...statuses] }) }),
    ...(exercise === undefined ? {} : { exercise }),
    ...(regime === undefined ? {} : { regime }),
    ...(recipient === undefined ? {} : { recipient }),
    ...(stage === undefined ? {} : { stage }),
  };
  const query = clockModel(store).find(filter);
  if (after !== undefined) {
    const [, order, _id] = CLOCK_PLACE.exec(after) ?? [];
    if (order === undefined || _id === undefined)
      throw new TocsinError('bad-input', 'This is no `next` of an earlier page.', 'after');
    query.or([{ order: trusted({ $gt: order }) }, { order, _id: trusted({ $gt: _id }) }]);
  }
  const docs = await query
    .sort({ order: 1, _id: 1 })
    .limit(limit + 1)
    .lean();
  const page = docs.slice(0, limit);
  const last = docs.length > limit ? page.at(-1) : undefined;
  return {
    rows: page.map((doc) => openClockDoc(store, doc)),
    next: last === undefined ? null : `${last.order} ${last._id}`,
  };
}

/** A place in the list of clocks: what they are ordered by, the due instant or what sorts after all, and the id. */
export const CLOCK_PLACE = /^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{12}Z|~) ([A-Za-z0-9/-]{1,200})$/;

/** Makes the read models anew that an earlier version of this software wrote. @returns how many */
export async function rebuildOutdated(store: Store): Promise<number> {
  const outdated = breachModel(store).find({ shape: trusted({ $ne: SHAPE }) }, { _id: 1 });
  let rebuilt = 0;
  for (const { _id } of await outdated.lean()) {
    await carryOverNotices(store, _id);
    rebuilt += await rebuildReadModels(store, _id);
  }
  return rebuilt;
}

/**
 * Makes the read models of one breach, or of all, and the record of the commands done, anew from the stream.
 *
 * @returns the number of breaches rebuilt
 */
export async function rebuildReadModels(store: Store, breachId?: string): Promise<number> {
  const ids = breachId === undefined ? await readBreachIds(store) : [breachId];
  let rebuilt = 0;
  for (const id of ids) {
    rebuilt += await inTransaction(store, async (session) => {
      const events = await readEvents(store, id, session);
      const state = foldEvents(events);
      if (state === null) return 0;
      await writeReadModels(store, session, state, events.at(-1)?.at ?? state.reportedAt);
      await recordCommands(store, session, id, 1, events);
      return 1;
    });
  }
  return rebuilt;
}
