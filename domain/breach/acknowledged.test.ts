import { describe, expect, it } from '@jest/globals';
import { obligationOf, planOf, reportedEvent } from '../../test/support/plans.ts';
import { acknowledgedBy, isWarningOf, unseenWarnings } from './acknowledged.ts';
import type { WarningRef } from './events.ts';
import { evolve } from './evolve.ts';
import type { BreachState, ObligationState } from './state.ts';

const NOW = '2026-11-24T10:00:00.000Z';
const DUE = '2026-11-27T10:00:00.000Z';
const OTHER_DUE = '2026-11-28T10:00:00.000Z';
const DUTY = 'gdpr-art33-1-authority';
const TAKE = 'organisation-take';
const reported = evolve(null, reportedEvent('TOC-2026-0001', NOW));

const dutyState = (change: Partial<ObligationState> = {}): ObligationState => ({
  ...{ id: DUTY, status: 'running', fired: [`24-hours-left@${DUE}`], filed: null, waivedBecause: null },
  ...change,
});
const withDuty = (change: Partial<ObligationState> = {}): BreachState => ({
  ...reported,
  obligations: { [DUTY]: dutyState(change) },
});
const LEFT24: WarningRef = { obligation: DUTY, rung: '24-hours-left', due: DUE };

describe('a warning of a breach', () => {
  const plan = planOf(NOW, {
    obligations: [obligationOf(DUTY, NOW), obligationOf('no-clock', null), obligationOf('other', OTHER_DUE)],
    targets: [obligationOf(TAKE, NOW)],
  });
  const known = { fired: [], filed: null, waivedBecause: null, status: 'running' } as const;
  const ids = [DUTY, 'no-clock', 'other'];
  const state: BreachState = {
    ...reported,
    plan,
    obligations: Object.fromEntries(ids.map((id) => [id, { ...known, id, fired: [] }])),
    targets: { [TAKE]: { id: TAKE, status: 'running', fired: [`clock-started@${OTHER_DUE}`] } },
  };

  it.each<[string, WarningRef, boolean]>([
    ['of the ladder of a duty, as its clock stands', { obligation: DUTY, rung: '48-hours-left', due: DUE }, true],
    ['of the ladder of a target', { obligation: TAKE, rung: '4-hours-left', due: DUE }, true],
    ['that a target fired before its limit moved', { obligation: TAKE, rung: 'clock-started', due: OTHER_DUE }, true],
    ['of another limit', { obligation: DUTY, rung: '48-hours-left', due: OTHER_DUE }, false],
    ['of the limit of another duty', { obligation: 'other', rung: '48-hours-left', due: DUE }, false],
    ['of a rung that the ladder does not have', { obligation: DUTY, rung: 'clock-started', due: DUE }, false],
    ['of a duty without a clock', { obligation: 'no-clock', rung: '48-hours-left', due: DUE }, false],
    ['of a duty that the breach does not have', { obligation: 'nothing', rung: '48-hours-left', due: DUE }, false],
  ])('%s: %j is %s', (_, warning, isOne) => {
    expect(isWarningOf(state, warning)).toBe(isOne);
  });

  it('is what fired, also of a duty that the plan has no more, and while there is no plan', () => {
    const gone = { ...withDuty(), plan: planOf(NOW) };
    expect([gone, withDuty()].map((each) => isWarningOf(each, LEFT24))).toEqual([true, true]);
    expect(isWarningOf(withDuty(), { ...LEFT24, rung: '4-hours-left' })).toBe(false);
  });
});

describe('who has seen a warning', () => {
  const seen = { ...LEFT24, by: 'user:1', at: NOW };

  it('is on record for exactly that one', () => {
    const state = { acknowledged: [seen] };
    expect(acknowledgedBy(state, LEFT24)).toEqual(seen);
    for (const other of [{ obligation: TAKE }, { rung: '4-hours-left' }, { due: OTHER_DUE }]) {
      expect(acknowledgedBy(state, { ...LEFT24, ...other })).toBeUndefined();
    }
    expect(acknowledgedBy({}, LEFT24)).toBeUndefined();
  });
});

describe('warnings that nobody has said to have seen', () => {
  it.each<[string, BreachState, WarningRef[]]>([
    ['of a duty that runs', withDuty(), [LEFT24]],
    ['of one whose limit has passed', withDuty({ status: 'overdue' }), [LEFT24]],
    ['none of one that is filed', withDuty({ status: 'filed' }), []],
    ['none of a breach that is closed', { ...withDuty(), status: 'closed' }, []],
    ['none where no rung fired', withDuty({ fired: [] }), []],
    [
      'of a rung that the policy names with an @',
      withDuty({ fired: [`call@night@${DUE}`] }),
      [{ obligation: DUTY, rung: 'call@night', due: DUE }],
    ],
    [
      'of a target as of a duty',
      {
        ...withDuty({ fired: [] }),
        targets: { [TAKE]: { id: TAKE, status: 'overdue', fired: [`clock-started@${DUE}`] } },
      },
      [{ obligation: TAKE, rung: 'clock-started', due: DUE }],
    ],
  ])('%s', (_, state, warnings) => {
    expect(unseenWarnings(state)).toEqual(warnings);
  });

  it('are those that are left after some were seen, each by its own limit', () => {
    const fired = [`24-hours-left@${DUE}`, `24-hours-left@${OTHER_DUE}`, `4-hours-left@${DUE}`];
    const state = { ...withDuty({ fired }), acknowledged: [{ ...LEFT24, by: 'user:1', at: NOW }] };
    expect(unseenWarnings(state)).toEqual([
      { ...LEFT24, due: OTHER_DUE },
      { ...LEFT24, rung: '4-hours-left' },
    ]);
  });
});
