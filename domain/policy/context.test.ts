import { describe, expect, it } from '@jest/globals';
import { dataFlowOf } from '../dataflow.ts';
import { Facts } from '../facts.ts';
import { breachOf, holdsOnce, knownClasses, lawsSeen, obligationContext, severityContext } from './context.ts';
import type { LawTerms } from './law-terms.ts';
import { disagreementOf, mostPeople, peopleIn, UNKNOWN_COUNT } from './people.ts';

const factsOf = (facts: object) => Facts.parse({ confidentiality: 'exposed', ...facts });
type People = { residents?: Record<string, number | null> | null; peopleConcerned?: number | null };

describe('how many of the people concerned may live under a law', () => {
  it.each<[string, string, People, bigint, bigint]>([
    ['nobody where none is said to live', 'FR', { residents: { DE: 40 } }, 0n, 0n],
    ['as many as are said to live there', 'DE', { residents: { DE: 40, FR: 7 } }, 40n, 40n],
    ['all of the parts of a place, and the most of one', 'US', { residents: { 'US-CA': 5, 'US-TX': 9 } }, 14n, 9n],
    ['all of the whole, who may live in the part', 'US-CA', { residents: { US: 5, 'US-TX': 9 } }, 5n, 5n],
    ['all of the Economic Area', 'EU', { residents: { DE: 5, NO: 2, US: 9 } }, 7n, 5n],
    ['as many as there are, where some do', 'DE', { residents: { DE: null, FR: 7 }, peopleConcerned: 100 }, 100n, 100n],
    ['as many as there can be, where some do', 'DE', { residents: { DE: null } }, UNKNOWN_COUNT, UNKNOWN_COUNT],
    ['all, where nobody said where they live', 'DE', { residents: null, peopleConcerned: 3 }, 3n, 3n],
    ['none, where nobody is concerned', 'DE', { residents: null, peopleConcerned: 0 }, 0n, 0n],
    ['as many as there can be, where nothing is said', 'DE', { residents: null }, UNKNOWN_COUNT, UNKNOWN_COUNT],
    ['as many as there can be, where no place is named', 'DE', { residents: {} }, UNKNOWN_COUNT, UNKNOWN_COUNT],
    ['those whose place is not named', 'US-CA', { residents: { FR: 3, DE: 4 }, peopleConcerned: 500 }, 493n, 493n],
    ['nobody where each has a place', 'US-CA', { residents: { FR: 3 }, peopleConcerned: 3 }, 0n, 0n],
    ['nobody where more are placed than concerned', 'US-CA', { residents: { FR: 3 }, peopleConcerned: 2 }, 0n, 0n],
    ['as stated where a place is named', 'US-CA', { residents: { FR: 3, 'US-CA': 4 }, peopleConcerned: 500 }, 4n, 4n],
    ['nobody where it is said', 'US-CA', { residents: { 'US-CA': 0 }, peopleConcerned: 500 }, 0n, 0n],
    ['nobody where the others may be all', 'US-CA', { residents: { FR: null }, peopleConcerned: 500 }, 0n, 0n],
  ])('%s', (_, law, people, here, most) => {
    expect(peopleIn(law, factsOf(people))).toEqual({ here, most });
  });

  it.each<[string, People, bigint]>([
    ['as many as live where they are known to', { residents: { DE: 40, FR: 7 } }, 47n],
    ['more, where more are concerned', { residents: { DE: 40, FR: 7 }, peopleConcerned: 48 }, 48n],
    ['no fewer, where fewer are said to be', { residents: { DE: 40, FR: 7 }, peopleConcerned: 46 }, 47n],
    [
      'as many as are concerned, where one place is not counted',
      { residents: { DE: 4, FR: null }, peopleConcerned: 9 },
      9n,
    ],
    [
      'no fewer than are counted in one place, where another is not counted',
      { residents: { DE: 40, FR: null }, peopleConcerned: 9 },
      40n,
    ],
    ['as many as there can be, where one place is not counted', { residents: { DE: 40, FR: null } }, UNKNOWN_COUNT],
    ['as many as are concerned, wherever they live', { residents: null, peopleConcerned: 9 }, 9n],
    ['as many as there can be, where nothing is said', { residents: null }, UNKNOWN_COUNT],
    ['as many as there can be, where no place is named', { residents: {} }, UNKNOWN_COUNT],
    ['as many as are concerned, where no place is named', { residents: {}, peopleConcerned: 9 }, 9n],
  ])('in all: %s', (_, people, everyone) => {
    expect(breachOf(undefined, factsOf(people), 1n).everyone).toBe(everyone);
  });
});

