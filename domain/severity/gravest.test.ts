import { expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { EXPOSED } from '../../test/support/facts.ts';
import { dataFlowOf } from '../dataflow.ts';
import { Facts } from '../facts.ts';
import { assessSeverity } from './assess.ts';
import { gravestOfPlan } from './gravest.ts';

const { severity: policy } = loadPolicy('policy');
const of = (dataClass: string) =>
  assessSeverity(policy, Facts.parse({ ...EXPOSED, dataClasses: [dataClass] }), dataFlowOf([]));
const [mild, grave] = [of('simple'), of('sensitive')];

test('a breach is as grave as the graver of what is ours and what was entrusted to us', () => {
  expect(gravestOfPlan({ severity: mild, entrusted: grave })).toBe(grave);
  expect(gravestOfPlan({ severity: grave, entrusted: mild })).toBe(grave);
  expect(gravestOfPlan({ severity: mild })).toBe(mild);
});

test('of two that are as grave, ours counts', () => {
  expect(gravestOfPlan({ severity: mild, entrusted: { ...mild } })).toBe(mild);
});
