import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, plusMs } from '../../../domain/time.ts';
import { isRecord } from '../../json-text.ts';
import { type Pull, PullFailure, type PullSteps } from '../../pull.ts';
import { askForToken, Feed, type Microsoft365Settings, type Page } from './feed.ts';

const EVERY_MS = 5 * MINUTE_MS;
/** It lists what became available within 24 hours, and keeps that for seven days; both with some room. */
const WINDOW_MS = 12 * HOUR_MS;
const REACH_MS = 7 * DAY_MS - HOUR_MS;
/** Looked at again each time: what is listed may be late. */
const OVERLAP_MS = HOUR_MS;

/** Up to when a kind of content was taken in, and which parts of it were since an hour before. */
type Known = { until: Instant; seen: readonly string[] };
type Window = { from: Instant; to: Instant };

/** Asks for the records that became available since, of each kind of content. */
export function pullContent(settings: Microsoft365Settings): Pull {
  return {
    source: 'microsoft-365',
    everyMs: EVERY_MS,
    *begin(before, now) {
      const feed = new Feed(settings, yield* askForToken(settings, now));
      yield* feed.subscribe();
      let kept = isRecord(before) ? (before as Readonly<Record<string, Known>>) : {};
      const oldest = plusMs(now, -REACH_MS);
      for (const type of settings.content) {
        let known = kept[type] ?? { until: oldest, seen: [] };
        while (known.until < now) {
          const from = later(oldest, plusMs(known.until, -OVERLAP_MS));
          const window = { from, to: earlier(now, plusMs(from, WINDOW_MS)) };
          const seen = new Set(known.seen);
          const keep = () => ({ ...kept, [type]: { ...known, seen: [...seen] } });
          const late = yield* takeWindow(feed, type, window, { seen, keep });
          known = { until: window.to, seen: late };
          kept = { ...kept, [type]: known };
          yield { keep: kept };
        }
      }
    },
  };
}

/**
 * Takes in what became available meanwhile and was not seen. After each page it is kept, so that a turn that is broken
 * off is not begun anew.
 *
 * @returns what is to be looked at again
 */
function* takeWindow(
  feed: Feed,
  type: string,
  { from, to }: Window,
  { seen, keep }: { seen: Set<string>; keep: () => unknown },
): PullSteps<string[]> {
  const late: string[] = [];
  const listed = new Set<string>();
  for (let page: string | null = feed.listing(type, from, to); page !== null; ) {
    // Pages that go round in a circle would be asked for without an end.
    if (listed.has(page)) throw new PullFailure('unexpected');
    listed.add(page);
    const { parts, next }: Page = yield* feed.list(page);
    for (const { key, url, createdAt } of parts) {
      if (!seen.has(key)) yield* feed.take(url);
      seen.add(key);
      if (createdAt >= plusMs(to, -OVERLAP_MS)) late.push(key);
    }
    yield { keep: keep() };
    page = next;
  }
  return late;
}

function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}

function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}
