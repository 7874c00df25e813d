import { expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { coverageOf } from './coverage.ts';

const policy = loadPolicy('policy');
const verified = { on: '2026-11-28', by: 'text', source: 'the Official Journal' } as const;
const read = { ...policy, obligations: policy.obligations.map((row) => ({ ...row, verified })) };
const at = ({ places }: ReturnType<typeof coverageOf>, code: string) => places.find(({ place }) => place === code);

test('every row of the policy stands under its place, once', () => {
  const ids = coverageOf(policy, '2026-11-24').places.flatMap(({ rows }) => rows.map(({ obligation }) => obligation));
  expect(ids.toSorted()).toEqual(policy.obligations.map(({ id }) => id).toSorted());
});

test('a place says when its rows were read, and in what; the oldest reading counts', () => {
  const rows = read.obligations.map((row) =>
    row.id === 'gdpr-art33-1-authority'
      ? { ...row, verified: { on: '2025-01-31', by: 'memory', source: 'nobody looked' } as const }
      : row,
  );
  const eu = at(coverageOf({ ...read, obligations: rows }, '2026-11-24'), 'EU');
  expect(eu?.readSince).toBe('2025-01-31');
  expect(eu?.readIn).toEqual({ text: (eu?.rows.length ?? 0) - 1, secondary: 0, memory: 1, 'not-said': 0 });
});

test('one row that does not say when it was read leaves its place without a day', () => {
  const rows = read.obligations.map(({ verified: _, ...row }) =>
    row.id === 'gdpr-art33-1-authority' ? row : { ...row, verified },
  );
  const found = coverageOf({ ...read, obligations: rows }, '2026-11-24');
  expect([at(found, 'EU')?.readSince, at(found, 'EU')?.readIn['not-said']]).toEqual([null, 1]);
  expect(at(found, 'BR')?.readSince).toBe('2026-11-28');
});

test('a place has its name, with its country where it is a part of one, and places stand by their codes', () => {
  const { places } = coverageOf(policy, '2026-11-24');
  const names = ['EU', 'JP', 'US-CA'].map((code) => at({ places } as ReturnType<typeof coverageOf>, code)?.name);
  expect(names).toEqual(['European Union', 'Japan', 'US-CA, United States']);
  expect(places.map(({ place }) => place)).toEqual(places.map(({ place }) => place).toSorted());
});

test('what no row reaches is named, and no state of the European Economic Area is', () => {
  const obligations = policy.obligations.filter(({ jurisdiction }) => ['EU', 'US-CA'].includes(jurisdiction));
  const { notModelled } = coverageOf({ ...policy, obligations }, '2026-11-24');
  expect(notModelled).toEqual(expect.arrayContaining(['BR', 'GB', 'JP']));
  for (const state of ['DE', 'NO', 'LI', 'US', 'EU', 'UK']) expect(notModelled).not.toContain(state);
});
