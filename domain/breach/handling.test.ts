import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { obligationOf, planOf } from '../../test/support/plans.ts';
import { Facts } from '../facts.ts';
import { makePlan } from '../plan/make.ts';
import type { Plan } from '../plan/types.ts';
import type { Instant } from '../time.ts';
import { decide } from './decide.ts';
import type { BreachEvent } from './events.ts';
import { evolve, foldEvents } from './evolve.ts';
import { handlingOf, isHandledOtherwise } from './handling.ts';
import { planInputOf } from './plan-input.ts';
import { type BreachState, filingsOf } from './state.ts';
import { clockRows } from './views.ts';
import { openClocks } from './wanted-children.ts';

const policy = loadPolicy('policy');
const AT = '2026-11-24T08:20:00.000Z';
const LATER = '2026-11-24T08:50:00.000Z';
const head = (by: string, at: Instant = LATER) => ({ at, by, key: `${by}/${at}` });

const REPORTED: BreachEvent = {
  ...{ type: 'reported', at: AT, by: 'user:9', key: 'report' },
  data: {
    ...{ breachId: 'TOC-2026-0001', origin: 'report', source: 'reporter', exercise: null, reportedAt: AT },
    facts: Facts.parse({}),
  },
  personal: { narrative: { title: 'A laptop is gone', summary: '', consequences: '', measures: '' } },
};
const AMENDED: BreachEvent = {
  ...{ ...head('user:2'), type: 'facts-amended', data: { changed: { peopleConcerned: 3 } } },
  personal: { narrative: {}, reasons: 'Counted.' },
};
const AWARE: BreachEvent = {
  ...{ ...head('user:1'), type: 'awareness-recorded', data: { awareAt: AT } },
  personal: { reasons: '' },
};

describe('targets of the organisation', () => {
  test('a new report is to be taken and triaged, each by a clock of its own with its ladder', () => {
    const state = planned(folded(REPORTED));
    const clocks = openClocks(state).map(({ obligation, clock, rungs }) => [obligation, clock.due, rungs.at(0)?.name]);
    expect(clocks).toEqual([
      ['organisation-take', '2026-11-24T08:50:00.000Z', 'clock-started'],
      ['organisation-triage', '2026-11-24T12:20:00.000Z', '1-hour-left'],
    ]);
    expect(state.plan?.targets?.map(({ regime, clock }) => [regime, clock?.basis, clock?.latest])).toEqual([
      ['organisation', 'policy', null],
      ['organisation', 'policy', null],
    ]);
  });

  test('who acts on it first has it, and its clock to be taken ends at once', () => {
    const state = evolve(planned(folded(REPORTED)), AMENDED);
    expect(state.owner).toEqual({ by: 'user:2', since: LATER });
    expect(running(state)).toEqual(['organisation-triage']);
    expect(running(evolve(state, AWARE)).filter((id) => id.startsWith('organisation-'))).toEqual([]);
  });

  test('what is handed in with the report takes nothing', () => {
    const state = planned(folded(REPORTED, AWARE));
    expect(state.owner).toBeUndefined();
    expect(running(state)).toContain('organisation-take');
  });

  test('they cannot be filed or waived, do not stand in the way of closing, and end with it', () => {
    const state = planned(evolve(planned(folded(REPORTED)), AWARE));
    const asked = { ...head('user:1'), role: 'dpo' as const, reasons: 'x' };
    const about = { obligation: 'organisation-take' };
    const filing = { filedAt: LATER, receipt: '1', elsewhere: true as const };
    expect(decide(state, { ...asked, type: 'waive-obligation', ...about })).toMatchObject({
      code: 'unknown-obligation',
    });
    expect(decide(state, { ...asked, type: 'file', ...about, ...filing })).toMatchObject({
      code: 'unknown-obligation',
    });
    const untaken = planned(folded(REPORTED));
    const closing = decide(untaken, { ...asked, type: 'close', outcome: 'not-a-breach' });
    const [closed] = closing.ok ? closing.events : [];
    const after = closed && evolve(untaken, closed);
    expect(after && clockRows(after).filter(({ status }) => status === 'running')).toEqual([]);
  });

  test('a warning that fired and a limit that passed are remembered of a target', () => {
    const state = planned(folded(REPORTED));
    const due = '2026-11-24T08:50:00.000Z';
    const mark = { type: 'mark-overdue', obligation: 'organisation-take', due, overdueAt: due } as const;
    const decision = decide(state, { ...mark, ...head('engine') });
    const overdue = (decision.ok ? decision.events : []).reduce<BreachState>(evolve, state);
    expect(overdue.targets?.['organisation-take']?.status).toBe('overdue');
    expect(clockRows(overdue).find(({ obligation }) => obligation === 'organisation-take')).toMatchObject({
      ...{ regime: 'organisation', basis: 'policy', status: 'overdue', stage: null },
    });
    const fired = { type: 'rung-fired', obligation: 'organisation-take', rung: 'x', due, firedAt: due, skipped: [] };
    const first = decide(overdue, { ...fired, ...head('engine') } as never);
    const told = (first.ok ? first.events : []).reduce<BreachState>(evolve, overdue);
    expect(told.targets?.['organisation-take']?.fired).toEqual([`x@${due}`]);
    expect(decide(told, { ...fired, ...head('engine') } as never)).toEqual({ ok: true, events: [] });
  });
});

