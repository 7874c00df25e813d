import { DateTime } from 'luxon';
import { HOUR_MS, type Instant, MINUTE_MS, SECOND_MS, toMs } from '../domain/time.ts';
import { type Html, html } from './html.ts';
import type { Language } from './languages/index.ts';
import { LOCALES } from './languages/locales.ts';

/** How instants read: local time of the organisation first, then UTC. */

/** The zone in which an instant reads, and the language; a zone alone reads in English. */
export type Reading = string | { zone: string; language: Language };

/** `Tue 24 Nov, 13:05 CET`, with the year where `withYear`. */
export function localTime(instant: Instant, reading: Reading, withYear = false): string {
  return bothOf(instant, reading, withYear).local;
}

/** `Tue 24 Nov 2026`, or without the year. */
export function localDay(instant: Instant, reading: Reading, withYear = true): string {
  const local = at(instant, reading);
  return local.toFormat(`${dayOf(local)}${withYear ? ' yyyy' : ''}`);
}

/** `12:05 UTC`; the date is repeated where it is another day there. */
export function utcTime(instant: Instant, reading: Reading): string {
  return bothOf(instant, reading, false).utc;
}

/** Both, as markup with the machine-readable instant. */
export function timeTag(instant: Instant, reading: Reading, withYear = false): Html {
  const { local, utc } = bothOf(instant, reading, withYear);
  return html`
    <time datetime="${instant}">${local}</time>
    <span class="utc">${utc}</span>
  `;
}

// A desk that is shown again shows mostly the instants that it showed before, and the runtime takes long over a zone.
const known = new Map<string, { local: string; utc: string }>();
const MOST_KNOWN = 5_000;

function bothOf(instant: Instant, reading: Reading, withYear: boolean): { local: string; utc: string } {
  const key = `${instant} ${zoneOf(reading)} ${languageOf(reading)} ${withYear}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const time = at(instant, reading);
  const both = { local: written(time, withYear), utc: writtenInUtc(time) };
  if (known.size === MOST_KNOWN) known.clear();
  known.set(key, both);
  return both;
}

function written(local: DateTime, withYear: boolean): string {
  return `${local.toFormat(`${dayOf(local)}${withYear ? ' yyyy' : ''}, HH:mm`)} ${zoneNameOf(local)}`;
}

function writtenInUtc(local: DateTime): string {
  const utc = local.toUTC();
  const isSameDay = utc.day === local.day;
  return `${utc.toFormat(isSameDay ? 'HH:mm' : `${dayOf(local)}, HH:mm`)} UTC`;
}

/** `Tue 24 Nov`, `Di 24. Nov`. */
function dayOf({ locale }: DateTime): string {
  return locale?.startsWith('de') ? 'ccc d. LLL' : 'ccc d LLL';
}

// The runtime takes longer over the name of an offset than over all the rest of a page.
const zoneNames = new Map<string, string>();

/** `CET`. Within a year one offset of a zone has one name. */
function zoneNameOf(local: DateTime): string {
  const key = `${local.zoneName} ${local.locale} ${local.offset} ${local.year}`;
  const found = zoneNames.get(key);
  if (found !== undefined) return found;
  const name = local.toFormat('ZZZZ');
  if (zoneNames.size < 1_000) zoneNames.set(key, name);
  return name;
}

/** `12:10 CET`. */
export function clockTime(instant: Instant, reading: Reading): string {
  const local = at(instant, reading);
  return `${local.toFormat('HH:mm')} ${zoneNameOf(local)}`;
}

/** A span in words; `ms` milliseconds, of which the sign only decides whether seconds are worth showing. */
export function duration(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / SECOND_MS);
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor(seconds / 3_600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  if (days > 0) return `${days} d ${hours} h ${minutes} min`;
  const text = hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min`;
  return hours >= 4 || ms < 0 ? text : `${text} ${seconds % 60} s`;
}

/** A span for what is over, without seconds from a minute up: `18 h 45 min`, `24 s`. */
export function roughDuration(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / SECOND_MS);
  return seconds < 60 ? `${seconds} s` : duration(-Math.abs(ms));
}

export const SOON_MS = 24 * HOUR_MS;

/** Share of a clock's window that is used up, 0 to 100. */
export function usedPercent(start: Instant, due: Instant, now: Instant): number {
  const window = Math.max(toMs(due) - toMs(start), MINUTE_MS);
  return Math.round(Math.min(Math.max((toMs(now) - toMs(start)) / window, 0), 1) * 100);
}

function at(instant: Instant, reading: Reading): DateTime {
  // Read from a number, an instant asks the runtime for the zone's offset once; read from a text, three times.
  return DateTime.fromMillis(toMs(instant), { zone: zoneOf(reading), locale: LOCALES[languageOf(reading)] });
}

function zoneOf(reading: Reading): string {
  return typeof reading === 'string' ? reading : reading.zone;
}

export function languageOf(reading: Reading): Language {
  return typeof reading === 'string' ? 'en' : reading.language;
}
