import { describe, expect, it } from '@jest/globals';
import { accepted, commandOf, refusalOf } from '../../test/support/asking.ts';
import { obligationOf, planOf, reportedEvent } from '../../test/support/plans.ts';
import { runsOf, type Sign, TARGET_NAMES, TARGET_RULES } from '../plan/targets.ts';
import { plusMs } from '../time.ts';
import { closingPoints } from './closing-gate.ts';
import type { CommandBody } from './commands.ts';
import { evolve } from './evolve.ts';
import { handlingOf } from './handling.ts';
import { countOfSign, isSignOpen, type Signs, settledOfSign } from './signs.ts';
import type { BreachState } from './state.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const [NOON, ONE, TWO] = ['12', '13', '14'].map((hour) => `2026-11-24T${hour}:00:00.000Z`) as [string, string, string];
const next = (state: BreachState, at: string, body: CommandBody, by = 'dpo') =>
  accepted(state, commandOf(body, { at, by, key: `${at}/${state.seq}` })).state;
const counted = (page: number, refused: number, misuse: number): CommandBody => ({
  ...{ type: 'communication-progressed', communication: 'notices', version: 'v', settled: false, nextAt: null },
  ...{ counts: { total: 3, refused, acknowledged: misuse }, head: { page, hash: '' } },
  answers: { customers: 0, acknowledged: 0, lastAt: null, misuse },
});
const settled = (count: number, sign: 'misuse' | 'unreached' = 'misuse'): CommandBody => {
  return { type: 'settle-signs', sign, count, reasons: 'Called.' };
};
const signsIn = (state: BreachState) => handlingOf(state).signs;

function told(): BreachState {
  const aware = next(evolve(null, reportedEvent('TOC-2026-0001', T0)), T0, {
    ...{ type: 'record-awareness', awareAt: T0, reasons: '' },
  });
  const counterparties = { suppliers: 3, customers: 0, version: 'v' };
  const plan = planOf(T0, { obligations: [obligationOf('duty', T0)], counterparties });
  return next(aware, T0, { type: 'apply-plan', plan }, 'engine');
}

describe('what notices bring that somebody looks into', () => {
  it('counts from when it was first seen until somebody says what came of it, and anew for the next', () => {
    const seen = next(next(told(), NOON, counted(1, 0, 1), 'engine'), ONE, counted(2, 0, 1), 'engine');
    expect(signsIn(seen)).toEqual({ misuse: NOON });
    const dealt = next(seen, ONE, settled(1));
    expect(signsIn(dealt)).toBeUndefined();
    const again = next(dealt, TWO, counted(3, 0, 2), 'engine');
    expect(signsIn(again)).toEqual({ misuse: TWO });
  });

  it('is kept apart for the letters of each campaign, and each is dealt with by itself', () => {
    const letters = (
      campaign: number,
      page: number,
      counts: { refused?: number; uncertain?: number },
    ): CommandBody => ({
      ...{ type: 'communication-progressed', communication: `campaign/${campaign}`, version: '', settled: false },
      ...{ counts: { total: 9, ...counts }, head: { page, hash: '' }, nextAt: null },
    });
    const running = { status: 'running' as const, because: null, turn: 0, counts: { total: 9 }, head: null };
    const sent = { ...running, nextAt: null, version: '' };
    const begun = { ...told(), communications: { 'campaign/1': sent, 'campaign/2': sent } };
    const first = next(begun, NOON, letters(1, 1, { refused: 2, uncertain: 1 }), 'engine');
    const both = next(first, ONE, letters(2, 1, { refused: 1 }), 'engine');
    expect(handlingOf(both).letters).toEqual([
      { campaign: 1, sign: 'unreached', since: NOON },
      { campaign: 1, sign: 'uncertain', since: NOON },
      { campaign: 2, sign: 'unreached', since: ONE },
    ]);
    expect(signsIn(both)).toBeUndefined();
    expect(runsOf(handlingOf(both), TARGET_NAMES, TARGET_RULES).map(({ id }) => id)).toEqual(
      expect.arrayContaining(['organisation-letters-unreached-1', 'organisation-letters-uncertain-1']),
    );
    const says = { ...settled(2, 'unreached'), campaign: 1 } as CommandBody;
    const dealt = next(next(both, TWO, says), TWO, letters(1, 2, { refused: 2 }), 'engine');
    expect(handlingOf(dealt).letters).toEqual([{ campaign: 2, sign: 'unreached', since: ONE }]);
    const points = closingPoints(dealt, 'resolved').map(({ point }) => point);
    expect(points).toContain('deliveries-refused/campaign/2');
    expect(points).not.toContain('deliveries-refused/campaign/1');
    // A plan of a version that did not know of them asks for none.
    expect(runsOf(handlingOf(both), ['take', 'unreached'], TARGET_RULES).map(({ id }) => id)).toEqual([
      'organisation-take',
    ]);
  });

  it('ends by itself where the letter arrives after all', () => {
    const refused = next(told(), NOON, counted(1, 2, 0), 'engine');
    expect(signsIn(refused)).toEqual({ unreached: NOON });
    expect(signsIn(next(refused, ONE, counted(2, 0, 0), 'engine'))).toBeUndefined();
  });

  it('is dealt with by who looked at all of it, with reasons, and once', () => {
    const seen = next(told(), NOON, counted(1, 0, 2), 'engine');
    const refused = (body: CommandBody, state = seen) => refusalOf(state, commandOf(body, { at: ONE, by: 'dpo' }));
    expect(refused(settled(1))).toMatchObject({ code: 'stale', field: 'count' });
    expect(refused({ ...settled(2), reasons: '' } as CommandBody)).toEqual({
      code: 'reasons-missing',
      field: 'reasons',
    });
    expect(refused(settled(1, 'unreached'))).toEqual({ code: 'conflict', field: 'sign', members: { why: 'no-signs' } });
    expect(refused(settled(2), next(seen, ONE, settled(2)))).toEqual({
      code: 'conflict',
      field: 'sign',
      members: { why: 'no-signs' },
    });
  });

  it('stands in the way of closing until then, and no longer', () => {
    const seen = next(told(), NOON, counted(1, 1, 1), 'engine');
    const codes = (state: BreachState) => closingPoints(state, 'resolved').map(({ code }) => code);
    expect(codes(seen)).toEqual(expect.arrayContaining(['misuse', 'deliveries-refused']));
    const dealt = next(next(seen, ONE, settled(1)), ONE, settled(1, 'unreached'));
    expect(codes(dealt)).not.toEqual(expect.arrayContaining(['misuse']));
    expect(codes(dealt)).not.toEqual(expect.arrayContaining(['deliveries-refused']));
    // One more came in meanwhile, as whoever closes it looks it up.
    const standings = { notices: { counts: { total: 3, acknowledged: 2 }, head: { page: 2, hash: '' } } };
    const answers = { customers: 0, acknowledged: 0, lastAt: null, misuse: 2 };
    const looked = { standings: { notices: { ...standings.notices, answers } }, behind: null };
    expect(closingPoints(dealt, 'resolved', looked).find(({ code }) => code === 'misuse')).toMatchObject({ count: 1 });
  });
});

