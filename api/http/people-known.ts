import { SECOND_MS, toMs } from '../../domain/time.ts';
import { isThere } from '../../services/task/owner.ts';
import type { Store } from '../../store/store.ts';
import { listUsers } from '../../store/users.ts';
import type { View } from '../../web/view.ts';
import type { ApiDeps } from '../deps.ts';

type Known = Pick<View, 'people' | 'gone'>;

const FRESH_MS = 30 * SECOND_MS;
const kept = new WeakMap<Store, { at: number; known: Promise<Known> }>();

/** An answer with the names of those whom it names by `user:<id>`, under `people`. */
export async function withPeople<T extends object>(
  deps: Pick<ApiDeps, 'store' | 'signInClock'>,
  answer: T,
): Promise<T & { people: Record<string, string> }> {
  const text = JSON.stringify(answer);
  const names = [...(await peopleKnown(deps)).people].filter(([by]) => text.includes(`"${by}"`));
  return { ...answer, people: Object.fromEntries(names) };
}

/**
 * Names of those who sign in, by what events record of them (`user:<id>`), and which of them can have no incident or
 * task any more. Read anew every half minute.
 */
export function peopleKnown({ store, signInClock }: Pick<ApiDeps, 'store' | 'signInClock'>): Promise<Known> {
  const now = toMs(signInClock());
  const last = kept.get(store);
  if (last !== undefined && Math.abs(now - last.at) < FRESH_MS) return last.known;
  const known = listUsers(store).then((users) => ({
    people: new Map(users.map(({ id, name }) => [`user:${id}`, name])),
    gone: new Set(users.filter((user) => !isThere(user)).map(({ id }) => `user:${id}`)),
  }));
  kept.set(store, { at: now, known });
  // A failure is not kept: the next page asks again.
  known.catch(() => kept.delete(store));
  return known;
}
