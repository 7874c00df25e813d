import { describe, expect, it } from '@jest/globals';
import { offeredFacts } from './offered.ts';
import type { Person } from './person.ts';
import { createTally, type PeopleCount } from './tally.ts';

const who = (person: Partial<Person>): Person => ({ name: '', email: '', language: 'en', ...person });

function countOf(...people: Partial<Person>[]): PeopleCount {
  const tally = createTally();
  for (const person of people) tally.add(who(person));
  return tally.count();
}

describe('people of several lists', () => {
  it('count once with the same address, whatever its case, or the same account of one column', () => {
    const { people } = countOf(
      { email: 'Ada@x.example' },
      { email: ' ada@X.example', ids: ['userid=1'] },
      { ids: ['userid=1'] },
      { ids: ['customer=1'] },
    );
    expect(people).toBe(2);
  });

  it('are one also where a later line joins two that stood apart', () => {
    const apart = [{ email: 'ada@x.example' }, { ids: ['userid=1'] }];
    expect(countOf(...apart)).toMatchObject({ people: 2, withoutAddress: 1 });
    const joined = countOf(...apart, { email: 'ada@x.example', ids: ['userid=1'] });
    expect(joined).toMatchObject({ people: 1, withoutAddress: 0, lines: 3 });
  });

  it('live where any of their lines says, in both countries where two do, and count once in each', () => {
    const count = countOf(
      { email: 'a@x.example', countries: ['DE'] },
      { email: 'A@x.example', countries: ['DE'] },
      { email: 'a@x.example', countries: ['FR'] },
      { email: 'b@x.example', ids: ['id=7'] },
      { ids: ['id=7'], countries: ['DE'] },
      { email: 'c@x.example' },
    );
    expect(count).toMatchObject({ people: 3, countries: { DE: 2, FR: 1 }, withoutCountry: 1, inSeveralCountries: 1 });
  });

  it('are shown by place, most people first, and places of as many people by their code', () => {
    const people = ['SE', 'AT', 'SE', 'FR', 'DK'].map((country, n) => ({ ids: [`id=${n}`], countries: [country] }));
    expect(Object.entries(countOf(...people).countries)).toEqual([
      ...[['SE', 2] as const, ['AT', 1] as const, ['DK', 1] as const, ['FR', 1] as const],
    ]);
  });

  it('known by their name alone count by it, and it is said how many are', () => {
    expect(countOf({ name: 'Ada' }, { name: ' ADA ' }, { name: 'Bo', ids: ['id=1'] })).toMatchObject({
      ...{ people: 2, byNameAlone: 1, withoutAddress: 2 },
    });
  });
});

describe('the facts that lists offer', () => {
  const count = { ...countOf(), people: 12, countries: { DE: 8, FR: 4 } };

  it('are what is not on record, and leave the places that are', () => {
    expect(offeredFacts({ peopleConcerned: null, residents: { AT: null } }, count)).toEqual({
      ...{ peopleConcerned: 12, residents: { AT: null, DE: 8, FR: 4 } },
    });
  });

  it('lower no number that somebody stated, and are none where all is on record', () => {
    expect(offeredFacts({ peopleConcerned: 40, residents: { DE: 20 } }, count)).toEqual({
      residents: { DE: 20, FR: 4 },
    });
    expect(offeredFacts({ peopleConcerned: 12, residents: { DE: 8, FR: 4 } }, count)).toBeNull();
    expect(offeredFacts({ peopleConcerned: 11, residents: { DE: 9, FR: 3 } }, count)).toEqual({
      ...{ peopleConcerned: 12, residents: { DE: 9, FR: 4 } },
    });
    // That nobody stands on a list does not say that nobody is concerned.
    expect(offeredFacts({ peopleConcerned: null, residents: null }, countOf())).toBeNull();
  });
});
