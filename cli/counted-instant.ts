import { TocsinError } from '../domain/errors.ts';
import { InstantInput } from '../domain/instant-input.ts';
import type { Instant } from '../domain/time.ts';

const EARLIEST = '1990-01-01';
const BEYOND = '2200-01-01';

/**
 * What is wrong with an instant that clocks are to count from; null where nothing is. Holidays of other years are not
 * known.
 */
export function beyondCounting(instant: Instant): string | null {
  return instant >= EARLIEST && instant < BEYOND ? null : `is not between ${EARLIEST} and ${BEYOND}`;
}

/** An option's instant, in UTC. Throws `bad-input` that names the option. */
export function countedInstant(option: string, given: string): Instant {
  const parsed = InstantInput.safeParse(given);
  if (!parsed.success) {
    const like = '2026-11-24T09:20:00+01:00';
    throw new TocsinError(
      'bad-input',
      `--${option} takes an ISO 8601 instant with an offset, such as ${like}, not '${given}'.`,
      option,
    );
  }
  const wrong = beyondCounting(parsed.data);
  if (wrong !== null) throw new TocsinError('bad-input', `--${option} ${given} ${wrong}.`, option);
  return parsed.data;
}
