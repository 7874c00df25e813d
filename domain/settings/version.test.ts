import { describe, expect, it } from '@jest/globals';
import type { SettingValue, SettingValues } from './fields.ts';
import { type SettingVersion, settingsAt } from './version.ts';

const NOVEMBER = '2026-11-24T09:00:00.000Z';
const DECEMBER = '2026-12-24T09:00:00.000Z';
const JANUARY = '2027-01-24T09:00:00.000Z';

/** A version that changed the fields of `to`; null takes one back to the file. */
function version(number: number, effectiveFrom: string, to: Record<string, SettingValue>): SettingVersion {
  const values = Object.fromEntries(Object.entries(to).filter(([, value]) => value !== null)) as SettingValues;
  const changes = Object.entries(to).map(([path, after]) => ({ path, before: null, after }));
  return {
    number,
    at: NOVEMBER,
    by: 'user:1',
    effectiveFrom,
    reasons: 'As agreed.',
    values,
    changes,
    policyVersion: '',
  };
}

describe('what is set at an instant', () => {
  it('is nothing before the first version', () => {
    expect(settingsAt([], JANUARY)).toEqual({ values: {}, last: null });
    expect(settingsAt([version(1, DECEMBER, { name: 'Later' })], NOVEMBER)).toEqual({ values: {}, last: null });
  });

  it('is at the very instant from which a version holds', () => {
    expect(settingsAt([version(1, DECEMBER, { name: 'Later' })], DECEMBER).values).toEqual({ name: 'Later' });
  });

  it('leaves a version that waits as it is, though another one is stored and holds before', () => {
    const versions = [version(2, NOVEMBER, { zone: 'UTC' }), version(1, DECEMBER, { name: 'Later' })];
    expect(settingsAt(versions, NOVEMBER)).toMatchObject({ values: { zone: 'UTC' }, last: { number: 2 } });
    expect(settingsAt(versions, DECEMBER)).toMatchObject({
      values: { name: 'Later', zone: 'UTC' },
      last: { number: 1 },
    });
  });

  it('is, of one field, what came to hold last, and of the same instant what was stored last', () => {
    const versions = [
      version(3, JANUARY, { name: 'C' }),
      version(2, NOVEMBER, { name: 'B' }),
      version(1, JANUARY, { name: 'A' }),
    ];
    expect(settingsAt(versions, DECEMBER).values).toEqual({ name: 'B' });
    expect(settingsAt(versions, JANUARY).values).toEqual({ name: 'C' });
    expect(settingsAt(versions, null).values).toEqual({ name: 'C' });
  });

  it('is no longer what went back to the file', () => {
    const versions = [version(2, DECEMBER, { name: null }), version(1, NOVEMBER, { name: 'Set', zone: 'UTC' })];
    expect(settingsAt(versions, DECEMBER).values).toEqual({ zone: 'UTC' });
  });
});
