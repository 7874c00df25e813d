import { expect, it } from '@jest/globals';
import type { BreachState } from '../breach/state.ts';
import { metByNotices, metByNoticesIn07 } from './told-customers.ts';

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

/** The acknowledged breach with other notices. */
const withNotices = (notices: object | undefined, change: object = {}) =>
  ({ ...acknowledged, communications: { notices }, ...change }) as unknown as BreachState;
const answers = { customers: 1, acknowledged: 1, lastAt: '2026-11-24T10:00:00.000Z' };

it('says how many customers acknowledged, how many of them by word of mouth, and when the last one did', () => {
  const proof = { obligation: DUTY, customers: 1, lastAt: answers.lastAt, head };
  expect(metByNotices(acknowledged)).toEqual([{ ...proof, spoken: 0 }]);
  expect(metByNotices(withNotices({ answers: { ...answers, spoken: 1 }, head }))).toEqual([{ ...proof, spoken: 1 }]);
});

const noCustomers = { plan: { ...acknowledged.plan, counterparties: { suppliers: 0, customers: 0, version: 'v1' } } };
const released = (version: string) => ({ byKind: { customer: { version } } });
it.each<[string, object | undefined, object, number]>([
  ['none were sent', undefined, noCustomers, 0],
  ['nobody was asked to acknowledge them', { head }, noCustomers, 0],
  ['no ledger stands for them', { answers }, {}, 0],
  ['its ledger has no page', { answers, head: null }, {}, 0],
  ['the breach is closed', { answers, head }, { status: 'closed' }, 0],
  ['the breach has no plan', { answers, head }, { plan: null }, 0],
  ['nobody was to be told', { answers: { ...answers, customers: 0, acknowledged: 0 }, head }, noCustomers, 0],
  ['one has not answered', { answers: { ...answers, customers: 2 }, head }, {}, 0],
  ['nobody knows when the last one answered', { answers: { ...answers, lastAt: null }, head }, {}, 0],
  ['more were told than the plan names', { answers: { ...answers, customers: 2, acknowledged: 2 }, head }, {}, 1],
  ['the letters of this list were released', { answers, head, release: released('v1') }, {}, 1],
  ['the letters of an earlier list were released', { answers, head, release: released('v0') }, {}, 0],
  ['only letters to others were released', { answers, head, release: { byKind: {} } }, {}, 0],
])('asks of the notices that each customer of the plan acknowledged: %s', (_, notices, change, met) => {
  expect(metByNotices(withNotices(notices, change))).toHaveLength(met);
});

it('asks more than version 0.7 did, whose histories hold what only those in the ledger acknowledged', () => {
  const two = { plan: { ...acknowledged.plan, counterparties: { suppliers: 0, customers: 2, version: 'v1' } } };
  expect(metByNotices(withNotices({ answers, head }, two))).toEqual([]);
  expect(metByNoticesIn07(withNotices({ answers, head }, two))).toHaveLength(1);
  expect(metByNoticesIn07(withNotices({ answers, head }, { plan: null }))).toEqual([]);
});
