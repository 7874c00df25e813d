import { HOUR_MS, type Instant, plusMs } from '../time.ts';
import type { Reading } from './reading.ts';
import type { ElapsedHours } from './rule.ts';
import { count, showInstant } from './words.ts';

/** Hours of a law that rounds nothing: the same number of seconds everywhere, so both readings are one instant. */
export function readElapsedHours({ hours }: ElapsedHours, start: Instant): Reading {
  const due = plusMs(start, hours * HOUR_MS);
  const steps = [
    `Starts at ${showInstant(start)}.`,
    `Due: ${count(hours, 'hour')} of elapsed time later, ${showInstant(due)}. ` +
      'Nights, weekends, holidays and clock changes count.',
    'Latest: the same. This law has no rounding rule.',
  ];
  return { due, latest: due, steps };
}