describe('the limit of a target', () => {
  const under = (state: BreachState, start: Instant): BreachState => {
    const plan = planOf(LATER, { targets: [obligationOf('organisation-take', start)], targetNames: ['take'] });
    return evolve(state, { ...head('engine'), type: 'planned', data: { plan, changes: [] } });
  };
  const overdueOf = (state: BreachState): BreachState => {
    const due = state.plan?.targets?.[0]?.clock?.due ?? '';
    const data = { obligation: 'organisation-take', due, overdueAt: due };
    return evolve(state, { ...head('engine'), type: 'obligation-overdue', data });
  };

  test.each([
    ['that has passed stays passed under the next plan', AT, 'overdue'],
    ['that has moved runs anew', LATER, 'running'],
  ])('%s', (_, start, status) => {
    const passed = overdueOf(under(folded(REPORTED), AT));
    expect(passed.targets?.['organisation-take']?.status).toBe('overdue');
    expect(under(passed, start).targets?.['organisation-take']?.status).toBe(status);
  });
});

describe('what of the handling targets are counted from', () => {
  const decided = (article: 'art33' | 'art34', at: Instant): BreachEvent => ({
    ...{ ...head('user:1', at), type: 'risk-decided' },
    data: { article, conclusion: 'unlikely', proposed: 'unlikely' },
    personal: { reasons: 'Logs.' },
  });
  const counted = (at: Instant, people: number): BreachEvent => ({
    ...{ ...head('user:2', at), type: 'facts-amended', data: { changed: { peopleConcerned: people } } },
    personal: { narrative: {}, reasons: 'Counted.' },
  });
  const closed = (at: Instant): BreachEvent => ({
    ...{ ...head('user:1', at), type: 'closed', data: { outcome: 'not-a-breach' }, personal: { reasons: 'A test.' } },
  });
  const reopened = (at: Instant): BreachEvent => ({
    ...{ ...head('user:1', at), type: 'reopened', data: { closedAt: LATER }, personal: { reasons: 'A call.' } },
  });
  const [first, second, third] = ['2026-11-25T08:00:00.000Z', '2026-11-26T08:00:00.000Z', '2026-11-27T08:00:00.000Z'];

  test('a decision that facts have passed: since the first change that nobody has looked at', () => {
    const passed = folded(REPORTED, AWARE, decided('art34', LATER), counted(first, 3), counted(second, 4));
    expect(handlingOf(passed).reopenedSince).toBe(first);
    const both = folded(REPORTED, AWARE, decided('art34', LATER), counted(first, 3), decided('art33', second));
    expect(handlingOf(evolve(both, counted(third, 5))).reopenedSince).toBe(first);
    expect(handlingOf(evolve(passed, decided('art34', third)))).not.toHaveProperty('reopenedSince');
  });

  test('an opening again: since the last one', () => {
    const once = folded(REPORTED, closed(LATER), reopened(first));
    expect(handlingOf(once).againSince).toBe(first);
    expect(handlingOf([closed(second), reopened(third)].reduce<BreachState>(evolve, once)).againSince).toBe(third);
    expect(handlingOf(folded(REPORTED))).not.toHaveProperty('againSince');
  });
});

describe('a plan that is being made', () => {
  const reported = folded(REPORTED);
  const taken: BreachEvent = { ...head('user:1'), type: 'taken', data: {} };

  test.each<[string, boolean, Plan['targetNames']]>([
    ['is of no use any more once somebody took what it would have asked to take', true, ['take']],
    ['is of use where its targets are not met by that', false, ['release']],
    ['is of use where it knows no targets', false, undefined],
  ])('%s', (_, isOtherwise, targetNames) => {
    const plan = { ...(targetNames && { targetNames }) };
    expect(isHandledOtherwise(handlingOf(reported), evolve(reported, taken), plan)).toBe(isOtherwise);
    expect(isHandledOtherwise(handlingOf(reported), reported, plan)).toBe(false);
  });
});

describe('what runs since before there were targets', () => {
  test.each([
    ['an awareness that came with the report', [REPORTED, AWARE], []],
    ['an act of a person', [REPORTED], [AMENDED]],
  ])('%s counts as taken and triaged, and nobody is told anew', (_, first, then) => {
    const under = planned(folded(...first), { isOld: true });
    const state = planned(then.reduce(evolve, under));
    expect(running(state).filter((id) => id.startsWith('organisation-'))).toEqual([]);
  });

  test('it begins with the next plan of one that nobody has touched', () => {
    const state = planned(planned(folded(REPORTED), { isOld: true }));
    expect(running(state)).toEqual(['organisation-take', 'organisation-triage']);
  });

  test('their plans are never made stale by how they are handled', () => {
    const under = planned(folded(REPORTED), { isOld: true });
    const drafted: BreachEvent = {
      ...{ ...head('user:2'), type: 'campaign-drafted' },
      data: { campaign: 1, listId: 'l', recipients: 1, contentHash: 'h' },
    };
    expect(evolve(under, drafted).planIsStale).toBe(false);
  });
});

function folded(...events: BreachEvent[]): BreachState {
  const state = foldEvents(events);
  if (state === null) throw new Error('no events');
  return state;
}

function planned(state: BreachState, { isOld = false } = {}): BreachState {
  const handling = isOld ? {} : { handling: handlingOf(state) };
  const input = planInputOf({ ...state, at: LATER, filings: filingsOf(state), ...handling }, []);
  const plan: Plan = makePlan(policy, input);
  return evolve(state, { ...head('engine'), type: 'planned', data: { plan, changes: [] } });
}

function running(state: BreachState): string[] {
  return openClocks(state).map(({ obligation }) => obligation);
}
