import { TocsinError } from '../errors.ts';
import type { Clock } from '../plan/types.ts';
import { type Instant, plusMs, toMs } from '../time.ts';
import { readMinimum } from './minimum.ts';
import { nameOf } from './name.ts';
import { readPeriod } from './period.ts';
import type { ClockOptions } from './reading.ts';
import type { RunningRule } from './rule.ts';
import type { ClockStart } from './start.ts';
import { readSetElsewhere, readSoftTarget } from './targets.ts';
import { readWeekendRelief } from './weekend-relief.ts';
import { showInstant } from './words.ts';

/**
 * The clock of one duty, from the instant its period starts. Pure: the present time and the process's zone are not
 * read.
 * @param scale how many times faster than the law an exercise runs; 1 for a real breach
 * @throws `bad-input` for a calendar that does not exist
 */
export function computeClock(rule: RunningRule, start: Instant, scale = 1, options: ClockOptions = {}): Clock {
  const real = readRule(rule, start, options);
  if (scale === 1)
    return { start, due: real.due, latest: real.latest, rule: nameOf(rule), basis: real.basis, steps: real.steps };
  const due = atPace(start, real.due, scale);
  const latest = real.latest === null ? null : atPace(start, real.latest, scale);
  const steps = [...real.steps, ...exerciseSteps(scale, due, latest)];
  return { start, due, latest, rule: nameOf(rule), basis: real.basis, steps };
}

/** The event whose instant belongs into {@link ClockOptions.other}; null for a rule with one clock. */
export function otherStartOf(rule: RunningRule): ClockStart | null {
  if (rule.kind === 'weekend-relief') return otherStartOf(rule.of);
  return rule.kind === 'minimum' ? rule.other.startsFrom : null;
}

type RuleReading = Pick<Clock, 'due' | 'latest' | 'basis' | 'steps'>;

function readRule(rule: RunningRule, start: Instant, options: ClockOptions): RuleReading {
  switch (rule.kind) {
    case 'soft-target':
      return readSoftTarget(rule, start);
    case 'set-elsewhere':
      return readSetElsewhere(rule, start, options);
    case 'minimum':
      return { ...readMinimum(rule, start, options), basis: 'law' };
    case 'weekend-relief':
      return { ...readWeekendRelief(rule, start, options), basis: 'law' };
    default:
      return { ...readPeriod(rule, start, options), basis: 'law' };
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
