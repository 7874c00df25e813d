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

it.each<[string, object, object, number]>([
  ['one that runs', { status: 'running' }, {}, 1],
  ['one that is overdue', { status: 'overdue' }, {}, 1],
  ['one that waits for the awareness', { status: 'awaiting-awareness' }, {}, 0],
  ['one that was filed', { status: 'running', filed: { at: 'then' } }, {}, 0],
  ['one that the plan does not know', { id: 'another' }, {}, 0],
  ['one to an authority', { status: 'running' }, { recipient: 'supervisory authority' }, 0],
])('meets a duty that is open and told by notices: %s', (_, duty, planned, met) => {
  const state = {
    ...acknowledged,
    plan: { ...acknowledged.plan, obligations: [{ ...acknowledged.plan?.obligations[0], ...planned }] },
    obligations: { [DUTY]: { ...acknowledged.obligations[DUTY], ...duty } },
  } as unknown as BreachState;
  expect(metByNotices(state)).toHaveLength(met);
});
