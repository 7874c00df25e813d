import { z } from 'zod';
import { ENTITY_KINDS } from '../entities.ts';
import { Slug } from '../identifier.ts';
import { CalendarName } from './calendar-name.ts';
import { ClockStart } from './start.ts';
import { ZoneName } from './zone-name.ts';

/**
 * How a period is counted, as data: one variant per way of counting that a law uses. The arithmetic of each stands in
 * the file named after it. A period in hours, days or months always runs from the original start, never from another
 * end.
 */

const hours = z.int().min(1).max(8_784);
const days = z.int().min(1).max(732);

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a clock time such as 17:30');

/**
 * Why Regulation 1182/71 is read: `eu` directly; `national` because a directive's transposition usually counts alike
 * (for Germany VwVfG § 31 with BGB §§ 187 to 193); `uk` through UK GDPR Art. 4A or PECR reg. 2(5) and (6).
 */
const under = z.enum(['eu', 'national', 'uk']).default('eu');

/**
 * Hours of Regulation 1182/71, Art. 3(1): due after plain elapsed time; latest without the hour of the event. No roll.
 */
export const EuHours = z.strictObject({ kind: z.literal('eu-hours'), hours, under });
export type EuHours = z.infer<typeof EuHours>;

/** Elapsed hours of a law with no rounding of its own: `latest` equals `due`. Nights, weekends and holidays count. */
export const ElapsedHours = z.strictObject({ kind: z.literal('elapsed-hours'), hours });
export type ElapsedHours = z.infer<typeof ElapsedHours>;

/**
 * Days of Regulation 1182/71: due at the same clock time on the last day; latest at its end, rolled to a working day
 * (Art. 3(4)) and with at least two working days in it (Art. 3(5)). Calendar: of the place where the filing is made.
 */
export const EuDays = z.strictObject({
  kind: z.literal('eu-days'),
  days,
  under,
  zone: ZoneName.optional(),
  calendar: CalendarName.optional(),
});
export type EuDays = z.infer<typeof EuDays>;

/**
 * Months of Regulation 1182/71, Art. 3(2)(c): the same-numbered day, or the month's last day. Due at the same clock
 * time; latest at the day's end, rolled (Art. 3(4)) unless `roll` is `none` because the act has a rule of its own.
 */
export const EuMonths = z.strictObject({
  kind: z.literal('eu-months'),
  months: z.int().min(1).max(24),
  under,
  roll: z.enum(['none', 'next-business-day']).default('next-business-day'),
  zone: ZoneName.optional(),
  calendar: CalendarName.optional(),
});
export type EuMonths = z.infer<typeof EuMonths>;

/**
 * Calendar days to the end of the last one. The start's own day is day 1 where `startDayCounts` (Japan, PPC guideline),
 * else day 0. `roll` moves `latest`, never `due`, off days that are closed in `calendar`.
 */
export const CalendarDays = z
  .strictObject({
    kind: z.literal('calendar-days'),
    days,
    startDayCounts: z.boolean().default(false),
    roll: z.enum(['none', 'next-business-day']).default('none'),
    zone: ZoneName.optional(),
    calendar: CalendarName.optional(),
  })
  .refine((rule) => rule.roll === 'none' || rule.calendar !== undefined, {
    path: ['calendar'],
    error: 'a period that rolls names the calendar it rolls in',
  });
export type CalendarDays = z.infer<typeof CalendarDays>;

/**
 * Business days after the start's own day, to `cutOff` (a clock time in `zone`) or the end of the last one. Days off of
 * contested standing (Carnival, closures by order) count as business days for `due` and are skipped for `latest`.
 */
export const BusinessDays = z.strictObject({
  kind: z.literal('business-days'),
  days,
  calendar: CalendarName,
  zone: ZoneName,
  cutOff: clockTime.optional(),
});
export type BusinessDays = z.infer<typeof BusinessDays>;

/** Days after the end of the calendar year in which the start falls (45 CFR 164.408(c)). No roll. */
export const YearEnd = z.strictObject({ kind: z.literal('year-end'), days, zone: ZoneName.optional() });
export type YearEnd = z.infer<typeof YearEnd>;

