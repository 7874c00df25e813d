import { describe, expect, it } from '@jest/globals';
import { readStored, readTold } from '../../test/support/version-0.1.ts';
import type { BreachState } from './state.ts';
import { currentPlan, currentRisk, currentState, isFromNobody, isUnattended } from './upcast.ts';
import { wantedChildren } from './wanted-children.ts';
import { attachedFile } from './work.ts';

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

describe('a command that came by a signal, where nobody waits for an answer', () => {
  const byResponder = { by: 'user:2', role: 'responder' as const };
  it.each<[string, Parameters<typeof isUnattended>[0], { ours: boolean; unattended: boolean }]>([
    ['of the engine', { by: 'engine', role: 'engine', type: 'apply-plan' }, { ours: true, unattended: true }],
    ['of the engine before there were roles', { by: 'engine', type: 'apply-plan' }, { ours: true, unattended: true }],
    ['that the relay hands over', { ...byResponder, type: 'add-evidence' }, { ours: true, unattended: true }],
    [
      'that the relay did before there were roles',
      { by: 'x', type: 'record-awareness' },
      { ours: true, unattended: true },
    ],
    ['that a person asks', { ...byResponder, type: 'amend-facts' }, { ours: true, unattended: false }],
    ['of nobody known', { by: 'x', type: 'amend-facts' }, { ours: false, unattended: false }],
    [
      'that a person asks under the name of the engine',
      { ...byResponder, by: 'engine', type: 'file' },
      { ours: true, unattended: false },
    ],
  ])('%s', (_, command, { ours, unattended }) => {
    expect([!isFromNobody(command), isUnattended(command)]).toEqual([ours, unattended]);
  });
});

describe('what earlier versions decided and kept', () => {
  it('is one decision on the risk for both articles, while there was one', () => {
    const decision = {
      conclusion: 'risk',
      proposed: 'risk',
      by: 'dpo',
      at: 'x',
      reasons: 'x',
      reopened: false,
    } as const;
    expect(currentRisk(decision)).toEqual({ art33: decision, art34: decision });
    expect(currentRisk(null)).toEqual({ art33: null, art34: null });
    const apart = { art33: decision, art34: null };
    expect(currentRisk(apart)).toEqual(apart);
  });

  it('is evidence without a number, of which the newest hundred stand here', () => {
    const { evidenceCount: _, ...before } = state;
    const evidence = Array.from({ length: 101 }, (__, n) => ({ ...attachedFile(String(n), 1) }));
    const read = currentState({ ...before, evidence });
    expect([read.evidenceCount, read.evidence.length, read.evidence[0]?.file]).toEqual([101, 100, '1']);
    expect(currentState({ ...state, evidence, evidenceCount: 700 }).evidenceCount).toBe(700);
  });

  it.each([
    ['sending', 'running'],
    ['stopped', 'finished'],
    ['finished', 'finished'],
  ] as const)('is a campaign that was %s: %s', (status, now) => {
    const { communications: _, ...before } = state;
    const [campaign] = state.campaigns;
    const campaigns = [{ ...campaign, number: 9, status, counts: null }] as BreachState['campaigns'];
    expect(currentState({ ...before, campaigns }).communications['campaign/9']).toMatchObject({
      ...{ status: now, counts: { total: 0 }, because: null, turn: 0 },
    });
  });

  it('is as many to be told as its plan named, and nobody where there was none yet', () => {
    const { communications: _, ...before } = state;
    const [{ plan } = {}] = plans;
    const alone = { ...(plan as Parameters<typeof currentPlan>[0]), notices: [], counterparties: undefined } as never;
    expect(currentPlan(alone).counterparties).toBeNull();
    const kinds = ['supplier', 'customer', 'customer'].map((kind) => ({ kind }));
    const several = { ...(alone as object), notices: kinds } as unknown as Parameters<typeof currentPlan>[0];
    expect(currentPlan(several).counterparties).toMatchObject({ suppliers: 1, customers: 2 });
    for (const none of [
      { ...before, plan: alone },
      { ...before, plan: null },
    ]) {
      expect(currentState(none).communications).not.toHaveProperty('notices');
    }
  });
});
