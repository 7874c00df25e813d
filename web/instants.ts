import { DateTime } from 'luxon';
import { toInstant } from '../domain/time.ts';
import { type Html, html } from './html.ts';
import { localTime, type Reading, utcTime } from './time.ts';

/** An instant as the engine writes it into a sentence: `2026-11-24 08:20 UTC`, or as it is stored. */
const WRITTEN = /(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(?: UTC|Z)/g;

/**
 * A sentence with its instants in local time first, then in UTC, each as `<time>`; the year only where it is not that
 * of `now`, seconds only where the sentence has them.
 */
export function withInstants(sentence: string, now: string, reading: Reading): Html {
  const parts: (string | Html)[] = [];
  let end = 0;
  for (const found of sentence.matchAll(WRITTEN)) {
    const [text, day = '', clock = ''] = found;
    const ms = Date.parse(`${day}T${clock}Z`);
    if (Number.isNaN(ms)) continue;
    parts.push(sentence.slice(end, found.index), instantIn(toInstant(ms), now, reading, clock.length > 5));
    end = found.index + text.length;
  }
  return html`${[...parts, sentence.slice(end)]}`;
}

/** `Tue 24 Nov, 13:05 CET (12:05 UTC)`. */
function instantIn(instant: string, now: string, reading: Reading, withSeconds: boolean): Html {
  const local = localTime(instant, reading, instant.slice(0, 4) !== now.slice(0, 4));
  const utc = utcTime(instant, reading);
  const seconds = DateTime.fromISO(instant, { zone: 'utc' }).toFormat(':ss');
  const shown = (text: string) =>
    withSeconds && seconds !== ':00' ? text.replace(/\d\d:\d\d/, (hm) => hm + seconds) : text;
  return html`<time datetime="${instant}">${shown(local)}</time> (${shown(utc)})`;
}