/**
 * No later than the event itself, such as the notice to consumers (815 ILCS 530/10(e)): due and latest are the start.
 */
export const AtEvent = z.strictObject({ kind: z.literal('at-event') });
export type AtEvent = z.infer<typeof AtEvent>;

const Period = z.discriminatedUnion('kind', [
  EuHours,
  ElapsedHours,
  EuDays,
  EuMonths,
  CalendarDays,
  BusinessDays,
  YearEnd,
  AtEvent,
]);
export type Period = z.infer<typeof Period>;

/**
 * The earlier of two clocks: `own` from the obligation's start, `other` from another event where that is recorded.
 * `disappliedAfterHours`: no `other` when the start comes more than that after it (RTS (EU) 2025/301, Art. 5(2)).
 * `bounds: due`: a cautious reading that alarms earlier and leaves `latest` to `own` (Malaysia: occurrence).
 */
export const Minimum = z.strictObject({
  kind: z.literal('minimum'),
  own: Period,
  other: z.strictObject({ startsFrom: ClockStart, rule: Period }),
  disappliedAfterHours: hours.optional(),
  bounds: z.enum(['both', 'due']).default('both'),
});
export type Minimum = z.infer<typeof Minimum>;

/**
 * Weekend relief (RTS (EU) 2025/301, Art. 5(4)): a `latest` on a weekend day or bank holiday of the entity's Member
 * State moves to `until` (noon) of the next working day, except for the kinds in `notFor` (Art. 5(5) and (6)). `due`
 * takes no relief.
 */
export const WeekendRelief = z.strictObject({
  kind: z.literal('weekend-relief'),
  of: z.discriminatedUnion('kind', [...Period.options, Minimum]),
  until: clockTime.default('12:00'),
  notFor: z.array(z.enum(ENTITY_KINDS)).default([]),
  zone: ZoneName.optional(),
  calendar: CalendarName.optional(),
});
export type WeekendRelief = z.infer<typeof WeekendRelief>;

/** Words by which a law asks for speed without a number. */
export const PROMPT_WORDS = [
  'without undue delay',
  'immediately',
  'as soon as possible',
  'as soon as practicable',
  'as soon as feasible',
  'promptly',
  'without delay',
] as const;

/**
 * No number in the law: a target in hours of the organisation, by its name in `organisation.yaml`. Never shown as law.
 */
export const SoftTarget = z.strictObject({
  kind: z.literal('soft-target'),
  soft: Slug,
  wording: z.enum(PROMPT_WORDS).default('without undue delay'),
});
export type SoftTarget = z.infer<typeof SoftTarget>;

/**
 * A period that an order, a request or a contract sets. Where its end is recorded, that instant is `due` and `latest`
 * (a contract's is `policy`, not law); until then the organisation's target `soft` runs.
 */
export const SetElsewhere = z.strictObject({
  kind: z.literal('set-elsewhere'),
  by: z.enum(['order', 'request', 'contract']),
  soft: Slug,
});
export type SetElsewhere = z.infer<typeof SetElsewhere>;

/** A duty that never runs out, such as a register entry or a form: it has no clock, and says why. */
export const NoClock = z.strictObject({ kind: z.literal('no-clock'), reason: z.string().trim().min(10).max(600) });
export type NoClock = z.infer<typeof NoClock>;

/** Every way a deadline is counted, as a regime file writes it. */
export const ClockRule = z.discriminatedUnion('kind', [
  ...Period.options,
  Minimum,
  WeekendRelief,
  SoftTarget,
  SetElsewhere,
  NoClock,
]);
export type ClockRule = z.infer<typeof ClockRule>;

/** The same with the organisation's targets looked up: `hours` is the target that `soft` names. */
export type ResolvedRule =
  | Exclude<ClockRule, SoftTarget | SetElsewhere>
  | (SoftTarget & { hours: number })
  | (SetElsewhere & { hours: number });

/** A rule that has a clock: everything but `no-clock`. */
export type RunningRule = Exclude<ResolvedRule, NoClock>;
