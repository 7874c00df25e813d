import { describe, expect, it } from '@jest/globals';
import { readStored, readTold } from '../../test/support/version-0.1.ts';
import type { BreachState } from './state.ts';
import { currentPlan, currentState } from './upcast.ts';
import { wantedChildren } from './wanted-children.ts';

/** What version 0.1 wrote itself; what stands in it says the README beside it. */
const { states, plans } = readStored();
const told = readTold().breaches['TOC-2026-0001'];
const stored = states['TOC-2026-0001'] as BreachState;
const state = currentState(stored);

describe('a breach that version 0.1 stored', () => {
  it('is read with its clocks as they ran', () => {
    const open = Object.values(state.obligations).filter(({ status }) => status === 'running' || status === 'overdue');
    expect(Object.fromEntries(open.map(({ id, status, fired }) => [id, { status, fired }]))).toEqual(
      Object.fromEntries(told?.clocks.map(({ obligation, status, fired }) => [obligation, { status, fired }]) ?? []),
    );
    expect([state.seq, state.status]).toEqual([told?.seq, told?.status]);
  });

  it('holds nothing any more that grows with its receivers or commands', () => {
    expect(stored).toHaveProperty('doneKeys');
    expect(JSON.stringify(stored)).toContain('alder-clinic');
    expect(state).not.toHaveProperty('doneKeys');
    expect(state).not.toHaveProperty('notices');
    const { evidence: _, ...rest } = state;
    expect(JSON.stringify({ ...rest, plan: { ...rest.plan, dataFlow: null } })).not.toContain('alder-clinic');
    expect(JSON.stringify(rest.plan?.dataFlow.customers)).toMatch(/^[0-9]+$/);
  });

  it('goes on telling, by the ledgers, whom it was telling: its notices, and the campaign that was being sent', () => {
    expect(state.plan?.counterparties).toMatchObject({ version: 'earlier' });
    const { suppliers = 0, customers = 0 } = state.plan?.counterparties ?? {};
    expect(suppliers + customers).toBe(told?.planned.length);
    const children = wantedChildren(state);
    expect(children.map((child) => (child.kind === 'clocks' ? child.kind : child.communication))).toEqual([
      ...['clocks', 'notices', 'campaign/3'],
    ]);
    expect(state.communications['campaign/1']).toMatchObject({ status: 'finished', counts: { total: 7, sent: 5 } });
    expect(state.communications).not.toHaveProperty('campaign/2');
  });

  it('that is closed or only suspected asks for no children', () => {
    for (const id of ['TOC-2026-0002', 'TOC-2026-0003']) {
      expect(wantedChildren(currentState(states[id] as BreachState))).toEqual([]);
    }
  });

  it('read again is the same', () => {
    expect(currentState(state)).toEqual(state);
  });
});

describe('a plan that version 0.1 stored', () => {
  it('is read, each of them, with counts in place of names', () => {
    expect(plans.length).toBeGreaterThan(3);
    for (const { plan } of plans) {
      const read = currentPlan(plan as Parameters<typeof currentPlan>[0]);
      expect(read).not.toHaveProperty('notices');
      expect(typeof read.dataFlow.customers).toBe('number');
      expect(Object.keys(read.conclusion)).toEqual(['art33', 'art34']);
      expect(currentPlan(read)).toEqual(read);
    }
  });
});
