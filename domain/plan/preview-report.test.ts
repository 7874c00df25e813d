import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { System } from '../dataflow.ts';
import { completeFacts } from '../facts.ts';
import { clocksToBe, previewPlan } from './preview-report.ts';

const policy = loadPolicy('policy');
const NOW = '2026-11-24T08:20:00.000Z';
const system = (change: object = {}) =>
  System.parse({
    ...{ id: 'crm', name: 'CRM', plane: 'control', dataClasses: ['financial'], dataCategories: ['names'] },
    ...{ countries: ['DE'], ...change },
  });

describe('what would start', () => {
  it('has each duty that would bind and run, the first due first, at one instant the law before our own', () => {
    const { clocks } = previewPlan(policy, [system()], { from: NOW, now: NOW, facts: {} });
    expect(clocks).toContainEqual({
      ...{ obligation: 'gdpr-art33-1-authority', article: 'GDPR Art. 33(1)', basis: 'law' },
      ...{ title: expect.any(String), recipient: expect.any(String), due: '2026-11-27T08:20:00.000Z' },
    });
    const order = clocks.map(({ due, basis }) => `${due} ${basis}`);
    expect(order).toEqual(order.toSorted());
    expect(new Set(clocks.map(({ basis }) => basis))).toEqual(new Set(['law', 'policy']));
  });

  it('counts from the instant that somebody names, and by the facts that they give', () => {
    const of = (from: string, facts: object = {}) =>
      previewPlan(policy, [system()], { from, now: NOW, facts }).clocks.find(
        ({ obligation }) => obligation === 'gdpr-art33-1-authority',
      );
    expect(of('2026-11-20T08:20:00.000Z')?.due).toBe('2026-11-23T08:20:00.000Z');
    expect(of(NOW, { confidentiality: 'none', integrity: 'none', availability: 'none', unintelligible: true })).toBe(
      undefined,
    );
  });

  it('says how many suppliers and customers would be told: nobody of a system that has none', () => {
    const of = (change: object) => {
      const { suppliers, customers } = previewPlan(policy, [system(change)], { from: NOW, now: NOW, facts: {} });
      return [suppliers, customers];
    };
    expect(of({})).toEqual([0, 0]);
    expect(of({ plane: 'customer-data', suppliers: ['fjord'], customers: ['acme', 'crane'] })).toEqual([1, 2]);
  });

  it('is, of a breach on record, what would start were it confirmed now', () => {
    const systems = [system()];
    const facts = completeFacts({ systems: ['crm'] });
    const { clocks } = previewPlan(policy, systems, { from: NOW, now: NOW, facts: {} });
    expect(clocksToBe(policy, { state: { facts }, systems }, NOW)).toEqual(clocks);
    const over = completeFacts({ systems: ['crm'], confidentiality: 'none', integrity: 'none', availability: 'none' });
    const fewer = clocksToBe(policy, { state: { facts: over }, systems }, NOW);
    expect(fewer.length).toBeLessThan(clocks.length);
  });
});
