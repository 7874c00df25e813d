import type { Instant } from '../time.ts';

/** A calendar as RFC 5545 and RFC 7986 write it. Pure: the same events give the same bytes. */

export type CalendarEvent = {
  /** The same as long as it is the same deadline. */
  uid: string;
  /** Never falls; calendars take the event with the higher one. */
  sequence: number;
  /** When what it says was last changed. */
  changedAt: Instant;
  at: Instant;
  title: string;
  text: string;
  link: string;
  category: string;
  isCancelled: boolean;
};

export type Calendar = { name: string; text: string; events: readonly CalendarEvent[] };

const LINE_OCTETS = 75;
/** How often a calendar that follows the link asks again. */
const REFRESH = 'PT15M';

/** The calendar as one text, with CRLF and folded lines. */
export function writeCalendar({ name, text, events }: Calendar): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tocsin//Deadlines//EN',
    'CALSCALE:GREGORIAN',
    `NAME:${escapeText(name)}`,
    `X-WR-CALNAME:${escapeText(name)}`,
    `DESCRIPTION:${escapeText(text)}`,
    `X-WR-CALDESC:${escapeText(text)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${REFRESH}`,
    `X-PUBLISHED-TTL:${REFRESH}`,
    ...(events.length === 0 ? UTC : events.flatMap(linesOf)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

/** A calendar holds at least one component (RFC 5545, 3.4): where nothing is due, the zone that all times are in. */
const UTC = [
  'BEGIN:VTIMEZONE',
  'TZID:Etc/UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
];

/** A deadline is an instant: it ends when it begins, and takes nobody's time. */
function linesOf(event: CalendarEvent): string[] {
  const changed = utcOf(event.changedAt);
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(event.uid)}`,
    `DTSTAMP:${changed}`,
    `LAST-MODIFIED:${changed}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTART:${utcOf(event.at)}`,
    `SUMMARY:${escapeText(event.title)}`,
    `DESCRIPTION:${escapeText(event.text)}`,
    `URL:${event.link}`,
    `CATEGORIES:${escapeText(event.category)}`,
    `STATUS:${event.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

/** `2026-11-27T08:20:00.000Z` as `20261127T082000Z`. */
function utcOf(instant: Instant): string {
  return `${instant.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/** RFC 5545, 3.3.11; other control characters are none of its text. */
function escapeText(text: string): string {
  return text
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll(/\r\n?|\n/g, '\\n')
    .replaceAll(/\p{Cc}/gu, '');
}

/** Lines of at most 75 octets, no character cut in two; what goes on begins with a space (RFC 5545, 3.1). */
function fold(line: string): string {
  const parts = [''];
  let octets = 0;
  for (const character of line) {
    const more = Buffer.byteLength(character);
    if (octets + more > LINE_OCTETS) {
      parts.push('');
      octets = 1;
    }
    parts[parts.length - 1] += character;
    octets += more;
  }
  return parts.join('\r\n ');
}
