import { TocsinError } from '../domain/errors.ts';
import { MINUTE_MS, SECOND_MS } from '../domain/time.ts';
import type { NewAlert } from '../store/alert-record.ts';
import { countWaiting, type KeptAlert, keepAlert } from '../store/alerts.ts';
import type { Store } from '../store/store.ts';

/** What one alert may have: far more than any source sends in one, and what one row of the database can hold. */
export const MOST_ALERT_BYTES = 4_194_304;
/** So many alerts of one source may wait to be read. */
const MOST_WAITING = 100_000;
/** How long a count of those is believed. */
const COUNT_MS = 2 * SECOND_MS;

/** Takes alerts in: kept first, read afterwards. */
export type AlertInbox = {
  /**
   * Keeps an alert of a sender who is known.
   *
   * @throws TocsinError `rate-limited` where as many of its source wait as are kept; `unavailable` without a database
   */
  take(alert: NewAlert): Promise<KeptAlert>;
};

type InboxDeps = {
  store: Store;
  /** Milliseconds, for the age of a count. */
  nowMs: () => number;
  /** Something was kept. */
  kick: () => void;
  mostWaiting?: number;
};

/** The inbox over a store. What waits is counted now and then: it may be more by what comes in between. */
export function createAlertInbox({ store, nowMs, kick, mostWaiting = MOST_WAITING }: InboxDeps): AlertInbox {
  const counts = new Map<string, { at: number; isFull: Promise<boolean> }>();
  const isFull = (source: string): Promise<boolean> => {
    const last = counts.get(source);
    if (last !== undefined && nowMs() - last.at < COUNT_MS) return last.isFull;
    const fresh = countWaiting(store, source, mostWaiting).then((waiting) => waiting >= mostWaiting);
    // A database that is away says so when the alert is to be kept.
    const counted = fresh.catch(() => false);
    counts.set(source, { at: nowMs(), isFull: counted });
    return counted;
  };
  return {
    async take(alert) {
      if (await isFull(alert.source)) {
        const retryAfter = MINUTE_MS / SECOND_MS;
        const message =
          `${mostWaiting} alerts of ${alert.source} wait to be read already. This one was not kept: ` +
          `send it again in ${retryAfter} s.`;
        throw new TocsinError('rate-limited', message, undefined, { retryAfter });
      }
      const kept = await keepAlert(store, alert);
      kick();
      return kept;
    },
  };
}
