import { z } from 'zod';
import { toInstant } from './time.ts';

const MINUTES_ONLY = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(Z|[+-]\d\d:\d\d)$/;

/**
 * Parses an ISO 8601 instant that names its offset, and gives it in UTC; seconds may be left out, and `t` and `z` stand
 * for `T` and `Z` (RFC 3339, section 5.6). An instant without an offset is refused.
 */
export const InstantInput = z
  .string()
  .meta({ format: 'date-time' })
  .transform((text) => text.toUpperCase().replace(MINUTES_ONLY, '$1:00$2'))
  .pipe(
    z.iso.datetime({ offset: true, error: 'an ISO 8601 instant with an offset, such as 2026-11-24T09:20:00+01:00' }),
  )
  .transform((text) => toInstant(Date.parse(text)))
  // Years beyond four digits would sort before all others.
  .refine((instant) => /^\d{4}-/.test(instant), 'an instant of the years 0000 to 9999');
