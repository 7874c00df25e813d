import { IANAZone } from 'luxon';
import { DAY_MS, type Instant, SECOND_MS, toInstant, toMs } from '../time.ts';
import type { Day } from './days.ts';

/**
 * Civil time of an IANA zone. Offsets come from the runtime's time-zone data and are kept as the few spans of a year in
 * which they are constant: a plan asks for hundreds of them.
 */

/** From `from` (ms since 1970 UTC) until the next span, clocks show UTC plus `offset` ms. */
type Span = { from: number; offset: number };

/** The local day on which an instant falls. */
export function localDay(instant: Instant, zone: string): Day {
  return Math.floor(localMs(toMs(instant), zone) / DAY_MS);
}

/** The first instant of a local day: midnight, or where the clock jumps over midnight, the instant of the jump. */
export function startOfDay(day: Day, zone: string): Instant {
  return atClockTime(day, 0, zone);
}

/** The end of a day's last hour, which is where the next one begins. Show it as 24:00; it is no part of the day. */
export function endOfDay(day: Day, zone: string): Instant {
  return startOfDay(day + 1, zone);
}

/**
 * The instant at which clocks in `zone` show `time` (ms after midnight) on a day. A time that occurs twice is the
 * earlier instant; one that the clock jumps over is the instant of the jump.
 */
export function atClockTime(day: Day, time: number, zone: string): Instant {
  const local = day * DAY_MS + time;
  const spans = spansOf(zone, new Date(local).getUTCFullYear());
  const at = spans.findIndex(({ offset }, i) => local - offset < (spans[i + 1]?.from ?? Number.POSITIVE_INFINITY));
  return toInstant(Math.max(local - offsetOf(spans, at), spans[at]?.from ?? Number.NEGATIVE_INFINITY));
}

/**
 * The clock time of an instant in ms after midnight. While clocks are about to be turned back over it, the time they
 * will show then: so that of two starts in a repeated hour the earlier one never gets the later deadline.
 */
export function clockTimeOf(instant: Instant, zone: string): number {
  const ms = toMs(instant);
  const spans = spansOf(zone, new Date(ms).getUTCFullYear());
  const at = indexAt(spans, ms);
  const next = spans[at + 1];
  const local = ms + offsetOf(spans, at);
  const repeated = next !== undefined && next.from + next.offset <= local ? next.from + next.offset : local;
  return Math.max(repeated - Math.floor(local / DAY_MS) * DAY_MS, 0);
}

function localMs(ms: number, zone: string): number {
  const spans = spansOf(zone, new Date(ms).getUTCFullYear());
  return ms + offsetOf(spans, indexAt(spans, ms));
}

function indexAt(spans: Span[], ms: number): number {
  let at = 0;
  while (at + 1 < spans.length && (spans[at + 1]?.from ?? 0) <= ms) at++;
  return at;
}

function offsetOf(spans: Span[], at: number): number {
  return spans[at]?.offset ?? 0;
}

const known = new Map<string, Map<number, Span[]>>();
const MARGIN_MS = 3 * DAY_MS;
/** Shorter than any summer time, also that of Morocco around Ramadan. */
const STRIDE_MS = 5 * DAY_MS;

/** The spans of a UTC year and three days on either side, the first one open towards the past. */
function spansOf(zone: string, year: number): Span[] {
  const years = known.get(zone) ?? new Map<number, Span[]>();
  const found = years.get(year);
  if (found !== undefined) return found;
  const iana = IANAZone.create(zone);
  const offset = (ms: number) => Math.round(iana.offset(ms) * 60) * SECOND_MS;
  const [from, to] = [startOfYear(year) - MARGIN_MS, startOfYear(year + 1) + MARGIN_MS];
  const spans: Span[] = [{ from: Number.NEGATIVE_INFINITY, offset: offset(from) }];
  for (let ms = from; ms < to; ms += STRIDE_MS) {
    const end = Math.min(ms + STRIDE_MS, to);
    const [before, after] = [offset(ms), offset(end)];
    if (before !== after) spans.push({ from: changeBetween(ms, end, (at) => offset(at) !== before), offset: after });
  }
  known.set(zone, years.set(year, spans));
  return spans;
}

/** In ms since 1970. `Date.UTC` takes the years 0 to 99 for those of the twentieth century. */
function startOfYear(year: number): number {
  return new Date(0).setUTCFullYear(year, 0, 1);
}

/** The first full second in (`low`, `high`] for which `isAfter` holds. */
function changeBetween(low: number, high: number, isAfter: (ms: number) => boolean): number {
  let [before, after] = [low, high];
  while (after - before > SECOND_MS) {
    const middle = before + Math.floor((after - before) / 2 / SECOND_MS) * SECOND_MS;
    if (isAfter(middle)) after = middle;
    else before = middle;
  }
  return after;
}
