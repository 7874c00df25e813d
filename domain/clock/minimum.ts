import { HOUR_MS, type Instant, toMs } from '../time.ts';
import { readPeriod } from './period.ts';
import type { ClockOptions, Reading } from './reading.ts';
import type { Minimum } from './rule.ts';
import { showStart } from './start.ts';
import { count, showInstant } from './words.ts';

/**
 * The earlier of two clocks. A second clock that ended before the first one's start leaves a duty due at once: no
 * deadline comes before its start.
 */
export function readMinimum(rule: Minimum, start: Instant, options: ClockOptions): Reading {
  const own = readPeriod(rule.own, start, options);
  const event = showStart(rule.other.startsFrom);
  const from = options.other ?? null;
  if (from === null) {
    return { ...own, steps: [...own.steps, `A second clock from ${event} would count too; that is not recorded.`] };
  }
  const { disappliedAfterHours } = rule;
  if (disappliedAfterHours !== undefined && toMs(start) - toMs(from) > disappliedAfterHours * HOUR_MS) {
    const hours = count(disappliedAfterHours, 'hour');
    const late = `The start comes more than ${hours} after ${event} (${showInstant(from)})`;
    return { ...own, steps: [...own.steps, `${late}, so the clock from ${event} no longer counts.`] };
  }
  const other = readPeriod(rule.other.rule, from, options);
  const due = later(earlier(own.due, other.due), start);
  const latest = rule.bounds === 'due' ? own.latest : later(earlier(own.latest, other.latest), start);
  const steps = [
    ...own.steps,
    ...other.steps.map((step) => `From ${event}: ${step}`),
    rule.bounds === 'due'
      ? `The earlier of both alarms: due ${showInstant(due)}; latest stays ${showInstant(latest)}.`
      : `The earlier of both counts: due ${showInstant(due)}, latest ${showInstant(latest)}.`,
  ];
  return { due, latest, steps };
}

function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}

function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}