describe('two numbers of people that do not agree', () => {
  it.each<[string, People, string[], ReturnType<typeof disagreementOf>]>([
    [
      'more in one place than there are',
      { residents: { DE: 41 }, peopleConcerned: 40 },
      ['DE'],
      { kind: 'more-by-place', people: 40, byPlace: 41 },
    ],
    [
      'more in all places together, one of them not counted',
      { residents: { DE: 21, FR: 20, IT: null }, peopleConcerned: 40 },
      ['DE', 'FR', 'IT'],
      { kind: 'more-by-place', people: 40, byPlace: 41 },
    ],
    ['as many in all places as there are', { residents: { DE: 20, FR: 20 }, peopleConcerned: 40 }, ['DE', 'FR'], null],
    [
      'fewer, and every place that was looked at is named',
      { residents: { DE: 20, FR: 19 }, peopleConcerned: 40 },
      ['DE', 'FR'],
      { kind: 'fewer-by-place', people: 40, byPlace: 39 },
    ],
    ['fewer, and another place may be theirs', { residents: { DE: 39 }, peopleConcerned: 40 }, ['DE', 'FR'], null],
    ['fewer, and "some" may be all the others', { residents: { DE: 3, FR: null }, peopleConcerned: 40 }, ['DE'], null],
    [
      'fewer, in a part of the place',
      { residents: { 'US-CA': 39 }, peopleConcerned: 40 },
      ['US-CA', 'US'],
      {
        kind: 'fewer-by-place',
        people: 40,
        byPlace: 39,
      },
    ],
    [
      'fewer, and which places were looked at is not on record',
      { residents: { DE: 3 }, peopleConcerned: 40 },
      [],
      null,
    ],
    ['nobody has counted them together', { residents: { DE: 41 }, peopleConcerned: null }, ['DE'], null],
    ['nobody has said where they live', { residents: null, peopleConcerned: 40 }, ['DE'], null],
    ['no place is named', { residents: {}, peopleConcerned: 40 }, ['DE'], null],
  ])('%s', (_, people, lookedAt, found) => {
    expect(disagreementOf(factsOf(people), lookedAt)).toEqual(found);
  });

  it('the graver one counts for all together, and for "some" in one place', () => {
    const facts = factsOf({ residents: { DE: 41, FR: null }, peopleConcerned: 40 });
    expect([mostPeople(facts), peopleIn('FR', facts).here]).toEqual([41, 41n]);
    expect(mostPeople(factsOf({ residents: { DE: 41 }, peopleConcerned: null }))).toBeNull();
    expect(mostPeople(factsOf({ residents: { DE: 39 }, peopleConcerned: 40 }))).toBe(40);
  });

  it('those whom no place counts may live in each place that is named', () => {
    const facts = factsOf({ residents: { 'US-CA': 400, 'US-TX': 50 }, peopleConcerned: 550 });
    expect(peopleIn('US-CA', facts, 100)).toEqual({ here: 500n, most: 500n });
    expect(peopleIn('US', facts, 100)).toEqual({ here: 550n, most: 500n });
  });
});

