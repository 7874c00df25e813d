import { SECOND_MS, toMs } from '../../domain/time.ts';
import type { Store } from '../../store/store.ts';
import { listUsers } from '../../store/users.ts';
import type { ApiDeps } from '../deps.ts';

const FRESH_MS = 30 * SECOND_MS;
const kept = new WeakMap<Store, { at: number; names: Promise<ReadonlyMap<string, string>> }>();

/** An answer with the names of those whom it names by `user:<id>`, under `people`. */
export async function withPeople<T extends object>(
  deps: Pick<ApiDeps, 'store' | 'signInClock'>,
  answer: T,
): Promise<T & { people: Record<string, string> }> {
  const text = JSON.stringify(answer);
  const names = [...(await peopleNames(deps))].filter(([by]) => text.includes(`"${by}"`));
  return { ...answer, people: Object.fromEntries(names) };
}

/** Names of those who sign in, by what events record of them (`user:<id>`). Read anew every half minute. */
export function peopleNames({ store, signInClock }: Pick<ApiDeps, 'store' | 'signInClock'>) {
  const now = toMs(signInClock());
  const last = kept.get(store);
  if (last !== undefined && Math.abs(now - last.at) < FRESH_MS) return last.names;
  const names = listUsers(store).then((users) => new Map(users.map((user) => [`user:${user.id}`, user.name])));
  kept.set(store, { at: now, names });
  // A failure is not kept: the next page asks again.
  names.catch(() => kept.delete(store));
  return names;
}
