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
/** How long a count is believed where there is room: other processes take alerts in as well. */
const ROOM_MS = MINUTE_MS;
/** Where what this process took in since may have filled it. */
const NEARLY_FULL_MS = 2 * SECOND_MS;
/** Where it is full: counting takes from the processor what would empty it. */
const FULL_MS = 10 * SECOND_MS;
/** How long it is believed that the register has not changed. */
const REGISTER_MS = 2 * SECOND_MS;

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
    const waiting = countWaiting(store, source, mostWaiting).catch(() => {
      // A database that is away says so when the alert is to be kept; the next one is counted for.
      if (counts.get(source) === count) counts.delete(source);
      return 0;
    });
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

  let changed: { at: number; last: Promise<Instant | null> } | null = null;
  /** Whether the register has changed since an alert was judged. */
  const isOutdated = async ({ settledAt }: KeptAlert): Promise<boolean> => {
    if (changed === null || Math.abs(nowMs() - changed.at) >= REGISTER_MS) {
      // The alert is kept by now: where this cannot be told, it is a repeat.
      changed = { at: nowMs(), last: lastChangeAt(store).catch(() => null) };
    }
    const last = await changed.last;
    return last !== null && settledAt !== undefined && settledAt < last;
  };

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
      await keepParts(store, alert);
      const kept = await keepAlert(store, alert);
      if (!kept.repeated) count.since += 1;
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