describe('whether a breach is one of a law', () => {
  const law = (elements: LawTerms['elements']): LawTerms => ({ deemed: [], noDuty: [], elements });

  it.each<[string, LawTerms['elements'], object, boolean]>([
    ['it names none, and nothing is known of the data', undefined, {}, true],
    ['it names none, and there are only communications', undefined, { dataKinds: ['communications'] }, false],
    ['it names none, and there is another kind', undefined, { dataKinds: ['communications', 'health'] }, true],
    ['it names none, and there is no kind', undefined, { dataKinds: [] }, false],
    ['nothing is known of the data', ['passport'], {}, true],
    ['its kind is there', ['passport'], { dataKinds: ['passport'] }, true],
    ['its kind may be there, of a broader one', ['passport'], { dataKinds: ['government-id'] }, true],
    ['another finer kind is there', ['passport'], { dataKinds: ['tax-number'], identityDetails: 'no' }, false],
    ['details tell who somebody is', ['birth-date'], { dataKinds: ['health'], identityDetails: 'yes' }, true],
    ['details may tell it', ['birth-date'], { dataKinds: ['health'], identityDetails: 'unknown' }, true],
    ['details do not tell it', ['birth-date'], { dataKinds: ['health'], identityDetails: 'no' }, false],
    [
      'details may tell it, and a person found the context harmless',
      ['birth-date'],
      { dataKinds: ['health'], identityDetails: 'unknown', contextScore: 1 },
      false,
    ],
    [
      'details may tell it, and the context is graver',
      ['birth-date'],
      { dataKinds: ['health'], identityDetails: 'unknown', contextScore: 2 },
      true,
    ],
  ])('by the data that it names: %s', (_, elements, facts, protectedData) => {
    expect(breachOf(law(elements), factsOf(facts), 1n)).toMatchObject({ protectedData, covered: protectedData });
  });

  it.each<[string, object, bigint, boolean]>([
    ['somebody lives there, and data may have been seen', {}, 1n, true],
    ['nobody lives there', {}, 0n, false],
    ['nobody saw the data', { confidentiality: 'none' }, 1n, false],
    ['nobody knows whether anybody did', { confidentiality: 'unknown' }, 1n, true],
    ['nobody can read the data', { unintelligible: true }, 1n, false],
  ])('all in all: %s', (_, facts, here, covered) => {
    expect(breachOf(undefined, factsOf(facts), here).covered).toBe(covered);
  });
});

describe('the classes of data that are known', () => {
  const flow = { ...dataFlowOf([]), dataClasses: ['financial' as const] };
  it.each<[string, object, object, string[]]>([
    ['are those of the register', {}, {}, ['financial']],
    [
      'are those found too, in the order of the method',
      { dataClasses: ['sensitive', 'simple'] },
      {},
      ['simple', 'financial', 'sensitive'],
    ],
    ['are none, while a system is not in the register', {}, { unlisted: true }, []],
    [
      'are those found and listed, where somebody said what was found',
      { dataClasses: ['simple'] },
      { unlisted: true },
      ['simple', 'financial'],
    ],
  ])('%s', (_, facts, change, classes) => {
    expect(knownClasses(factsOf(facts), { ...flow, ...change })).toEqual(classes);
  });
});

