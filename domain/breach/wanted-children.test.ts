import { describe, expect, it } from '@jest/globals';
import { accepted, commandOf } from '../../test/support/asking.ts';
import { clock72h, obligationOf, planOf, reportedEvent } from '../../test/support/plans.ts';
import type { PlannedObligation } from '../plan/types.ts';
import { HOUR_MS, plusMs } from '../time.ts';
import type { CommandBody } from './commands.ts';
import { evolve } from './evolve.ts';
import type { BreachState } from './state.ts';
import { openClocks, wantedChildren } from './wanted-children.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const LATER = plusMs(T0, HOUR_MS);
const due = clock72h(T0).due;
const reported = evolve(null, reportedEvent('TOC-2026-0001', T0));
const then = (state: BreachState, body: CommandBody, by = 'dpo') =>
  accepted(state, commandOf(body, { at: LATER, by, key: `k${state.seq}` })).state;
const planned = (obligations: PlannedObligation[], suppliers = 0): CommandBody => ({
  type: 'apply-plan',
  plan: planOf(T0, { obligations, counterparties: { suppliers, customers: 0, version: 'fjord' } }),
});
const aware = then(reported, { type: 'record-awareness', awareAt: T0, reasons: '' });
const two = then(aware, planned([obligationOf('a', T0), obligationOf('b', LATER)]), 'engine');
const fires: CommandBody = { type: 'rung-fired', obligation: 'a', rung: 'x', due, firedAt: LATER, skipped: [] };

const kinds = (state: BreachState) =>
  wantedChildren(state).map((child) => (child.kind === 'clocks' ? 'clocks' : child.communication));
const versions = (state: BreachState) => wantedChildren(state).map(({ version }) => version);

describe('the clocks of a breach', () => {
  it('are one child, with each duty’s clock, ladder and what it fired', () => {
    const [first, second] = two.plan?.obligations ?? [];
    expect(wantedChildren(then(two, fires, 'engine'))).toEqual([
      {
        ...{ kind: 'clocks', version: expect.any(String) },
        clocks: [
          { obligation: 'a', clock: clock72h(T0), rungs: first?.rungs, fired: [`x@${due}`], overdue: false },
          { obligation: 'b', clock: clock72h(LATER), rungs: second?.rungs, fired: [], overdue: false },
        ],
      },
    ]);
  });

  it('go on past their limit until something is done', () => {
    const overdue = then(two, { type: 'mark-overdue', obligation: 'a', due, overdueAt: due }, 'engine');
    expect(openClocks(overdue).map((clock) => [clock.obligation, clock.overdue])).toEqual([
      ['a', true],
      ['b', false],
    ]);
    const waived = then(overdue, { type: 'waive-obligation', obligation: 'a', reasons: 'No risk.' });
    expect(openClocks(waived).map(({ obligation }) => obligation)).toEqual(['b']);
  });

  it('are told of which run and of their limits, and not of warnings that they gave themselves', () => {
    const moved = then(two, planned([obligationOf('a', LATER), obligationOf('b', LATER)]), 'engine');
    const fewer = then(two, { type: 'waive-obligation', obligation: 'a', reasons: 'No risk.' });
    expect(versions(then(two, fires, 'engine'))).toEqual(versions(two));
    expect(versions(moved)).not.toEqual(versions(two));
    expect(versions(fewer)).not.toEqual(versions(two));
  });

  it('are no child where none runs: all waits, or nothing of the plan is known', () => {
    const waits = then(aware, planned([obligationOf('a', null)]), 'engine');
    expect(wantedChildren(waits)).toEqual([]);
    expect(openClocks({ plan: null, obligations: {} })).toEqual([]);
    const unknown = planOf(T0, { obligations: [obligationOf('a', T0)], targets: [obligationOf('take', T0)] });
    expect(openClocks({ plan: unknown, obligations: {} })).toEqual([]);
    const running = { id: 'a', status: 'running' as const, fired: [], filed: null, waivedBecause: null };
    expect(openClocks({ plan: waits.plan, obligations: { a: running } })).toEqual([]);
  });

  it('of targets run beside those of duties, by their own state', () => {
    const plan = planOf(T0, { obligations: [obligationOf('a', T0)], targets: [obligationOf('take', LATER)] });
    const running = (status: 'running' | 'overdue' | 'met') => {
      const targets = { take: { id: 'take', status, fired: ['x'] } };
      return openClocks({ plan, obligations: two.obligations, targets }).map((clock) => [
        ...[clock.obligation, clock.fired.length, clock.overdue],
      ]);
    };
    expect(running('running')).toEqual([
      ['a', 0, false],
      ['take', 1, false],
    ]);
    expect(running('overdue')[1]).toEqual(['take', 1, true]);
    expect(running('met')).toEqual([['a', 0, false]]);
  });
});

describe('the communications of a breach', () => {
  const told = then(aware, planned([obligationOf('a', T0)], 1), 'engine');
  const draft = (campaign: number): CommandBody => ({
    ...{ type: 'draft-campaign', campaign, listId: `list-${campaign}`, recipients: 3, contentHash: 'h' },
  });
  const approve = (campaign: number): CommandBody => ({
    ...{ type: 'approve-campaign', campaign, contentHash: 'h', reasons: '' },
  });
  const stop: CommandBody = { type: 'stop-communication', communication: 'campaign/1', reasons: 'All known.' };
  const pause: CommandBody = { ...stop, type: 'pause-communication', because: 'asked' };
  const drafted = [draft(1), draft(2)].reduce((state, body) => then(state, body), told);
  const sent = [approve(1), approve(2)].reduce((state, body) => then(state, body), drafted);

  it('are a child each: the notices, and each campaign from its approval until it is stopped', () => {
    expect(kinds(drafted)).toEqual(['clocks', 'notices']);
    expect(kinds(sent)).toEqual(['clocks', 'notices', 'campaign/1', 'campaign/2']);
    expect(kinds(then(sent, pause))).toEqual(kinds(sent));
    expect(kinds(then(sent, stop))).toEqual(['clocks', 'notices', 'campaign/2']);
  });

  it('say to whom they go: the notices to the plan’s counterparties, a campaign to the people of its list', () => {
    expect(wantedChildren(then(sent, pause)).slice(1, 3)).toEqual([
      {
        ...{ kind: 'communication', version: expect.any(String), communication: 'notices' },
        ...{ listId: null, because: null, turn: 0, told: 'fjord' },
      },
      {
        ...{ kind: 'communication', version: expect.any(String), communication: 'campaign/1' },
        ...{ listId: 'list-1', because: 'asked', turn: 1, told: '' },
      },
    ]);
  });

  it('of a closed breach, and of one without a plan, are none', () => {
    const closed = { outcome: 'resolved' as const, at: LATER, by: 'dpo', reasons: 'Done.' };
    expect(wantedChildren({ ...sent, status: 'closed', closed })).toEqual([]);
    expect(wantedChildren({ ...sent, plan: null })).toEqual([]);
  });
});
