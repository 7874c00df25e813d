import { expect, it } from '@jest/globals';
import { obligationOf, planOf, reportedEvent } from '../../test/support/plans.ts';
import type { BreachEvent } from '../breach/events.ts';
import { foldEvents } from '../breach/evolve.ts';
import { workflowsToRun } from './finding.ts';

const AT = '2026-11-24T08:00:00.000Z';
const event = (type: string, data: object) =>
  ({ type, at: AT, by: 'dpo', key: type, data, personal: { reasons: 'Said.' } }) as BreachEvent;
const planned = event('planned', { plan: planOf(AT, { obligations: [obligationOf('duty', AT)] }), changes: [] });
const drafted = event('campaign-drafted', { campaign: 1, listId: 'l', recipients: 2, contentHash: 'h' });
const approved = event('campaign-approved', { campaign: 1, contentHash: 'h' });
const toRun = (...events: BreachEvent[]) => {
  const state = foldEvents([reportedEvent('TOC-2026-0001', AT), ...events]);
  return state && workflowsToRun(state);
};

it('a breach runs its own workflow, that of its clocks and one for each communication', () => {
  expect(toRun()).toEqual(['breach']);
  expect(toRun(planned)).toEqual(['breach', 'clocks']);
  expect(toRun(planned, drafted)).toEqual(['breach', 'clocks']);
  expect(toRun(planned, drafted, approved)).toEqual(['breach', 'clocks', 'campaign/1']);
});

it('a closed breach runs none', () => {
  expect(toRun(planned, drafted, approved, event('closed', { outcome: 'resolved' }))).toEqual([]);
});
