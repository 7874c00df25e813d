import { type Instant, toMs } from '../domain/time.ts';
import { type Language, wordsOf } from './languages/index.ts';
import { clockTime, duration, languageOf, localDay, localTime, type Reading } from './time.ts';

/** How far an instant is from now, in the words of a language. */

/** `today, 12:10 CET` or `Wed 25 Nov, 09:00 CET`. */
export function dayAndTime(instant: Instant, now: Instant, reading: Reading): string {
  const isToday = localDay(instant, reading) === localDay(now, reading);
  const { today } = wordsOf(languageOf(reading)).shell;
  return isToday ? `${today}, ${clockTime(instant, reading)}` : localTime(instant, reading);
}

/**
 * Time left from `now` until `due`: `2 d 6 h 40 min`, under 4 h with seconds, `16 h 0 min late`. As `countdown.js` has
 * it.
 */
export function timeLeft(due: Instant, now: Instant, language: Language = 'en'): string {
  const ms = toMs(due) - toMs(now);
  return ms < 0 ? wordsOf(language).shell.late(duration(ms)) : duration(ms);
}
