import { DateTime, IANAZone } from 'luxon';
import { z } from 'zod';
import { Email } from '../email.ts';
import { Slug } from '../identifier.ts';
import { DAY_MS, type Instant, MINUTE_MS } from '../time.ts';

/** The on-call rota: who is on duty when. Hours are those on the wall in its zone, at every change of clocks. */

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const DAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const DAY_MINUTES = DAY_MS / MINUTE_MS;
const WEEK_MINUTES = DAYS.length * DAY_MINUTES;

const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time on the wall such as 09:00');

/** A mailbox of a role, or a user who signs in: their address is then the one of their sign-in. */
const OnDuty = z.union(
  [
    z.strictObject({ label: z.string().trim().min(2).max(100), email: Email, slackChannel: z.string().optional() }),
    z.strictObject({ user: z.string().trim().min(1).max(100) }),
  ],
  'a mailbox (label, email), or a user (user)',
);
export type OnDuty = z.infer<typeof OnDuty>;

/** Hours of some days; to an earlier time, or to the same one, is to that of the next day. */
const Shift = z.strictObject({
  days: z
    .array(z.enum(DAYS))
    .min(1)
    .default([...DAYS]),
  from: wallTime,
  to: wallTime,
  /** Who is on duty in it, a week each, in turn. */
  weeks: z.array(Slug).min(1).max(60),
});
type Shift = z.infer<typeof Shift>;

export const Rota = z
  .strictObject({
    zone: z.string().refine((zone) => IANAZone.isValidZone(zone), 'an IANA time zone such as Europe/Berlin'),
    /** The day of the first hand-over: from then on it is handed over every week, on the same day. */
    since: z.iso.date('a day such as 2026-11-02'),
    /** At which time it is handed over. */
    handOver: wallTime,
    who: z.record(Slug, OnDuty),
    shifts: z.array(Shift).min(1).max(50),
  })
  .superRefine(({ shifts, who }, context) => {
    for (const [index, { weeks }] of shifts.entries()) {
      for (const [place, name] of weeks.entries()) {
        if (who[name] !== undefined) continue;
        const message = `there is nobody '${name}' under who; there are ${Object.keys(who).join(', ') || 'none'}`;
        context.addIssue({ code: 'custom', path: ['shifts', index, 'weeks', place], message });
      }
    }
    const holes = holesIn(shifts);
    if (holes.length === 0) return;
    const named = holes.map(([from, to]) => `from ${momentOf(from)} to ${momentOf(to)}`);
    const message = `nobody is on duty ${named.join('; ')}`;
    context.addIssue({ code: 'custom', path: ['shifts'], message, params: { holes } });
  });
export type Rota = z.infer<typeof Rota>;

/** The users that it names; whether they can be told depends on the day. */
export function usersOf({ who }: Rota): string[] {
  return Object.values(who).flatMap((each) => ('user' in each ? [each.user] : []));
}

/** The names of those who are on duty at an instant, without repetition. */
export function onDutyAt(rota: Rota, at: Instant): string[] {
  const { shifts, zone, since, handOver } = rota;
  const local = DateTime.fromISO(at, { zone });
  const minute = (local.weekday - 1) * DAY_MINUTES + local.hour * 60 + local.minute;
  // Both as times on the wall, so that a week has seven days also where clocks change in it.
  const wall = local.setZone('utc', { keepLocalTime: true }).toMillis();
  const first = DateTime.fromISO(`${since}T${handOver}`, { zone: 'utc' }).toMillis();
  const week = Math.floor((wall - first) / (DAYS.length * DAY_MS));
  const names = shifts
    .filter((shift) => spansOf(shift).some(([from, to]) => from <= minute && minute < to))
    .map(({ weeks }) => weeks.at(week % weeks.length) ?? '');
  return [...new Set(names)];
}

/** Minutes of the week, from Monday 00:00; a shift over the end of Sunday is two. */
function spansOf({ days, from, to }: Shift): [number, number][] {
  return days.flatMap((day): [number, number][] => {
    const start = DAYS.indexOf(day) * DAY_MINUTES + minutesOf(from);
    const length = minutesOf(to) - minutesOf(from);
    const end = start + (length > 0 ? length : length + DAY_MINUTES);
    return end <= WEEK_MINUTES
      ? [[start, end]]
      : [
          [start, WEEK_MINUTES],
          [0, end - WEEK_MINUTES],
        ];
  });
}

/** Each time of the week that no shift has, in minutes from Monday 00:00. One over the end of Sunday is one. */
function holesIn(shifts: readonly Shift[]): (readonly [number, number])[] {
  const spans = shifts.flatMap(spansOf).toSorted(([a], [b]) => a - b);
  const holes: [number, number][] = [];
  let reached = 0;
  for (const [from, to] of spans) {
    if (from > reached) holes.push([reached, from]);
    reached = Math.max(reached, to);
  }
  if (reached < WEEK_MINUTES) holes.push([reached, WEEK_MINUTES]);
  const [first, last] = [holes[0], holes.at(-1)];
  const isJoined = first?.[0] === 0 && last?.[1] === WEEK_MINUTES;
  return isJoined ? [...holes.slice(1, -1), [last[0], first[1]] as const] : holes;
}

function momentOf(minute: number): string {
  const within = minute % WEEK_MINUTES;
  const [hours, minutes] = [Math.floor((within % DAY_MINUTES) / 60), within % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return `${DAY_NAMES[Math.floor(within / DAY_MINUTES)]} ${two(hours)}:${two(minutes)}`;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Hours in which warnings of our own targets wait that name nobody on duty. Those of duties never wait. */
export const QuietHours = z
  .strictObject({ from: wallTime, to: wallTime })
  .refine(({ from, to }) => from !== to, { path: ['to'], error: 'another time than from' });
export type QuietHours = z.infer<typeof QuietHours>;

/** The instant itself, or, where it falls into quiet hours, the end of them. */
export function afterQuiet(quiet: QuietHours | undefined, zone: string, at: Instant): Instant {
  if (quiet === undefined) return at;
  const local = DateTime.fromISO(at, { zone });
  const minute = local.hour * 60 + local.minute;
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)];
  const isQuiet = from < to ? from <= minute && minute < to : minute >= from || minute < to;
  if (!isQuiet) return at;
  const day = minute < to ? local : local.plus({ days: 1 });
  const end = day.set({ hour: Math.floor(to / 60), minute: to % 60, second: 0, millisecond: 0 });
  return end.toUTC().toISO({ precision: 'milliseconds' }) ?? at;
}
