import { TocsinError } from '../domain/errors.ts';
import type { Store } from './store.ts';

type Waiting<Item, Result> = { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void };

/**
 * Calls that write to the same place (`key`) go one after another, and those that come meanwhile go together: each for
 * itself they would only get in each other's way. Optional for correctness, as another process may be writing too.
 *
 * An item whose work throws fails alone; where the database does not answer, all that went together fail with
 * TocsinError `unavailable`.
 *
 * @param work does all of `items` whole or not at all, and gives their results in order
 * @param most items that go together, at most
 */
export function createBatches<Item, Result>(
  work: (store: Store, key: string, items: readonly Item[]) => Promise<readonly Result[]>,
  most: number,
): (store: Store, key: string, item: Item) => Promise<Result> {
  const queues = new WeakMap<Store, Map<string, Waiting<Item, Result>[]>>();

  async function drain(store: Store, key: string, ofStore: Map<string, Waiting<Item, Result>[]>): Promise<void> {
    for (;;) {
      const together = ofStore.get(key)?.splice(0, most) ?? [];
      if (together.length === 0) break;
      await doTogether(store, key, together);
    }
    ofStore.delete(key);
  }

  async function doTogether(store: Store, key: string, together: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const items = together.map(({ item }) => item);
      const results = await work(store, key, items);
      for (const [index, { resolve }] of together.entries()) resolve(results[index] as Result);
    } catch (error) {
      const isAway = error instanceof TocsinError && error.code === 'unavailable';
      // The failure of one undid the others: each by itself then.
      if (together.length > 1 && !isAway) for (const one of together) await doTogether(store, key, [one]);
      else for (const { reject } of together) reject(error);
    }
  }

  return (store, key, item) =>
    new Promise((resolve, reject) => {
      const ofStore = queues.get(store) ?? new Map<string, Waiting<Item, Result>[]>();
      queues.set(store, ofStore);
      const waiting = ofStore.get(key);
      if (waiting !== undefined) waiting.push({ item, resolve, reject });
      else {
        ofStore.set(key, [{ item, resolve, reject }]);
        void drain(store, key, ofStore);
      }
    });
}
