import { TocsinError } from '../domain/errors.ts';
import { DAY_MS, type Instant, plusMs } from '../domain/time.ts';

const LONG_AGO_MS = 366 * DAY_MS;

/**
 * Refuses an awareness that is most likely a slip of the keyboard: one that lies ahead, and one of more than a year ago
 * without reasons. With a wrong year every clock would have ended before it began, and nothing would warn.
 * @param reasons null where there is no place to give any
 * @throws TocsinError `awareness-in-the-future`, `reasons-missing`, `bad-input`
 */
export function requirePlausible(awareAt: Instant, now: Instant, reasons: string | null): void {
  if (awareAt > now) {
    const message = `The awareness ${awareAt} lies after now (${now}); check the date, the time and the offset.`;
    throw new TocsinError('awareness-in-the-future', message, 'awareAt');
  }
  if (awareAt >= plusMs(now, -LONG_AGO_MS) || (reasons ?? '') !== '') return;
  const old = `The awareness ${awareAt} lies more than a year back; check the year.`;
  if (reasons !== null) throw new TocsinError('reasons-missing', `${old} If it is right, give the reasons.`, 'reasons');
  const message = `${old} If it is right, report without it, and record it on the incident with the reasons.`;
  throw new TocsinError('bad-input', message, 'awareAt');
}
