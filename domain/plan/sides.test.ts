import { expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { dataFlowOf, System } from '../dataflow.ts';
import { Facts } from '../facts.ts';
import { makePlan } from './make.ts';
import { sideOf } from './side-of.ts';
import type { PlanInput } from './types.ts';

const policy = loadPolicy('policy');
const AT = '2026-11-24T12:00:00.000Z';
const NONE = { art33: null, art34: null };
const systemOf = (more: object) =>
  System.parse({ name: 'x', dataCategories: ['x'], countries: ['DE'], suppliers: [], customers: [], ...more });
const newsletter = systemOf({ id: 'news', plane: 'control', dataClasses: ['simple'] });
const clinic = systemOf({ id: 'clinic', plane: 'customer-data', dataClasses: ['sensitive'], customers: ['acme'] });
const facts = Facts.parse({
  ...{ confidentiality: 'known-recipients', integrity: 'none', availability: 'none', malicious: 'no' },
  ...{ identityDetails: 'no', vulnerablePeople: false, peopleConcerned: 50 },
});
const planOf = (systems: System[], more: Partial<PlanInput> = {}) =>
  makePlan(policy, {
    ...{ at: AT, awareness: AT, openedAt: AT, systemsOf: {}, filings: {}, updates: {}, decided: NONE, scale: 1 },
    ...{ facts, dataFlow: dataFlowOf(systems), ...more },
  });
const applies = (plan: ReturnType<typeof planOf>, id: string) => plan.obligations.find((o) => o.id === id)?.applies;

test('our own articles are judged by our own data, and the other side by its own', () => {
  const both = planOf([newsletter, clinic]);
  expect([both.severity.proposed, both.entrusted?.proposed]).toEqual(['unlikely', 'high-risk']);
  expect(both.conclusion).toEqual({ art33: 'unlikely', art34: 'unlikely' });
  expect(both.severity).toEqual(planOf([newsletter]).severity);
  expect(applies(both, 'gdpr-art34-1-data-subject')).toBe('does-not-apply');
  expect(applies(both, 'gdpr-art33-2-processor-to-controller')).toBe('binds');
});

test('where one side alone is touched there is one severity', () => {
  expect(planOf([clinic])).not.toHaveProperty('entrusted');
  expect(planOf([clinic]).severity.proposed).toBe('high-risk');
});

test('what was found in the data itself counts for both sides', () => {
  const found = planOf([newsletter, clinic], { facts: { ...facts, dataClasses: ['financial'] } });
  expect(found.severity.dpc).toBe(300);
});

test('a text that is approved up to a severity does not leave where the data of customers is graver', () => {
  const text = { kind: 'customer', upTo: 'medium', happened: 'A known incident.' } as const;
  const parts = { consequences: '', measures: '', advice: '' };
  const release = { responders: false, drills: false, approved: [{ ...text, ...parts }] };
  const withText = { ...policy, organisation: { ...policy.organisation, release } } as typeof policy;
  const input = { systemsOf: { acme: { kind: 'customer' as const, systems: ['clinic'] } } };
  const releaseOf = (systems: System[]) =>
    makePlan(withText, {
      ...{ at: AT, awareness: AT, openedAt: AT, filings: {}, updates: {}, decided: NONE, scale: 1, facts },
      ...{ ...input, dataFlow: dataFlowOf(systems) },
    }).counterparties?.release?.byPolicy;
  expect(releaseOf([newsletter])).toHaveProperty('customer');
  expect(releaseOf([newsletter, clinic])).not.toHaveProperty('customer');
});

test.each([
  ['controller', 'controller'],
  ['joint-controller', 'controller'],
  ['processor', 'processor'],
  ['sub-processor', 'processor'],
  ['hipaa-covered-entity', 'all'],
  [null, 'all'],
] as const)('a duty that reaches us as %s is judged by the data of: %s', (role, side) => {
  expect(sideOf(role)).toBe(side);
});
