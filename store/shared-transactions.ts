import type { ClientSession } from 'mongoose';
import { TocsinError } from '../domain/errors.ts';
import type { Store } from './store.ts';
import { inTransaction } from './transaction.ts';

/** Does all of `items` in one transaction; the results in their order. */
type Work<Item, Result> = (store: Store, session: ClientSession, items: readonly Item[]) => Promise<Result[]>;
type Waiting<Item, Result> = { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void };

/** So many share a transaction that it stays short. */
const MOST_TOGETHER = 50;

/**
 * Serialises increments of one counter. Optional for correctness; avoids write-conflict retries. What comes in while a
 * transaction runs shares the next one. An item whose work throws fails alone; where the database does not answer, all
 * of a transaction fail with TocsinError `unavailable`.
 */
export function createSharedTransactions<Item, Result>(
  work: Work<Item, Result>,
): (store: Store, item: Item) => Promise<Result> {
  const queues = new WeakMap<Store, Waiting<Item, Result>[]>();

  async function doAll(store: Store, queue: Waiting<Item, Result>[]): Promise<void> {
    while (queue.length > 0) await doTogether(store, queue.splice(0, MOST_TOGETHER));
    queues.delete(store);
  }

  async function doTogether(store: Store, together: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const items = together.map(({ item }) => item);
      const results = await inTransaction(store, (session) => work(store, session, items));
      for (const [index, { resolve }] of together.entries()) resolve(results[index] as Result);
    } catch (error) {
      const isOutage = error instanceof TocsinError && error.code === 'unavailable';
      // The failure of one undid the others: each by itself then.
      if (together.length > 1 && !isOutage) for (const one of together) await doTogether(store, [one]);
      else for (const { reject } of together) reject(error);
    }
  }

  return (store, item) =>
    new Promise((resolve, reject) => {
      const queue = queues.get(store) ?? [];
      queue.push({ item, resolve, reject });
      if (queues.has(store)) return;
      queues.set(store, queue);
      void doAll(store, queue);
    });
}
