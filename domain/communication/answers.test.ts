import { expect, test } from '@jest/globals';
import { isSignOpen } from '../breach/signs.ts';
import { HOUR_MS, plusMs } from '../time.ts';
import { answersGiven, isRepeated, lacksPhone, misuseIn, openMisuse, whoAnswered } from './answers.ts';

const [T0, T1, T2] = ['08', '09', '10'].map((hour) => `2026-11-24T${hour}:00:00.000Z`) as [string, string, string];
const said = (misuse: 'yes' | 'no') => ({ holdsData: 'yes', misuse, answeredBy: 'Dana' }) as const;

test('a sign of misuse is not taken back by a later answer, and is open until somebody deals with it', () => {
  const others = [
    { at: T1, answers: said('yes') },
    { at: T2, answers: said('no') },
  ];
  const given = answersGiven({ acknowledgedAt: T0, answers: said('no'), others });
  expect(given.map(({ at }) => at)).toEqual([T0, T1, T2]);
  expect(misuseIn(given)?.at).toBe(T1);
  expect(misuseIn(given.slice(0, 1))).toBeUndefined();
  expect(isSignOpen({}, 'misuse', T1)).toBe(true);
  expect(isSignOpen({ signs: { misuse: { settled: 1, settledAt: T2 } } }, 'misuse', T1)).toBe(false);
  // The next one, beside one that was dealt with.
  const next = { signs: { misuse: { settled: 1, settledAt: T1, since: T2 } } };
  expect([isSignOpen(next, 'misuse', T0), isSignOpen(next, 'misuse', T2)]).toEqual([false, true]);
});

test('a sign told by telephone is open from when it was put on record, whenever it was said', () => {
  const spoken = { by: 'dpo', recordedAt: T2, reasons: 'I know the voice.' };
  const told = { at: T0, answers: { ...said('yes'), answeredBy: 'Mo', spoken } };
  const settled = (settledAt: string) => ({ signs: { misuse: { settled: 1, settledAt } } });
  expect(openMisuse(settled(plusMs(T1, HOUR_MS / 2)), [told])?.answers.answeredBy).toBe('Mo');
  expect(openMisuse(settled(plusMs(T2, HOUR_MS)), [told])).toBeUndefined();
  // Nor does a later answer hide it that was dealt with before it was known.
  const byLink = { at: T1, answers: said('yes') };
  expect(openMisuse(settled(plusMs(T1, HOUR_MS / 2)), [told, byLink])?.answers.answeredBy).toBe('Mo');
  expect(openMisuse({}, [told, byLink])?.answers.answeredBy).toBe('Dana');
  expect(openMisuse({}, [{ at: T1, answers: said('no') }])).toBeUndefined();
});

test('the same again, just before it or at the same instant, is no other answer', () => {
  const given = [
    { at: T1, answers: said('no') },
    { at: T0, answers: said('yes') },
    { at: T0, answers: said('no') },
  ];
  const repeats = (at: string, misuse: 'yes' | 'no') => isRepeated(given, { at, answers: said(misuse) });
  expect([repeats(T0, 'yes'), repeats(T0, 'no'), repeats(T2, 'no')]).toEqual([true, true, true]);
  // Whoever says yes after a no has changed their mind; nor is it a repeat of what was only said later.
  expect([repeats(T1, 'yes'), repeats(T2, 'yes'), isRepeated([], { at: T0, answers: said('no') })]).toEqual([
    false,
    false,
    false,
  ]);
  expect(isRepeated(given.slice(0, 1), { at: T0, answers: said('no') })).toBe(false);
});

test.each([
  ['dana@fjord.example', undefined, true],
  ['Dana, +49 30 1234', undefined, false],
  ['Dana', '030 123456', false],
  ['Dana', '117', true],
])('who asks to be called gives a number: %s and %s', (answeredBy, phone, lacks) => {
  expect(lacksPhone({ misuse: 'yes', answeredBy, phone })).toBe(lacks);
  expect(lacksPhone({ misuse: 'no', answeredBy, phone })).toBe(false);
});

test('nobody has answered until an answer is on record, with when it was given', () => {
  const others = [{ at: T1, answers: said('no') }];
  expect(answersGiven({ acknowledgedAt: null, answers: said('no'), others })).toEqual([]);
  expect(answersGiven({ acknowledgedAt: T0, answers: null, others })).toEqual([]);
});

test('who answered is named with the number to call, where one was given', () => {
  expect(whoAnswered(said('yes'))).toBe('Dana');
  expect(whoAnswered({ ...said('yes'), phone: '030 123456' })).toBe('Dana, 030 123456');
});
