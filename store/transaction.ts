import type { ClientSession } from 'mongoose';
import { asStoreError } from './failures.ts';
import type { Store } from './store.ts';

/**
 * Does `work` whole or not at all. Repeated from the start when another transaction was in the way, so `work` must do
 * nothing beside its reads and writes in `session`.
 *
 * @throws TocsinError `unavailable` when the database does not answer, and whatever `work` throws
 */
export async function inTransaction<Result>(
  store: Store,
  work: (session: ClientSession) => Promise<Result>,
): Promise<Result> {
  try {
    return await store.connection.transaction(work, {
      readConcern: { level: 'snapshot' },
      writeConcern: { w: 'majority', journal: true },
    });
  } catch (error) {
    throw asStoreError(error);
  }
}
