import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { planInputOf } from '../breach/plan-input.ts';
import { System } from '../dataflow.ts';
import { Facts } from '../facts.ts';
import type { CompiledPolicy } from '../policy/compiled.ts';
import { makePlan } from './make.ts';
import type { Plan } from './types.ts';

/** 21:30 in Berlin: half a day later is in the night before a working day. */
const REPORTED = '2026-11-24T20:30:00.000Z';
const policy = loadPolicy('policy');
const quiet: CompiledPolicy = {
  ...policy,
  organisation: { ...policy.organisation, quietHours: { from: '21:00', to: '07:00' } },
};
const system = System.parse({
  ...{ id: 'billing', name: 'Billing', plane: 'control', dataClasses: ['financial'], dataCategories: ['names'] },
  countries: ['DE'],
});

function planOf(of: CompiledPolicy, handled: object = {}, scale = 1): Plan {
  const breach = {
    ...{ at: REPORTED, reportedAt: REPORTED, filings: {}, risk: { art33: null, art34: null } },
    facts: Facts.parse({ systems: ['billing'] }),
    awareness: [{ awareAt: REPORTED, recordedAt: REPORTED, by: 'dpo', reasons: '' }],
    exercise: scale === 1 ? null : { scale },
    handling: { reportedAt: REPORTED, takenAt: null, triagedAt: null, investigatedSince: null, ...handled },
  };
  return makePlan(of, planInputOf(breach, [system]));
}
const rungsIn = (plan: Plan, id: string) =>
  (plan.targets?.find((target) => target.id === id)?.rungs ?? []).map(({ name, at }) => [name, at]);

describe('targets in a plan', () => {
  it('are apart from the duties, and only those that are not met', () => {
    const plan = planOf(policy, { takenAt: REPORTED, investigatedSince: REPORTED });
    expect(plan.targets?.map(({ id, clock }) => [id, clock?.due])).toEqual([
      ['organisation-triage', '2026-11-25T00:30:00.000Z'],
      ['organisation-investigation', '2026-11-26T20:30:00.000Z'],
    ]);
    expect(plan.obligations.filter(({ id }) => id.startsWith('organisation-'))).toEqual([]);
    expect(plan.targetNames).toEqual(expect.arrayContaining(['take', 'triage', 'investigation']));
  });

  it('run as much faster in an exercise as all else', () => {
    const plan = planOf(policy, {}, 1_800);
    expect(plan.targets?.[0]?.clock?.due).toBe('2026-11-24T20:30:01.000Z');
  });
});

describe('quiet hours', () => {
  it('hold back no warning of a duty', () => {
    const rungs = (of: CompiledPolicy) => planOf(of).obligations.map(({ id, rungs: its }) => [id, its]);
    expect(rungs(quiet)).toEqual(rungs(policy));
    // At 21:30 in Berlin.
    const inThem = planOf(quiet).obligations.flatMap(({ rungs: its }) => its.map(({ at }) => at));
    expect(inThem).toContain('2026-11-26T20:30:00.000Z');
  });

  it('hold back of our own targets what names nobody on duty', () => {
    const [before, after] = [policy, quiet].map((of) => rungsIn(planOf(of), 'organisation-triage'));
    // The limit is 01:30 in Berlin; a day after it nobody on duty is named any more.
    expect(before).toContainEqual(['overdue-24-hours', '2026-11-26T00:30:00.000Z']);
    expect(after).toContainEqual(['overdue-24-hours', '2026-11-26T06:00:00.000Z']);
    expect(after?.filter(([name]) => name !== 'overdue-24-hours')).toEqual(
      before?.filter(([name]) => name !== 'overdue-24-hours'),
    );
  });

  it('say nothing of time that is left once none is', () => {
    // 48 hours from 05:30 in Berlin: four hours before the limit it is quiet until after it.
    const since = '2026-11-24T04:30:00.000Z';
    const plan = planOf(quiet, { takenAt: since, triagedAt: null, investigatedSince: since });
    const [clock] = (plan.targets ?? []).flatMap(({ id, clock: of }) =>
      id === 'organisation-investigation' ? [of] : [],
    );
    const rungs = rungsIn(plan, 'organisation-investigation');
    expect(rungs.map(([name]) => name)).toEqual(['24-hours-left', 'overdue-24-hours']);
    expect(rungs.every(([name = '', at = '']) => name.startsWith('overdue-') || at < (clock?.due ?? ''))).toBe(true);
  });

  it('count what was dismissed and opened again from then', () => {
    const againSince = '2026-12-24T08:00:00.000Z';
    const plan = planOf(policy, { takenAt: REPORTED, investigatedSince: REPORTED, againSince });
    expect(plan.targets?.map(({ id, clock }) => [id, clock?.start])).toEqual([
      ['organisation-triage', againSince],
      ['organisation-investigation', againSince],
    ]);
  });
});
