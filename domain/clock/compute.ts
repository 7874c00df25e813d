import { TocsinError } from '../errors.ts';
import type { Clock } from '../plan/types.ts';
import type { ClockRule } from '../policy/compiled.ts';
import { HOUR_MS, type Instant, plusMs, toMs } from '../time.ts';
import { euHoursLatest, euHoursSteps } from './eu-hours.ts';
import { count, showInstant } from './words.ts';

/** What a rule says about a start: the conservative instant, the latest defensible one, and how they came about. */
type Reading = { due: Instant; latest: Instant | null; steps: string[] };

/**
 * The clock of one duty, from the instant its period starts. Pure: no zone and no present time are read.
 * @param scale how many times faster than the law an exercise runs; 1 for a real breach
 */
export function computeClock(rule: ClockRule, start: Instant, scale = 1): Clock {
  const real = readRule(rule, start);
  const due = atPace(start, real.due, scale);
  const latest = real.latest === null ? null : atPace(start, real.latest, scale);
  const steps = scale === 1 ? real.steps : [...real.steps, ...exerciseSteps(scale, due, latest)];
  const basis = rule.rule === 'soft-target' ? 'policy' : 'law';
  return { start, due, latest, rule: `${rule.rule}-${rule.hours}`, basis, steps };
}

function readRule(rule: ClockRule, start: Instant): Reading {
  const due = plusMs(start, rule.hours * HOUR_MS);
  switch (rule.rule) {
    case 'eu-hours': {
      const latest = euHoursLatest(start, rule.hours);
      return { due, latest, steps: euHoursSteps(start, rule.hours, due, latest) };
    }
    case 'soft-target': {
      const steps = [
        `Starts at ${showInstant(start)}.`,
        'The law says "without undue delay" and names no number.',
        `The organisation's own target '${rule.soft}' is ${count(rule.hours, 'hour')}: ${showInstant(due)}.`,
      ];
      return { due, latest: null, steps };
    }
  }
}

/**
 * The instant an exercise reaches when the law's clock would reach `real`. Rounded down to the millisecond, which keeps
 * the order of instants and never gives more time than the pace allows.
 */
export function atPace(start: Instant, real: Instant, scale: number): Instant {
  return plusMs(start, scaledMs(toMs(real) - toMs(start), scale));
}

/** A duration in milliseconds at the pace of an exercise. */
export function scaledMs(ms: number, scale: number): number {
  return Math.floor(ms / scale);
}

/** Refuses a pace that would stretch time or break the arithmetic. */
export function checkScale(scale: number): void {
  if (Number.isFinite(scale) && scale >= 1 && scale <= 1_000_000) return;
  throw new TocsinError('bad-input', `The scale of an exercise is a number from 1 to 1000000, not ${scale}.`, 'scale');
}

function exerciseSteps(scale: number, due: Instant, latest: Instant | null): string[] {
  const last = latest === null ? '' : `, latest ${showInstant(latest)}`;
  return [`Exercise: time runs ${scale} times faster, which gives due ${showInstant(due)}${last}.`];
}
