import { expect, it } from '@jest/globals';
import type { BreachState } from '../breach/state.ts';
import { metByNotices } from './told-customers.ts';

const DUTY = 'gdpr-art33-2-processor-to-controller';
const head = { page: 1, hash: 'a'.repeat(64) };
const acknowledged = {
  status: 'confirmed',
  planIsStale: false,
  plan: {
    counterparties: { suppliers: 0, customers: 1, version: 'v1' },
    obligations: [{ id: DUTY, role: 'processor', recipient: 'controller (our customer)' }],
  },
  obligations: { [DUTY]: { id: DUTY, status: 'running', filed: null } },
  communications: {
    notices: { answers: { customers: 1, acknowledged: 1, lastAt: '2026-11-24T10:00:00.000Z' }, head },
  },
} as unknown as BreachState;

it('takes nothing as met while the plan is being made anew: newer facts may name further customers', () => {
  expect(metByNotices(acknowledged)).toMatchObject([{ obligation: DUTY, customers: 1 }]);
  expect(metByNotices({ ...acknowledged, planIsStale: true })).toEqual([]);
});
