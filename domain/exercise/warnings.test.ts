import { describe, expect, it } from '@jest/globals';
import { obligationOf, planOf } from '../../test/support/plans.ts';
import type { BreachEvent } from '../breach/events.ts';
import { HOUR_MS, plusMs } from '../time.ts';
import { scoreWarnings } from './warnings.ts';

const START = '2026-11-24T08:00:00.000Z';
const at = (hours: number) => plusMs(START, hours * HOUR_MS);
const event = (type: string, hours: number, data: object = {}) =>
  ({ type, at: at(hours), by: 'dpo', key: `${type}/${hours}`, data }) as BreachEvent;
const rung = (obligation: string, hours: number) =>
  event('rung-fired', hours, { obligation, rung: '24-hours-left', due: at(72), firedAt: at(hours), skipped: [] });
const plan = planOf(START, { obligations: [obligationOf('duty', START)] });
const warnings = (fired: BreachEvent[], acts: BreachEvent[], state = { plan } as Parameters<typeof scoreWarnings>[0]) =>
  scoreWarnings(state, acts, fired);

describe('a warning of an exercise', () => {
  it('names the article of its duty, the target of our own, or at least the id', () => {
    const fired = [rung('duty', 1), rung('organisation-take', 2), rung('gone', 3)];
    expect(warnings(fired, []).map(({ article }) => article)).toEqual([
      ...['GDPR Art. 33(1)', 'Take the incident', 'gone'],
    ]);
    expect(warnings([rung('duty', 1)], [], { plan: null })[0]?.article).toBe('duty');
  });

  it('is answered from the very instant it fired until the next one of the same duty', () => {
    const fired = [rung('duty', 10), rung('duty', 20)];
    const answersAt = (hours: number) =>
      warnings(fired, [event('filed', hours, { obligation: 'duty' })]).map(({ answer }) => answer?.afterMs ?? null);
    expect(answersAt(9)).toEqual([null, null]);
    expect(answersAt(10)).toEqual([0, null]);
    expect(answersAt(19)).toEqual([9 * HOUR_MS, null]);
    expect(answersAt(20)).toEqual([null, 0]);
  });

  it('at the limit is the engine’s own, from the limit', () => {
    const overdue = event('obligation-overdue', 73, { obligation: 'duty', due: at(72), overdueAt: at(72) });
    expect(warnings([overdue], [event('obligation-waived', 74, { obligation: 'duty' })])).toEqual([
      {
        ...{ obligation: 'duty', article: 'GDPR Art. 33(1)', rung: 'overdue', firedAt: at(72) },
        answer: { what: 'obligation-waived', at: at(74), by: 'dpo', afterMs: 2 * HOUR_MS },
      },
    ]);
  });

  it.each([
    ['obligation-resumed', { obligation: 'duty' }],
    ['facts-amended', {}],
    ['awareness-corrected', {}],
    ['risk-decided', {}],
    ['campaign-drafted', {}],
    ['campaign-approved', {}],
    ['closed', {}],
  ])('is answered by %s', (type, data) => {
    expect(warnings([rung('duty', 1)], [event(type, 2, data)])[0]?.answer?.what).toBe(type);
  });

  it.each([
    ['an act on another duty', event('filed', 2, { obligation: 'other' })],
    ['an approval, after which nothing was filed', event('filing-approved', 2, { obligation: 'duty' })],
    ['who only took the incident', event('taken', 2)],
  ])('is not answered by %s', (_, act) => {
    expect(warnings([rung('duty', 1)], [act])[0]?.answer).toBeNull();
  });
});