describe('one sign, by when it was seen', () => {
  const msEarlier = (ms: number) => plusMs(NOON, -ms);
  it.each<[string, Signs['misuse'], string, boolean]>([
    ['is open while nobody has dealt with any', undefined, NOON, true],
    ['is open where none of those counted was dealt with', { settled: 0, since: NOON }, NOON, true],
    ['was dealt with where all were, up to when that was said', { settled: 2, settledAt: NOON }, NOON, false],
    ['is open where it came after that', { settled: 2, settledAt: NOON }, plusMs(NOON, 1), true],
    [
      'was dealt with where there are more, and it came a minute before',
      { settled: 1, since: ONE, settledAt: NOON },
      msEarlier(60_000),
      false,
    ],
    ['is open where it came within that minute', { settled: 1, since: ONE, settledAt: NOON }, msEarlier(59_999), true],
    [
      'is open where there are more, and nobody knows when some were dealt with',
      { settled: 1, since: ONE },
      NOON,
      true,
    ],
    ['was dealt with where all were, at a time that nobody knows', { settled: 2 }, ONE, false],
  ])('%s', (_, misuse, seenAt, open) => {
    expect(isSignOpen({ signs: misuse && { misuse } }, 'misuse', seenAt)).toBe(open);
    expect(isSignOpen({ signs: misuse && { misuse } }, 'unreached', seenAt)).toBe(true);
  });
});

describe('how many signs there are', () => {
  const communications = {
    notices: { counts: { total: 9, refused: 2, failed: 1, uncertain: 4 } },
    'campaign/2': {
      counts: { total: 9, refused: 5 },
      answers: { customers: 0, acknowledged: 0, lastAt: null, misuse: 6 },
    },
  } as const;
  it.each<[Sign, number | undefined, number]>([
    ['unreached', undefined, 3],
    ['uncertain', undefined, 4],
    ['misuse', undefined, 0],
    ['unreached', 2, 5],
    ['uncertain', 2, 0],
    ['misuse', 2, 6],
    ['unreached', 3, 0],
  ])('%s, of campaign %s or of the notices: %s', (sign, campaign, count) => {
    expect(countOfSign({ communications }, sign, campaign)).toBe(count);
  });

  it('and how many of them were dealt with', () => {
    const state = { signs: { misuse: { settled: 3 } }, letterSigns: { '2': { misuse: { settled: 1 } } } };
    expect(settledOfSign(state, 'misuse')).toBe(3);
    expect(settledOfSign(state, 'misuse', 2)).toBe(1);
    expect([settledOfSign(state, 'unreached'), settledOfSign(state, 'misuse', 3), settledOfSign({}, 'misuse')]).toEqual(
      [...[0, 0, 0]],
    );
  });

  it('one that is there no more was not dealt with for the next', () => {
    const dealt = next(next(told(), NOON, counted(1, 2, 0), 'engine'), NOON, settled(2, 'unreached'));
    const fewer = next(dealt, ONE, counted(2, 1, 0), 'engine');
    expect([settledOfSign(fewer, 'unreached'), signsIn(fewer)]).toEqual([1, undefined]);
    expect(signsIn(next(fewer, TWO, counted(3, 2, 0), 'engine'))).toEqual({ unreached: TWO });
    expect(next(told(), NOON, counted(1, 0, 0), 'engine').signs).toBeUndefined();
  });

  it('those that came while others were being dealt with count from when they came', () => {
    const seen = next(next(told(), NOON, counted(1, 1, 0), 'engine'), ONE, settled(1, 'unreached'));
    const more = next(seen, TWO, counted(2, 2, 0), 'engine');
    expect(more.signs?.unreached).toEqual({ settled: 1, since: TWO, settledAt: ONE });
    const gone = next(more, TWO, counted(3, 0, 0), 'engine');
    expect(gone.signs?.unreached).toEqual({ settled: 0, settledAt: ONE });
  });
});
