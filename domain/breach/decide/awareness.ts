import { DAY_MS, type Instant, plusMs } from '../../time.ts';
import { awarenessOf } from '../state.ts';
import {
  confirmed,
  type Decide,
  done,
  inLanguage,
  isOfBefore,
  type Refusal,
  reasonsMissing,
  refuse,
} from './decision.ts';

const LONG_AGO_MS = 366 * DAY_MS;

/**
 * Since when the organisation knows (GDPR Art. 33(1)). Said again it changes nothing; another instant is a correction.
 */
export const recordAwareness: Decide<'record-awareness'> = (state, command, head) => {
  const { awareAt, at, reasons } = command;
  const refusal = isOfBefore(command) ? whyAhead(awareAt, at) : whyImplausible(awareAt, at, reasons);
  if (refusal !== null) return refusal;
  const before = awarenessOf(state);
  const data = { awareAt, ...inLanguage(command) };
  const recorded = { ...head, type: 'awareness-recorded' as const, data, personal: { reasons } };
  if (before === null) return done(recorded);
  if (before === awareAt) return confirmed(recorded);
  if (reasons === '') return reasonsMissing('correcting the awareness');
  const corrected = { from: before, to: awareAt, ...inLanguage(command) };
  return done({ ...head, type: 'awareness-corrected', data: corrected, personal: { reasons } });
};

/**
 * Refuses an awareness that is most likely a slip of the keyboard: one that lies ahead, and one of more than a year ago
 * without reasons. With a wrong year every clock would have ended before it began, and nothing would warn.
 * @param reasons null where there is no place to give any
 */
export function whyImplausible(awareAt: Instant, now: Instant, reasons: string | null): Refusal | null {
  const ahead = whyAhead(awareAt, now);
  if (ahead !== null) return ahead;
  if (awareAt >= plusMs(now, -LONG_AGO_MS) || (reasons ?? '') !== '') return null;
  const old = `The awareness ${awareAt} lies more than a year back; check the year.`;
  if (reasons !== null) {
    return refuse('reasons-missing', `${old} If it is right, give the reasons.`, 'reasons', { why: 'long-ago' });
  }
  const message = `${old} If it is right, report without it, and record it on the incident with the reasons.`;
  return refuse('reasons-missing', message, 'awareAt', { why: 'long-ago' });
}

function whyAhead(awareAt: Instant, now: Instant): Refusal | null {
  if (awareAt <= now) return null;
  const message = `The awareness ${awareAt} lies after now (${now}); check the date, the time and the offset.`;
  return refuse('awareness-in-the-future', message, 'awareAt');
}
