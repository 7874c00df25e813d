import { describe, expect, it } from '@jest/globals';
import { beganAt, inTimeOrder } from './finding-line.ts';

const at = (hour: string) => `2026-11-24T${hour}:00:00.000Z`;
const finding = (id: string, occurredAt: string | null, firstAt: string) => ({ id, occurredAt, firstAt });

describe('a finding', () => {
  it('begins as its source says, else when its first alert came', () => {
    expect(beganAt({ occurredAt: at('08'), firstAt: at('11') })).toBe(at('08'));
    expect(beganAt({ occurredAt: null, firstAt: at('11') })).toBe(at('11'));
  });

  it('stands in time order: by when it began, of equals by when it came, of equal ones of these as it stood', () => {
    const sorted = [
      finding('a', at('07'), at('12')),
      finding('b', null, at('08')),
      finding('c', at('09'), at('10')),
      finding('d', at('09'), at('11')),
      finding('e', at('09'), at('11')),
      finding('f', null, at('13')),
    ];
    const ids = (findings: typeof sorted) =>
      inTimeOrder(findings)
        .map(({ id }) => id)
        .join('');
    expect(ids(sorted)).toBe('abcdef');
    expect(ids(sorted.toReversed())).toBe('abcedf');
    expect(ids([5, 2, 0, 3, 1, 4].flatMap((place) => sorted.slice(place, place + 1)))).toBe('abcdef');
    expect(inTimeOrder([])).toEqual([]);
  });
});
