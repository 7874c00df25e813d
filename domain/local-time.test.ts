import { describe, expect, it } from '@jest/globals';
import { readLocalTime } from './local-time.ts';

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
});
