import { isDeepStrictEqual } from 'node:util';
import type { ClientSession } from 'mongoose';
import { foldEvents } from '../domain/breach/evolve.ts';
import type { BreachState } from '../domain/breach/state.ts';
import { readEvents, type StoredEvent } from './events.ts';
import {
  type BreachDoc,
  breachModel,
  type ClockDoc,
  clockModel,
  openedModelsOf,
  openModels,
  SHAPE,
} from './projections.ts';
import { type RegisterDoc, registerModel } from './register-index.ts';
import type { Store } from './store.ts';
import { inTransaction } from './transaction.ts';

/**
 * What the read models of a breach show other than its events say, one line each; empty where all is as it should be.
 * They are compared with `events`, as they were just read, and what differs is read once more at one instant: the
 * breach may have gone on meanwhile.
 */
export async function checkReadModels(
  store: Store,
  breachId: string,
  events: readonly StoredEvent[],
): Promise<string[]> {
  if ((await differences(store, breachId, events)).length === 0) return [];
  return inTransaction(store, async (session) => {
    return differences(store, breachId, await readEvents(store, breachId, session), session);
  });
}

async function differences(
  store: Store,
  breachId: string,
  events: readonly StoredEvent[],
  session: ClientSession | null = null,
): Promise<string[]> {
  const breach = await breachModel(store).findById(breachId, null, { session }).lean();
  const clocks = await clockModel(store).find({ breachId }, null, { session }).lean();
  const register = await registerModel(store).findById(breachId, null, { session }).lean();
  // One of an earlier version is made anew by the migration.
  if (breach !== null && breach.shape !== SHAPE) return [];
  const state = foldEvents([...events]);
  if (state === null) return breach === null ? [] : ['There is an incident in the lists, and no event of it.'];
  return compare(store, { state, updatedAt: events.at(-1)?.at ?? state.reportedAt }, { breach, clocks, register });
}

type Stored = { breach: BreachDoc | null; clocks: ClockDoc[]; register: RegisterDoc | null };

function compare(
  store: Store,
  { state, updatedAt }: { state: BreachState; updatedAt: string },
  stored: Stored,
): string[] {
  const wanted = openedModelsOf(state, updatedAt);
  const shown = openModels(store.keyring, stored);
  const clocks = new Map(shown.clocks.map((clock) => [clock._id, clock]));
  const problems = [
    ...fieldsOf('The incident in the lists', wanted.breach, shown.breach),
    ...fieldsOf('Its entry in the register', wanted.register, shown.register),
    ...wanted.clocks.flatMap((clock) => {
      const known = clocks.get(clock._id) ?? null;
      clocks.delete(clock._id);
      return fieldsOf(`The clock ${clock.obligation}`, clock, known);
    }),
  ];
  return [...problems, ...[...clocks.values()].map(({ obligation }) => `The clock ${obligation} is none of its plan.`)];
}

function fieldsOf<Row extends object>(name: string, wanted: Row, shown: Partial<Row> | null): string[] {
  if (shown === null) return [`${name} is missing or cannot be opened.`];
  const fields = Object.entries(wanted)
    .filter(([field, value]) => !isDeepStrictEqual(value, Reflect.get(shown, field)))
    .map(([field]) => field);
  return fields.length === 0 ? [] : [`${name} shows other than its events say: ${fields.join(', ')}.`];
}
