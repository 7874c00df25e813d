import { computeClock } from '../../domain/clock/compute.ts';
import type { ClockOptions } from '../../domain/clock/reading.ts';
import { ClockRule, type RunningRule } from '../../domain/clock/rule.ts';
import { InstantInput } from '../../domain/instant-input.ts';

/** A rule as a regime file writes it, checked by its schema; a target in hours is given as `hours`. */
export function rule(written: { kind: string; [field: string]: unknown }): RunningRule {
  const { hours, ...rest } = written;
  const isTarget = written.kind === 'soft-target' || written.kind === 'set-elsewhere';
  const parsed = ClockRule.parse(isTarget ? rest : written);
  return (isTarget ? { ...parsed, hours } : parsed) as RunningRule;
}

/** An ISO text with its offset, with or without seconds, as an instant in UTC. */
export function utc(text: string): string {
  return InstantInput.parse(text.replace(/T(\d\d:\d\d)(?=Z|[+-])/, 'T$1:00'));
}

/** `due` and `latest` of a rule for a start given as text, days read in `zone`. */
export function read(of: RunningRule, start: string, zone: string, options: ClockOptions = {}): (string | null)[] {
  const { due, latest } = computeClock(of, utc(start), 1, { zone, ...options });
  return [due, latest];
}

/** The rules as the laws write them, one name per way of counting. */
const DORA_KINDS = [
  'credit-institution',
  'central-counterparty',
  'trading-venue',
  'essential-entity',
  'important-entity',
  'financial-entity-without-relief',
];
const JAPAN = { startDayCounts: true, zone: 'Asia/Tokyo' };
export const RULES = {
  gdpr72: rule({ kind: 'eu-hours', hours: 72 }),
  cra24: rule({ kind: 'eu-hours', hours: 24 }),
  cra14days: rule({ kind: 'eu-days', days: 14 }),
  aiAct2days: rule({ kind: 'eu-days', days: 2 }),
  eprivacy3days: rule({ kind: 'eu-days', days: 3 }),
  nis2Final: rule({ kind: 'eu-months', months: 1, under: 'national' }),
  doraInitial: rule({
    kind: 'weekend-relief',
    notFor: DORA_KINDS,
    of: {
      kind: 'minimum',
      own: { kind: 'eu-hours', hours: 4 },
      other: { startsFrom: 'awareness', rule: { kind: 'eu-hours', hours: 24 } },
      disappliedAfterHours: 24,
    },
  }),
  doraIntermediate: rule({ kind: 'weekend-relief', notFor: DORA_KINDS, of: { kind: 'eu-hours', hours: 72 } }),
  doraFinal: rule({ kind: 'weekend-relief', of: { kind: 'eu-months', months: 1, roll: 'none' } }),
  sec4days: rule({
    kind: 'business-days',
    days: 4,
    calendar: 'us-federal',
    zone: 'America/New_York',
    cutOff: '17:30',
  }),
  brazil3days: rule({ kind: 'business-days', days: 3, calendar: 'br-national', zone: 'America/Sao_Paulo' }),
  brazil20days: rule({ kind: 'business-days', days: 20, calendar: 'br-national', zone: 'America/Sao_Paulo' }),
  colombia15days: rule({ kind: 'business-days', days: 15, calendar: 'co', zone: 'America/Bogota' }),
  californiaHealth: rule({ kind: 'business-days', days: 15, calendar: 'us-ca', zone: 'America/Los_Angeles' }),
  vermontAg: rule({
    kind: 'minimum',
    own: { kind: 'business-days', days: 14, calendar: 'us-vt', zone: 'America/New_York' },
    other: { startsFrom: 'consumer-notice', rule: { kind: 'at-event' } },
  }),
  hipaaYearly: rule({ kind: 'year-end', days: 60, zone: 'America/New_York' }),
  california30days: rule({ kind: 'calendar-days', days: 30, zone: 'America/Los_Angeles' }),
  singapore3days: rule({ kind: 'calendar-days', days: 3, zone: 'Asia/Singapore' }),
  japan5days: rule({ kind: 'calendar-days', days: 5, ...JAPAN }),
  japan30days: rule({ kind: 'calendar-days', days: 30, roll: 'next-business-day', calendar: 'jp', ...JAPAN }),
  elapsed72: rule({ kind: 'elapsed-hours', hours: 72 }),
  elapsed6: rule({ kind: 'elapsed-hours', hours: 6 }),
  malaysia72: rule({
    kind: 'minimum',
    bounds: 'due',
    own: { kind: 'elapsed-hours', hours: 72 },
    other: { startsFrom: 'occurrence', rule: { kind: 'elapsed-hours', hours: 72 } },
  }),
} as const satisfies Record<string, RunningRule>;
