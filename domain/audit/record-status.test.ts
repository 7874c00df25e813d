import { expect, test } from '@jest/globals';
import { findingsOf } from './record-status.ts';
import { lineOf, type StreamLine } from './verification.ts';

const checked = { breachId: 'TOC-2026-0001-K7M', events: 9, pages: 3, verifiedTo: 9 };
const broken = (change: Partial<NonNullable<StreamLine['broken']>>): StreamLine => ({
  ...checked,
  broken: { seq: null, ledger: null, isShown: false, problem: 'was edited', ...change },
});

test.each<[Partial<NonNullable<StreamLine['broken']>>, string]>([
  [{ seq: 4 }, 'event 4 was edited'],
  [{}, 'was edited'],
  [{ ledger: { name: 'notices', page: 2 } }, 'notices, page 2: was edited'],
  [{ ledger: { name: 'campaign/1', page: null } }, 'campaign/1: was edited'],
])('of a breach that is broken at %j the check keeps "%s"', (at, problem) => {
  expect(findingsOf({ streams: [broken(at)], beside: [] })).toEqual([{ of: checked.breachId, problem }]);
});

test('the check keeps one line of each breach that does not hold, then those beside breaches, and no other', () => {
  const streams = [{ ...checked, breachId: 'whole', broken: null }, broken({ seq: 1 })];
  const beside = [{ of: 'journal' as const, problem: 'entry 7 was edited' }];
  expect(findingsOf({ streams, beside })).toEqual([
    { of: checked.breachId, problem: 'event 1 was edited' },
    { of: 'journal', problem: 'entry 7 was edited' },
  ]);
  expect(findingsOf({ streams: streams.slice(0, 1), beside: [] })).toEqual([]);
});

const file = { file: 'a', problem: 'is missing' };
const early = { seq: 2, problem: 'was edited' };
const late = { seq: 7, problem: 'was edited' };
const ledger = { ledger: 'notices', page: 1, problem: 'was edited' };
const shown = { shown: true as const, problem: 'is shown otherwise' };

test('the line of a breach says the first that does not hold: the stream comes before what hangs on it', () => {
  const firstOf = (...findings: Parameters<typeof lineOf>[0]['findings']) => lineOf({ ...checked, findings }).broken;
  const at = { seq: null, ledger: null, isShown: false };
  expect(firstOf(late, early)).toEqual({ ...at, seq: 2, problem: 'was edited' });
  expect(firstOf(early, late)?.seq).toBe(2);
  expect(firstOf(early, file)).toEqual({ ...at, problem: 'is missing' });
  expect(firstOf(shown, ledger)).toEqual({ ...at, ledger: { name: 'notices', page: 1 }, problem: 'was edited' });
  expect(firstOf(shown, ledger, late)?.seq).toBe(7);
  expect(firstOf(shown)).toEqual({ ...at, isShown: true, problem: 'is shown otherwise' });
  expect(firstOf({ ledger: 'notices', problem: 'is missing' })?.ledger).toEqual({ name: 'notices', page: null });
});

test('the line of a breach that holds says how far it was checked', () => {
  expect(lineOf({ ...checked, findings: [] })).toEqual({ ...checked, broken: null });
});
