import type { Instant } from '../domain/time.ts';
import { type AlertDoc, alertsOf } from './alert-record.ts';
import { asStoreError } from './failures.ts';
import type { Store } from './store.ts';

/** Alerts that are read together, and their bytes. */
const BATCH = 100;
const BATCH_BYTES = 8_388_608;

/**
 * Every alert that came in from `since` on and before `until`, oldest first, in batches: never more in memory than one.
 *
 * @throws TocsinError `unavailable` when the database does not answer
 */
export async function* alertBatches(
  store: Store,
  { since, until }: { since: Instant; until: Instant },
): AsyncGenerator<AlertDoc[]> {
  const cursor = alertsOf(store)
    .find({ receivedAt: { $gte: since, $lt: until } })
    .sort({ receivedAt: 1, _id: 1 })
    .batchSize(BATCH);
  try {
    let batch: AlertDoc[] = [];
    let bytes = 0;
    for await (const doc of cursor) {
      batch.push(doc);
      bytes += doc.size;
      if (batch.length < BATCH && bytes < BATCH_BYTES) continue;
      yield batch;
      batch = [];
      bytes = 0;
    }
    if (batch.length > 0) yield batch;
  } catch (error) {
    throw asStoreError(error);
  }
}
