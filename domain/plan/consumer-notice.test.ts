import { expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { dataFlowOf } from '../dataflow.ts';
import { Facts } from '../facts.ts';
import { toldAt } from './consumer-notice.ts';
import { diffPlans } from './diff.ts';
import { makePlan } from './make.ts';
import type { PlanInput } from './types.ts';

const policy = loadPolicy('policy');
const AWARE = '2026-11-24T08:20:00.000Z';

function planOf(residents: Record<string, number>, change: Partial<PlanInput> = {}, events: object = {}) {
  const facts = Facts.parse({ residents, establishment: 'US-CT', confidentiality: 'unknown-recipients', events });
  const dataFlow = { ...dataFlowOf([]), roles: ['controller' as const] };
  const rest = { at: AWARE, openedAt: AWARE, awareness: AWARE, filings: {}, updates: {}, systemsOf: {}, scale: 1 };
  return makePlan(policy, { ...rest, facts, dataFlow, decided: { art33: null, art34: null }, ...change });
}
const of = (plan: ReturnType<typeof planOf>, id: string) => plan.obligations.find((o) => o.id === id);

test('what is due when the people are told is due by their deadline at the latest, and alarms before it', () => {
  const plan = planOf({ 'US-CT': 20 });
  const [people, authority] = [of(plan, 'us-ct-individual'), of(plan, 'us-ct-ag')];
  expect(people?.clock?.due).toBe('2027-01-24T05:00:00.000Z');
  expect(authority?.startsFrom).toBe('deadline of us-ct-individual (no consumer-notice is recorded)');
  expect(authority?.clock).toMatchObject({ start: AWARE, due: '2027-01-24T05:00:00.000Z', basis: 'law' });
  expect(authority?.rungs.length).toBeGreaterThan(1);
  expect(authority?.clock?.steps[0]).toContain('The notice to the people is not recorded.');
});

test('a period after the notice is counted from the last day on which it may be given', () => {
  // Discovered on 24 November: the people of California by 24 December, its Attorney General 15 days after that.
  expect(of(planOf({ 'US-CA': 501 }), 'us-ca-ag')?.clock?.due).toBe('2027-01-09T08:00:00.000Z');
});

test('a limit that hangs on a target of our own is shown as one', () => {
  const clock = of(planOf({ 'US-PA': 501 }), 'us-pa-ag')?.clock;
  expect(clock).toMatchObject({ due: '2026-11-27T08:20:00.000Z', latest: null, basis: 'policy' });
});

test('once the people are told it counts from there: as recorded, else as filed for their duty', () => {
  const told = '2026-12-04T15:00:00.000Z';
  const recorded = of(planOf({ 'US-CT': 20 }, {}, { 'consumer-notice': told }), 'us-ct-ag');
  expect([recorded?.startsFrom, recorded?.clock?.due]).toEqual(['consumer-notice', told]);
  const filed = of(planOf({ 'US-CT': 20 }, { filings: { 'us-ct-individual': told } }), 'us-ct-ag');
  expect([filed?.startsFrom, filed?.clock?.due]).toEqual(['consumer-notice', told]);
});

test('without awareness there is no deadline to count from', () => {
  const waiting = of(planOf({ 'US-CT': 20 }, { awareness: null }), 'us-ct-ag');
  expect([waiting?.startsFrom, waiting?.clock]).toEqual(['consumer-notice', null]);
});

test('no duty that binds waits for the notice to the people while their own clock runs', () => {
  const states = [...new Set(policy.obligations.map(({ jurisdiction }) => jurisdiction))].filter((j) => /^US-/.test(j));
  const plan = planOf(Object.fromEntries(states.map((state) => [state, 20_000])));
  const waiting = plan.obligations.filter(
    ({ startsFrom, clock }) => startsFrom === 'consumer-notice' && clock === null,
  );
  expect(waiting.map(({ id }) => id)).toEqual([]);
});

test('a running breach is told from what it is counted, and not that a notice was recorded', () => {
  const [before, after] = [planOf({ 'US-CT': 20 }, { awareness: null }), planOf({ 'US-CT': 20 })];
  const change = diffPlans(before, after).find(({ obligation }) => obligation === 'us-ct-ag');
  expect(change?.why).toMatch(/^Counted from the deadline of us-ct-individual .*, at the latest\./);
});

test('of several duties to tell the people the one filed first says when they were told', () => {
  const duties = policy.obligations.filter(({ id }) => ['us-ct-individual', 'us-ca-individual'].includes(id));
  const [first, second] = ['2026-12-04T15:00:00.000Z', '2026-12-05T15:00:00.000Z'];
  const filed = (ct: string, ca: string) =>
    toldAt(duties, { filings: { 'us-ct-individual': ct, 'us-ca-individual': ca } });
  expect([filed(first, second), filed(second, first)]).toEqual([first, first]);
  expect(toldAt(duties, { filings: { 'us-ca-individual': second } })).toBe(second);
  expect(toldAt(duties, { filings: {} })).toBeNull();
});
