import { DateTime } from 'luxon';
import type { Instant } from '../time.ts';

/**
 * An instant for mails: local first, then UTC, with the year: `Fri 27 Nov 2026, 09:20 CET (08:20 UTC)`. UTC repeats
 * the date where it differs. `withSeconds` for exercises, whose hours pass in seconds.
 */
export function formatMoment(instant: Instant, zone: string, withSeconds = false): string {
  const timeOf = (moment: DateTime) => moment.toFormat(withSeconds ? 'HH:mm:ss' : 'HH:mm');
  const utc = DateTime.fromISO(instant, { zone: 'utc' });
  const local = utc.setZone(zone);
  if (local.offset === 0 && /utc/i.test(zone)) return `${dayOf(utc)}, ${timeOf(utc)} UTC`;
  const day = dayOf(local) === dayOf(utc) ? '' : `${dayOf(utc)}, `;
  return `${dayOf(local)}, ${timeOf(local)} ${zoneOf(local, zone)} (${day}${timeOf(utc)} UTC)`;
}

function dayOf(moment: DateTime): string {
  return moment.setLocale('en-US').toFormat('ccc d LLL yyyy');
}

const namers = new Map<string, Intl.DateTimeFormat>();

/**
 * British English knows the short names of European zones, American English does not. A formatter takes far longer to
 * make than to use, and there is one per zone.
 */
function zoneOf(moment: DateTime, zone: string): string {
  const namer =
    namers.get(zone) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short', hour: '2-digit' });
  namers.set(zone, namer);
  return namer.formatToParts(moment.toMillis()).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
