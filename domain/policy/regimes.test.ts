import { describe, expect, test } from '@jest/globals';
import type { CompiledObligation, CompiledPolicy } from './compiled.ts';
import { regimesOf, standingOf } from './regimes.ts';

type Row = Parameters<typeof standingOf>[0];
const row = (change: Partial<Row> = {}): Row => ({
  ...{ status: 'in-force', effectiveFrom: '2026-01-01', effectiveTo: '2026-12-31', ...change },
});

describe('how a duty stands on a day', () => {
  test.each<[string, Partial<Row>, string, string]>([
    ['before its first day', {}, '2025-12-31', 'not-yet'],
    ['on its first day', {}, '2026-01-01', 'in-force'],
    ['on its last day', {}, '2026-12-31', 'in-force'],
    ['after its last day', {}, '2027-01-01', 'ended'],
    ['without a last day', { effectiveTo: null }, '2099-01-01', 'in-force'],
    ['superseded, on a day of its own', { status: 'superseded' }, '2026-06-01', 'ended'],
    ['adopted, on whatever day', { status: 'adopted-not-yet-applicable' }, '2026-06-01', 'not-yet'],
    ['adopted without a day', { status: 'adopted-not-yet-applicable', effectiveFrom: null }, '2026-06-01', 'not-yet'],
    ['proposed', { status: 'proposed' }, '2027-01-01', 'proposed'],
    ['voluntary', { status: 'voluntary' }, '2027-01-01', 'voluntary'],
  ])('%s', (_, change, today, standing) => {
    expect(standingOf(row(change), today)).toBe(standing);
  });
});

test('every regime is told with its duties by how they stand, what states made of it, and its proofs', () => {
  const state = { state: 'BE', act: 'Act of 2024' };
  const duty = (regimeId: string, change: object = {}) => ({ regimeId, confidence: 'known', ...row(), ...change });
  const obligations = [
    duty('nis2', { transposed: { states: [state], isToAuthority: true } }),
    duty('nis2', { confidence: 'uncertain', effectiveTo: '2026-02-01' }),
    duty('nis2', { status: 'proposed', confidence: 'uncertain' }),
    duty('art', { status: 'voluntary' }),
    duty('art', { effectiveFrom: '2026-12-01' }),
    duty('art'),
  ] as CompiledObligation[];
  const terms = { deemed: [], noDuty: [] };
  const laws = {
    nis2: { name: 'NIS2', jurisdiction: 'EU', terms },
    art: { name: 'Article Law', jurisdiction: 'FR', terms },
    none: { name: 'Between', jurisdiction: 'XX', terms },
  };
  const cases = { nis2: { file: 'nis2.yaml', cases: [{}, {}] } } as unknown as CompiledPolicy['cases'];
  const none = { 'in-force': 0, 'not-yet': 0, proposed: 0, voluntary: 0, ended: 0, uncertain: 0 };
  expect(regimesOf({ obligations, laws, cases }, '2026-06-01')).toEqual([
    {
      ...{ id: 'art', name: 'Article Law', jurisdiction: 'FR', law: terms, states: [], cases: 0 },
      ...{ obligations: obligations.slice(3), counts: { ...none, voluntary: 1, 'not-yet': 1, 'in-force': 1 } },
    },
    {
      ...{ id: 'none', name: 'Between', jurisdiction: 'XX', law: terms, states: [], cases: 0 },
      ...{ obligations: [], counts: none },
    },
    {
      ...{ id: 'nis2', name: 'NIS2', jurisdiction: 'EU', law: terms, states: [state], cases: 2 },
      ...{
        obligations: obligations.slice(0, 3),
        counts: { ...none, 'in-force': 1, ended: 1, proposed: 1, uncertain: 2 },
      },
    },
  ]);
});