describe('what triggers see', () => {
  const scores = { dpc: 300, ei: 100, cb: 50, se: 350, level: 'high' } as const;
  const seen = (facts: object, flow: object = {}) =>
    obligationContext(
      severityContext(factsOf(facts), { ...dataFlowOf([]), ...flow }, scores, 'very-high'),
      'risk',
      true,
    );

  it('is the score, the conclusion, and whether a person decided it', () => {
    expect(seen({})).toMatchObject({
      severity: { dpc: 300n, ei: 100n, cb: 50n, se: 350n, level: 'high', leaning: 'very-high' },
      ...{ conclusion: 'risk', decided: true },
    });
  });

  it.each([
    [{ confidentiality: 'none', integrity: 'none', availability: 'none' }, false],
    [{ confidentiality: 'exposed', integrity: 'none', availability: 'none' }, true],
    [{ confidentiality: 'none', integrity: 'altered', availability: 'none' }, true],
    [{ confidentiality: 'none', integrity: 'none', availability: 'restorable' }, true],
    [{ confidentiality: 'none', integrity: 'none', availability: 'unknown' }, true],
  ])('is a breach by its losses: %o', (losses, breached) => {
    expect(seen(losses).breached).toBe(breached);
  });

  it('takes what nobody decided for yes, and what was decided as that', () => {
    const { facts } = seen({ seriousHarm: false, material: true });
    expect(facts).toMatchObject({ seriousHarm: false, material: true, majorIncident: true, trustServicesHit: true });
    expect(seen({}).facts).toMatchObject({ vulnerablePeople: true, identityDetails: true });
    expect(seen({ vulnerablePeople: false, identityDetails: 'no' }).facts).toMatchObject({
      ...{ vulnerablePeople: false, identityDetails: false },
    });
  });

  it('has the events that are recorded, by their names', () => {
    expect(seen({ events: { discovery: '2026-11-24T08:20:00Z', order: null } }).events).toEqual(['discovery']);
  });

  it('takes kinds of data for each that they may be', () => {
    const { facts, identityData } = seen({ dataKinds: ['passport', 'communications'] });
    expect(facts.dataKinds.toSorted()).toEqual(['communications', 'government-id', 'passport']);
    expect(identityData).toBe(true);
    expect(seen({ dataKinds: ['communications'] }).identityData).toBe(false);
    expect(seen({ dataKinds: ['health'] }).facts.dataKinds).toEqual(
      expect.arrayContaining(['health', 'medical-record', 'genetic']),
    );
  });

  it('takes a role that is not known for both, beside those that are', () => {
    expect(seen({}).dataFlow).toMatchObject({ known: false, roles: ['controller', 'processor'] });
    expect(seen({}, { roles: ['processor'] }).dataFlow).toMatchObject({ known: true, roles: ['processor'] });
    expect(seen({}, { roles: ['sub-processor'], unlisted: true }).dataFlow).toMatchObject({
      ...{ known: false, roles: ['sub-processor', 'controller', 'processor'] },
    });
  });
});

describe('a condition that many rows ask', () => {
  it('is evaluated once over each context', () => {
    let times = 0;
    const isGrave = (context: object) => {
      times += 1;
      return 'grave' in context;
    };
    const ask = holdsOnce();
    const [grave, light] = [{ grave: true }, {}];
    const asked = [grave, grave, light, light].map((context) => ask(isGrave, context, false));
    expect([asked, times]).toEqual([[true, true, false, false], 2]);
  });

  it('that cannot be evaluated gives each who asks his own cautious answer', () => {
    const ask = holdsOnce();
    const context = {};
    const fails = () => {
      throw new Error('no such field');
    };
    expect([true, false, true].map((cautious) => ask(fails, context, cautious))).toEqual([true, false, true]);
  });
});

it('what laws see alike is one object, and of each what it would see alone', () => {
  const facts = Facts.parse({ residents: { 'US-CA': 600, DE: 5 }, dataKinds: ['social-security-number'] });
  const elements: LawTerms = { elements: ['social-security-number'], deemed: [], noDuty: [] };
  const laws = { ca: { terms: elements }, de: { terms: elements }, tx: { terms: elements }, fl: { terms: elements } };
  const rows = { ca: 'US-CA', de: 'DE', tx: 'US-TX', fl: 'US-FL' };
  const seenBy = lawsSeen({ laws }, facts, 0);
  const seen = Object.entries(rows).map(([regimeId, jurisdiction]) => seenBy({ regimeId, jurisdiction }));
  expect(seen).toEqual(
    Object.values(rows).map((jurisdiction) => {
      const people = peopleIn(jurisdiction, facts);
      return { ...people, ...breachOf(elements, facts, people.here) };
    }),
  );
  expect(seen.map((one) => seen.indexOf(one))).toEqual([0, 1, 2, 2]);
});
