import type { Store } from './store.ts';

const last = new WeakMap<Store, Promise<unknown>>();

/**
 * Does `work` after all earlier work of this process on this store. It saves transactions that take turns at the same
 * counter from getting in each other's way; they would be right without it, and many times slower.
 */
export function inTurn<Result>(store: Store, work: () => Promise<Result>): Promise<Result> {
  const turn = (last.get(store) ?? Promise.resolve()).then(work, work);
  last.set(store, turn);
  return turn;
}
