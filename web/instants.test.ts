import { describe, expect, it } from '@jest/globals';
import { withInstants } from './instants.ts';

const NOW = '2026-11-24T08:40:00.000Z';
const said = (text: string, reading: Parameters<typeof withInstants>[2] = 'Europe/Berlin') =>
  withInstants(text, NOW, reading).text;

describe('a sentence with instants in it', () => {
  it('says each in local time first, then in UTC, with the machine-readable instant', () => {
    expect(said('Starts at 2026-11-21 12:05 UTC.')).toBe(
      'Starts at <time datetime="2026-11-21T12:05:00.000Z">Sat 21 Nov, 13:05 CET</time> (12:05 UTC).',
    );
    expect(said('From 2026-11-24T23:30:00.000Z to 2027-01-02 08:00 UTC')).toBe(
      'From <time datetime="2026-11-24T23:30:00.000Z">Wed 25 Nov, 00:30 CET</time> (Tue 24 Nov, 23:30 UTC) to ' +
        '<time datetime="2027-01-02T08:00:00.000Z">Sat 2 Jan 2027, 09:00 CET</time> (08:00 UTC)',
    );
  });

  it('keeps the seconds that an exercise counts in', () => {
    expect(said('due 2026-11-24 08:40:07.500 UTC')).toContain('09:40:07 CET</time> (08:40:07 UTC)');
  });

  it('reads in the language of the page, and draws text only as text', () => {
    expect(said('Frist 2026-11-24T12:05:00.000Z', { zone: 'Europe/Berlin', language: 'de' })).toContain(
      'Di 24. Nov, 13:05 MEZ',
    );
    expect(said('<b> 2026-13-99 12:05 UTC')).toBe('&lt;b&gt; 2026-13-99 12:05 UTC');
  });
});
