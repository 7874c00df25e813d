import { DateTime } from 'luxon';
import { DAY_MS, type Instant, plusMs, toInstant, toMs } from '../../domain/time.ts';
import { LOCALES } from '../languages/locales.ts';
import { clockName } from '../own-target.ts';
import { localDay } from '../time.ts';
import type { View } from '../view.ts';
import { type DeskClock, type Urgency, urgencyOf } from './model.ts';

/** Seven days of limits as lanes with points on them, without any drawing: where things lie, and what they say. */

export type WeekPoint = { at: Instant; urgency: Urgency; label: string };
export type WeekLane = { breachId: string; incident: string; exercise: boolean; since: Instant; points: WeekPoint[] };
export type WeekDay = { from: Instant; label: string; isWeekend: boolean; isToday: boolean };
export type Week = {
  from: Instant;
  until: Instant;
  days: WeekDay[];
  lanes: WeekLane[];
  /** Limits before and after what is shown, and whether lanes were left out. */
  earlier: number;
  later: number;
  isWhole: boolean;
};

const MOST_LANES = 8;

/**
 * The local days from `daysBack` before today on. Real incidents come in the order of their next limit, exercises after
 * them; clocks are running ones.
 */
export function weekOf(
  clocks: readonly DeskClock[],
  view: View,
  { daysBack, days }: { daysBack: number; days: number },
): Week {
  const { from, until, days: shownDays } = daysAround(view, { daysBack, days });
  const inside = clocks.filter(({ due }) => due >= from && due < until);
  const byBreach = Map.groupBy(inside, ({ breachId }) => breachId);
  // Only what is shown is put into words.
  const shown = [...byBreach.values()].sort(inOrder).slice(0, MOST_LANES);
  return {
    from,
    until,
    days: shownDays,
    lanes: shown.flatMap((own) => laneOf(own, view)),
    earlier: clocks.filter(({ due }) => due < from).length,
    later: clocks.filter(({ due }) => due >= until).length,
    isWhole: byBreach.size <= MOST_LANES,
  };
}

type Days = Pick<Week, 'from' | 'until' | 'days'>;
// Every desk of one day shows the same days, and the runtime takes long over where each begins.
const known = new Map<string, Days>();
const MOST_KNOWN = 100;

function daysAround(view: View, { daysBack, days }: { daysBack: number; days: number }): Days {
  const now = DateTime.fromMillis(toMs(view.now), { zone: view.zone, locale: LOCALES[view.language] });
  const key = `${now.toISODate()} ${view.zone} ${view.language} ${daysBack} ${days}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const today = now.startOf('day');
  const starts = Array.from({ length: days + 1 }, (_, i) => today.plus({ days: i - daysBack }));
  const around: Days = {
    from: instantOf(starts[0]),
    until: instantOf(starts.at(-1)),
    days: starts.slice(0, -1).map((day) => ({
      from: instantOf(day),
      label: localDay(instantOf(day), view, false),
      isWeekend: day.weekday > 5,
      isToday: day.hasSame(today, 'day'),
    })),
  };
  if (known.size === MOST_KNOWN) known.clear();
  known.set(key, around);
  return around;
}

function laneOf(clocks: readonly DeskClock[], view: View): WeekLane[] {
  const [first] = clocks;
  if (first === undefined) return [];
  const { breachId, incident, exercise } = first;
  const since = clocks.map(({ start }) => start).sort()[0] ?? first.start;
  const points = [...Map.groupBy(clocks, ({ due }) => due)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([at, own]) => pointOf(at, own, view));
  return [{ breachId, incident, exercise, since, points }];
}

/** Clocks with one limit are one point. */
function pointOf(at: Instant, clocks: readonly DeskClock[], view: View): WeekPoint[] {
  const [clock] = clocks;
  if (clock === undefined) return [];
  const urgency = urgencyOf(clock, view.now);
  const { severalDue, severalOverdue, pointOverdue } = view.words.desk;
  const several = clocks.length > 1;
  const late = several ? severalOverdue(clocks.length) : pointOverdue(clockName(view, clock));
  const time = DateTime.fromMillis(toMs(at), { zone: view.zone }).toFormat('HH:mm');
  const open = `${several ? severalDue(clocks.length) : clockName(view, clock)}, ${time}`;
  return [{ at, urgency, label: urgency === 'overdue' ? late : open }];
}

function inOrder(a: readonly DeskClock[], b: readonly DeskClock[]): number {
  const isDrill = ([first]: readonly DeskClock[]) => first?.exercise === true;
  if (isDrill(a) !== isDrill(b)) return isDrill(a) ? 1 : -1;
  const earliest = (own: readonly DeskClock[]) => own.map(({ due }) => due).sort()[0] ?? '';
  return earliest(a) < earliest(b) ? -1 : 1;
}

/** What the drawing says, in sentences. */
export function weekInWords({ days, lanes, later, until }: Week, view: View): string {
  const { desk } = view.words;
  const points = lanes.flatMap((lane) => lane.points);
  const overdue = points.filter(({ urgency }) => urgency === 'overdue').length;
  const perDay = days.flatMap(({ from, label }, i) => {
    const to = days[i + 1]?.from ?? until;
    const due = points.filter((p) => p.urgency !== 'overdue' && p.at >= from && p.at < to).length;
    return due === 0 ? [] : [desk.weekDay(due, label)];
  });
  const sentences = [overdue > 0 ? [desk.weekOverdue(overdue)] : [], perDay, later > 0 ? [desk.weekLater(later)] : []];
  return [...sentences.flat(), desk.weekTables].join(' ');
}

/** The days that a phone shows: from now on, as many hours as there is room for. */
export function fromNowOn(week: Week, now: Instant, days: number): Week {
  const until = plusMs(now, days * DAY_MS);
  const shown = week.lanes.map((lane) => ({ ...lane, points: lane.points.filter(({ at }) => at < until) }));
  return { ...week, from: now, until, lanes: shown.filter(({ points }) => points.length > 0) };
}

function instantOf(day: DateTime | undefined): Instant {
  return toInstant(day?.toMillis() ?? toMs(''));
}
