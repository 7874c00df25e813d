import { expect, it } from '@jest/globals';
import { formatMoment } from './moment.ts';

it.each<[string, string, boolean | undefined, string]>([
  ['2026-11-27T08:20:00.000Z', 'Europe/Berlin', undefined, 'Fri 27 Nov 2026, 09:20 CET (08:20 UTC)'],
  ['2026-07-27T08:20:00.000Z', 'Europe/Berlin', undefined, 'Mon 27 Jul 2026, 10:20 CEST (08:20 UTC)'],
  ['2026-11-27T23:20:09.000Z', 'Europe/Berlin', undefined, 'Sat 28 Nov 2026, 00:20 CET (Fri 27 Nov 2026, 23:20 UTC)'],
  ['2026-11-27T08:20:09.000Z', 'Europe/Berlin', true, 'Fri 27 Nov 2026, 09:20:09 CET (08:20:09 UTC)'],
  ['2026-11-27T08:20:00.000Z', 'Europe/London', undefined, 'Fri 27 Nov 2026, 08:20 GMT (08:20 UTC)'],
  ['2026-11-27T08:20:00.000Z', 'UTC', undefined, 'Fri 27 Nov 2026, 08:20 UTC'],
  ['2026-11-27T08:20:09.000Z', 'Etc/UTC', true, 'Fri 27 Nov 2026, 08:20:09 UTC'],
])('%s in %s (with seconds: %s) is told as %s', (instant, zone, withSeconds, says) => {
  expect(formatMoment(instant, zone, withSeconds)).toBe(says);
});
