import { describe, expect, test } from '@jest/globals';
import type { EntityKind } from '../entities.ts';
import { profileOf } from './industry.ts';

const BIG = ['101 to 1000'];
const kindsOf = (industries: string[], places: string[], sizes = BIG) =>
  profileOf({ industries, places, sizes }).profile;

/** What the law of a place makes of an industry: the codes that it names, and codes beside them that it does not. */
const KINDS: [EntityKind, string, string[], string[]][] = [
  ['hipaa-covered-entity', 'US', ['621', '622', '623', '524114', '44611', '45611'], ['624', '524113', '44612']],
  ['california-health-facility', 'US-CA', ['622', '6214', '6216', '623'], ['6211', '6215', '624']],
  ['eu-telecom-provider', 'DE', ['517'], ['516', '518']],
  ['uk-telecom-provider', 'GB', ['517'], ['516', '518']],
  ['us-telecom-carrier', 'US', ['517'], ['516', '518']],
  ['financial-entity', 'DE', ['521', '522', '523', '524', '525'], ['512', '531']],
  ['credit-institution', 'DE', ['5221'], ['5222', '5231']],
  ['trading-venue', 'DE', ['52321'], ['52311', '5239']],
  ['us-bank', 'US', ['5221'], ['5222', '5231']],
  ['us-credit-union', 'US', ['52213'], ['52211', '52218']],
  ['us-bank-service-provider', 'US', ['52232'], ['52231', '52239']],
  ['us-non-bank-financial-institution', 'US', ['5222', '5223', '5239', '541213'], ['5221', '5231', '541211']],
  ['broker-dealer-or-adviser', 'US', ['5231', '5239'], ['5232', '5221']],
  ['nydfs-covered-entity', 'US-NY', ['522', '524'], ['521', '523', '525']],
  ['ch-financial-institution', 'CH', ['521', '522', '523', '524'], ['525', '531']],
  ['ch-critical-infrastructure', 'CH', ['221', '517', '522', '524', '622', '481', '482', '92'], ['523', '621', '488']],
  ['au-critical-infrastructure', 'AU', ['221', '517', '522', '524', '622', '481', '488'], ['482', '621', '92']],
  ['uk-essential-service-operator', 'GB', ['221', '622', '481', '482', '483'], ['484', '621']],
  ['uk-digital-service-provider', 'GB', ['5182', '519'], ['5181', '516']],
  ['law-enforcement-authority', 'DE', ['92211', '92212', '92213', '92214'], ['92215', '92216', '9231']],
  [
    'essential-entity',
    'DE',
    [
      ...['211', '221', '481', '482', '483', '486', '488', '5182', '5192', '521', '522', '523'],
      ...['622', '621', '517', '921', '923', '924', '925', '926'],
    ],
    ['212', '484', '487', '5191', '524', '623', '922', '927'],
  ],
  [
    'important-entity',
    'DE',
    ['491', '492', '562', '325', '311', '312', '333', '334', '335', '336', '3391', '519', '5417'],
    ['493', '561', '324', '313', '332', '3399', '5416'],
  ],
];

describe('what a law makes of an industry', () => {
  test.each(KINDS)('%s in %s', (kind, place, codes, others) => {
    expect(codes.filter((code) => !kindsOf([code], [place]).includes(kind))).toEqual([]);
    expect(others.filter((code) => kindsOf([code], [place]).includes(kind))).toEqual([]);
    expect(codes.flatMap((code) => kindsOf([code], ['JP']))).toEqual([]);
  });

  test('a code is one of those listed, a part of one, or one digit short of one', () => {
    const isVenue = (code: string) => kindsOf([code], ['DE']).includes('trading-venue');
    expect(['523210', '52321', '5232', '523200'].map(isVenue)).toEqual([true, true, true, true]);
    expect(['523', '52322', '5'].map(isVenue)).toEqual([false, false, false]);
  });

  test('one industry and one place of several are enough', () => {
    expect(kindsOf(['722', '622110'], ['JP', 'US-TX'])).toEqual(['hipaa-covered-entity']);
    // In which state it is nobody knows, so the law of each counts.
    expect(kindsOf(['622'], ['US-TX', 'US'])).toEqual(['hipaa-covered-entity', 'california-health-facility']);
    expect(kindsOf(['Unknown', '622'], ['US-TX'])).toEqual(['hipaa-covered-entity']);
  });

  test.each([
    [['1 to 10'], []],
    [['1 to 10', '1 to 10'], []],
    [['1 to 10', '11 to 100'], ['important-entity']],
    [['11 to 100'], ['important-entity']],
    [['11 to 100', '101 to 1000'], ['essential-entity']],
    [['1 to 10', 'Unknown'], ['essential-entity']],
    [[], ['essential-entity']],
  ])('of sizes %j the unknown and the largest count', (sizes, kinds) => {
    expect(kindsOf(['221'], ['DE'], sizes)).toEqual(kinds);
  });

  test('is said, with what it leaves open', () => {
    const FURTHER = [
      'Whether the victim is anything else that a law binds, such as listed, a supplier of defence or a trust service.',
    ];
    const of = (industries: string[], places: string[]) => profileOf({ industries, places, sizes: BIG });
    expect(of(['622110', '517'], ['US-TX'])).toEqual({
      profile: ['hipaa-covered-entity', 'us-telecom-carrier'],
      read: ['Industry 62211, 517: the victim counts as hipaa-covered-entity, us-telecom-carrier.'],
      unknown: FURTHER,
    });
    expect(of(['722'], ['US', 'DE'])).toEqual({
      profile: [],
      read: ['Industry 722: no law here is made for it in US, DE.'],
      unknown: FURTHER,
    });
  });

  test.each([
    [[], ['US']],
    [['622'], []],
    [['000', '9', '500000', 'health'], ['US']],
  ])('of %j in %j nothing is known', (industries, places) => {
    expect(profileOf({ industries, places, sizes: BIG })).toEqual({
      profile: [],
      read: [],
      unknown: [
        expect.stringMatching(
          /^Which further laws bind the victim .*: its industry is not known; .* the data count\.$/,
        ),
      ],
    });
  });
});
