import { TocsinError } from '../domain/errors.ts';
import { type Instant, MINUTE_MS, SECOND_MS } from '../domain/time.ts';
import { judgeAgain } from '../store/alert-again.ts';
import { keepParts } from '../store/alert-parts.ts';
import type { NewAlert } from '../store/alert-record.ts';
import { countWaiting, type KeptAlert, keepAlert } from '../store/alerts.ts';
import { lastChangeAt } from '../store/dataflow-history.ts';
import type { Store } from '../store/store.ts';

/** What one alert may have to be kept. What is more than is read (`alert-record.ts`) becomes a dead letter. */
export const MOST_ALERT_BYTES = 33_554_432;
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
  let changed: { at: number; last: Promise<Instant | null> } | null = null;
  /** Whether the register has changed since an alert was judged. */
  const isOutdated = async ({ settledAt }: KeptAlert): Promise<boolean> => {
    if (changed === null || nowMs() - changed.at >= COUNT_MS) {
      // The alert is kept by now: where this cannot be told, it is a repeat.
      changed = { at: nowMs(), last: lastChangeAt(store).catch(() => null) };
    }
    const last = await changed.last;
    return last !== null && settledAt !== undefined && settledAt < last;
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
      await keepParts(store, alert);
      const kept = await keepAlert(store, alert);
      const isAgain =
        kept.repeated &&
        kept.status === 'judged' &&
        (await isOutdated(kept)) &&
        (await judgeAgain(store, [kept._id], alert.receivedAt)) > 0;
      kick();
      if (isAgain) return { ...kept, status: 'waiting' };
      return kept;
    },
  };
}
