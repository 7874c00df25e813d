import { expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { dataFlowOf } from '../dataflow.ts';
import { Facts } from '../facts.ts';
import { candidatesOf } from './candidates.ts';
import { reachOf, whyOutOfReach } from './reach.ts';
import type { PlanInput } from './types.ts';

const policy = loadPolicy('policy');
const facts = Facts.parse({ profile: ['controller', 'hipaa-covered-entity'], residents: { 'US-CA': 3, BR: null } });
const reach = reachOf(policy, { facts, dataFlow: dataFlowOf([]) } as unknown as PlanInput);

test('every row is looked at in the order of the policy, with its own reason', () => {
  const found = candidatesOf(policy.obligations, reach, true);
  expect(found.map(({ obligation }) => obligation.id)).toEqual(policy.obligations.map(({ id }) => id));
  for (const { obligation, role, outOfReach } of found) {
    expect([obligation.id, outOfReach]).toEqual([obligation.id, whyOutOfReach(obligation, reach)]);
    expect([obligation.id, role]).toEqual([obligation.id, reach.roleIn(obligation) ?? obligation.role[0]]);
  }
});

test('without those that cannot reach us, the rest stays in its order', () => {
  const found = candidatesOf(policy.obligations, reach, false);
  const ids = found.map(({ obligation }) => obligation.id);
  expect(ids).toEqual(policy.obligations.map(({ id }) => id).filter((id) => ids.includes(id)));
  const reached = policy.obligations.filter((o) => whyOutOfReach(o, reach) === null).map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(reached));
  expect(new Set(found.map(({ obligation }) => obligation.jurisdiction))).not.toContain('JP');
});
