import { expect, it } from '@jest/globals';
import { Facts } from '../facts.ts';
import { planRelease } from './release.ts';

const facts = Facts.parse({});
const planned = (drills: boolean, isDrill: boolean) =>
  planRelease(
    { language: 'en', release: { responders: false, drills, approved: [] } },
    { facts, isDrill },
    { level: 'low' },
  ).byPolicy;

it('a drill tells at once only where the policy does not hold it back', () => {
  expect(planned(true, true)).toMatchObject({ supplier: { basis: 'drill' }, customer: { basis: 'drill' } });
  expect(planned(false, true)).toEqual({});
  expect(planned(true, false)).toEqual({});
});
