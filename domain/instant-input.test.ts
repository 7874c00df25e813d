import { describe, expect, it } from '@jest/globals';
import { InstantInput } from './instant-input.ts';

describe('an instant as people write it', () => {
  it.each([
    ['2026-11-24T09:20:00+01:00', '2026-11-24T08:20:00.000Z'],
    ['2026-11-24T09:20+01:00', '2026-11-24T08:20:00.000Z'],
    ['2026-11-24T09:20Z', '2026-11-24T09:20:00.000Z'],
    ['2026-11-24t09:20:00z', '2026-11-24T09:20:00.000Z'],
  ])('%s is %s', (text, instant) => {
    expect(InstantInput.parse(text)).toBe(instant);
  });
  it.each([
    '2026-11-24T09:20:00',
    '2026-11-24T09:20',
    '2026-11-24',
    '2026-02-30T00:00:00Z',
    '9999-12-31T23:59:59-14:00',
    '',
  ])('%j is refused', (text) => {
    expect(InstantInput.safeParse(text).success).toBe(false);
  });
});
