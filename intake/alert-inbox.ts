import { TocsinError } from '../domain/errors.ts';
import { MINUTE_MS, SECOND_MS } from '../domain/time.ts';
import type { NewAlert } from '../store/alert-record.ts';
import { countWaiting, type KeptAlert, keepAlert } from '../store/alerts.ts';
import type { Store } from '../store/store.ts';

/** What one alert may have: far more than any source sends in one, and what one row of the database can hold. */
export const MOST_ALERT_BYTES = 4_194_304;
/** So many alerts of one source may wait to be read. */
const MOST_WAITING = 100_000;
/** How long a count is believed where there is room: other processes take alerts in as well. */
const ROOM_MS = MINUTE_MS;
/** Where what this process took in since may have filled it. */
const NEARLY_FULL_MS = 2 * SECOND_MS;
/** Where it is full: counting takes from the processor what would empty it. */
const FULL_MS = 10 * SECOND_MS;

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

/** What waits of a source: as it was counted, and what this process has taken in since. */
type Count = { at: number; waiting: Promise<number>; since: number };

/**
 * The inbox over a store. What waits is counted anew only where it may be as much as may wait, so that a storm is not
 * counted again and again: it can be more than that by what comes in between two counts.
 */
export function createAlertInbox({ store, nowMs, kick, mostWaiting = MOST_WAITING }: InboxDeps): AlertInbox {
  const counts = new Map<string, Count>();

  function countAnew(source: string): Count {
    // A database that is away says so when the alert is to be kept.
    const waiting = countWaiting(store, source, mostWaiting).catch(() => 0);
    const count = { at: nowMs(), waiting, since: 0 };
    counts.set(source, count);
    return count;
  }

  async function isBelieved({ at, waiting, since }: Count): Promise<boolean> {
    const counted = await waiting;
    const mayBeFull = counted + since >= mostWaiting;
    const age = nowMs() - at;
    return age >= 0 && age < (counted >= mostWaiting ? FULL_MS : mayBeFull ? NEARLY_FULL_MS : ROOM_MS);
  }

  async function countOf(source: string): Promise<Count> {
    const last = counts.get(source);
    if (last !== undefined && (await isBelieved(last))) return last;
    const newest = counts.get(source);
    // Somebody else may have begun to count meanwhile.
    return newest === undefined || newest === last ? countAnew(source) : newest;
  }

  return {
    async take(alert) {
      const count = await countOf(alert.source);
      if ((await count.waiting) >= mostWaiting) {
        const retryAfter = MINUTE_MS / SECOND_MS;
        const message =
          `${mostWaiting} alerts of ${alert.source} wait to be read already. This one was not kept: ` +
          `send it again in ${retryAfter} s.`;
        throw new TocsinError('rate-limited', message, undefined, { retryAfter });
      }
      const kept = await keepAlert(store, alert);
      if (!kept.repeated) count.since += 1;
      kick();
      return kept;
    },
  };
}
