import { describe, expect, it } from '@jest/globals';
import { peopleCounted } from './people-counted.ts';

const told = (count: number) => ({ people: { told: count, concerned: 9 } });

describe('how many people were told', () => {
  it.each([
    ['nobody knows where nothing was handed in', [], null],
    ['nobody knows where the last filing does not say', [told(3), {}], null],
    ['nobody knows where the last filing says that', [told(3), { people: null }], null],
    ['is exact of one filing', [told(3)], { told: 3, concerned: 9, atMost: false }],
    [
      'is at most that over several, whose lists may overlap',
      [told(3), told(5)],
      { told: 5, concerned: 9, atMost: true },
    ],
    ['is exact where the others told nobody', [told(0), {}, told(5)], { told: 5, concerned: 9, atMost: false }],
  ])('%s', (_, versions, counted) => {
    expect(peopleCounted(versions)).toEqual(counted);
  });
});
