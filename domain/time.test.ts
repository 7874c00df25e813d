import { describe, expect, test } from '@jest/globals';
import { DAY_MS, toInstant, toMs } from './time.ts';

describe('instants', () => {
  test.each([
    ...[0, -1, 1, 59_999, 60_000, 86_399_999, DAY_MS, -DAY_MS, -DAY_MS - 1],
    ...[Date.UTC(2028, 1, 29, 23, 59, 59, 999), Date.UTC(2026, 11, 31, 24), 1.9, -1.9],
    ...[253_402_300_799_999, 253_402_300_800_000, -62_167_219_200_001, 8.64e15, -8.64e15],
  ])('%d is written as the runtime writes it', (ms) => {
    expect(toInstant(ms)).toBe(new Date(ms).toISOString());
  });

  test('so is every day of fifty years, more than are remembered at a time', () => {
    const days = Array.from({ length: 18_300 }, (_, day) => day * DAY_MS + day);
    expect(days.filter((ms) => toMs(toInstant(ms)) !== ms || toInstant(ms) !== new Date(ms).toISOString())).toEqual([]);
  });

  test('what is no instant is refused', () => {
    expect(() => toInstant(Number.NaN)).toThrow(RangeError);
    expect(() => toInstant(8.64e15 + DAY_MS)).toThrow(RangeError);
  });
});
