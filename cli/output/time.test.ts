import { describe, expect, it } from '@jest/globals';
import { bothTimes, dateLanguage } from './time.ts';

describe('times in a terminal', () => {
  it('are written as its language has them', () => {
    const [at, zone] = ['2026-11-24T12:05:00.000Z', 'Europe/Berlin'];
    expect(bothTimes(at, zone, 'en')).toBe('Tue 24 Nov 2026, 13:05 CET (12:05 UTC)');
    expect(bothTimes(at, zone, 'de')).toMatch(/^Di 24\. Nov\.? 2026, 13:05 MEZ \(12:05 UTC\)$/);
    expect(bothTimes(at, 'UTC', 'de')).toMatch(/^Di 24\. Nov\.? 2026, 12:05 UTC$/);
  });

  it.each([
    [{ LANG: 'de_DE.UTF-8' }, 'de'],
    [{ LANG: 'de_DE.UTF-8', LC_TIME: 'en_GB.UTF-8' }, 'en'],
    [{ LANG: 'de_DE.UTF-8', LC_ALL: 'C' }, 'en'],
    [{ LANG: 'C', LC_TIME: 'de_AT' }, 'de'],
    [{}, 'en'],
  ])('take that language from %j', (env, language) => {
    expect(dateLanguage(env)).toBe(language);
  });
});
