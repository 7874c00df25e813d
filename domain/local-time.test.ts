import { describe, expect, it } from '@jest/globals';
import { readLocalTime, startOfDay } from './local-time.ts';

describe('a local time', () => {
  it('is one instant of its zone', () => {
    expect(readLocalTime('2026-11-21T13:05', 'Europe/Berlin')).toEqual({
      kind: 'instant',
      at: '2026-11-21T12:05:00.000Z',
    });
    expect(readLocalTime('2026-11-21T13:05', 'UTC')).toEqual({ kind: 'instant', at: '2026-11-21T13:05:00.000Z' });
  });
  it('is two while clocks are turned back, and is not guessed', () => {
    expect(readLocalTime('2026-10-25T02:30', 'Europe/Berlin')).toEqual({
      kind: 'twice',
      choices: ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'],
    });
    expect(readLocalTime('2026-10-25T03:00', 'Europe/Berlin').kind).toBe('instant');
  });
  it('is none in the hour that clocks jump over', () => {
    expect(readLocalTime('2026-03-29T02:30', 'Europe/Berlin')).toEqual({ kind: 'skipped' });
  });
  it.each(['', 'yesterday', '2026-11-21', '2026-11-21T13:05Z', '2026-13-41T13:05'])('is not %p', (text) => {
    expect(readLocalTime(text, 'Europe/Berlin')).toEqual({ kind: 'malformed' });
  });
  it('is none where its instant would be in no year of four digits', () => {
    expect(readLocalTime('0000-01-01T00:00', 'Asia/Tokyo')).toEqual({ kind: 'malformed' });
    expect(readLocalTime('9999-12-31T23:00', 'America/New_York')).toEqual({ kind: 'malformed' });
  });
});

it('a day begins and ends within the years that sort as text', () => {
  expect(startOfDay('2026-11-24', 'Europe/Berlin')).toBe('2026-11-23T23:00:00.000Z');
  expect(startOfDay('0000-01-01', 'Asia/Tokyo')).toBe('0000-01-01T00:00:00.000Z');
  expect(startOfDay('9999-12-31', 'UTC', 1)).toBe('9999-12-31T23:59:59.999Z');
});
