import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { Facts } from '../facts.ts';
import { makePlan } from '../plan/make.ts';
import type { Plan } from '../plan/types.ts';
import type { Instant } from '../time.ts';
import { decide } from './decide.ts';
import type { BreachEvent } from './events.ts';
import { evolve, foldEvents } from './evolve.ts';
import { handlingOf } from './handling.ts';
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
