import { createLogger } from '../../config/logger.ts';
import type { Pull } from '../../detection/pull.ts';
import { createAlertInbox } from '../../intake/alert-inbox.ts';
import { createAsking } from '../../intake/pull-asking.ts';
import { createPulling, type Pulling } from '../../intake/pulling.ts';
import { alertsOf, openRaw } from '../../store/alert-record.ts';
import { databaseOf } from '../../store/driver.ts';
import type { TestApi } from './api.ts';

/** What asks alert sources, as a process of the API does; a turn is taken when a test says so. */
export function pullingOf(api: TestApi, pull: Pull, { timeoutMs = 5_000, mostWaiting = 1_000 } = {}): Pulling {
  return createPulling({
    ...{ store: api.store, pulls: [pull], trusted: api.trusted, clock: () => api.now },
    inbox: createAlertInbox({ store: api.store, nowMs: Date.now, kick: () => undefined, mostWaiting }),
    ask: createAsking(fetch, timeoutMs),
    log: createLogger('test', 'silent'),
    every: () => () => undefined,
  });
}

/** The bodies of all alerts that were kept, in the order in which they came. */
export async function keptBodies({ store }: TestApi): Promise<Record<string, unknown>[]> {
  const docs = await alertsOf(store).find().sort({ $natural: 1 }).toArray();
  return docs.map((doc) => JSON.parse(openRaw(store, doc).toString()) as Record<string, unknown>);
}

/** As if no alert had come, and no source been asked. */
export async function forgetAlerts({ store }: TestApi): Promise<void> {
  await alertsOf(store).deleteMany({});
  await databaseOf(store)
    .collection('alertSources')
    .updateMany({}, { $unset: { pull: '', pullAt: '' } });
}
