import { expect, it } from '@jest/globals';
import { notModelled } from './not-modelled.ts';

it('places whose law is not modelled for one of our roles are open, with that role, and their parts', () => {
  const why = ['register' as const];
  expect(
    notModelled([
      { place: 'DE', why, roles: { controller: 'modelled', processor: 'no-duty' } },
      { place: 'FJ', why, roles: { controller: 'not-modelled', processor: 'not-modelled' } },
      { place: 'JP', why, roles: { processor: 'not-modelled' } },
      { place: 'US', why, roles: { controller: 'not-modelled' }, parts: ['US-AS'] },
    ]),
  ).toEqual([
    { place: 'FJ', sides: ['controller', 'processor'], parts: [] },
    { place: 'JP', sides: ['processor'], parts: [] },
    { place: 'US', sides: ['controller'], parts: ['US-AS'] },
  ]);
  expect(notModelled()).toEqual([]);
});
