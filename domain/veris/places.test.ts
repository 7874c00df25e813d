import { describe, expect, test } from '@jest/globals';
import { AssessInput } from '../assessment/input.ts';
import { readVeris } from './facts.ts';
import { placeOf } from './places.ts';
import { VerisRecord } from './record.ts';

const read = (victim: unknown) => readVeris(VerisRecord.parse({ action: {}, victim }));
const placesOf = (victim: unknown) => {
  const { establishment, dataFlow } = read(victim).facts as {
    establishment?: string;
    dataFlow?: { countries: string[] };
  };
  return [...(establishment === undefined ? [] : [establishment]), ...(dataFlow?.countries ?? [])];
};

describe('where the victim is', () => {
  test.each<[string, unknown, string[]]>([
    ['a state', { country: ['US'], state: 'CA' }, ['US-CA']],
    ['a state of the small islands, which stand for the country', { country: ['UM'], state: 'OH' }, ['US-OH']],
    ['the small islands', { country: ['UM'] }, ['US']],
    ['a state and no country', { state: 'TX' }, ['US-TX']],
    ['a state and a country nobody knows', { country: ['Unknown'], state: 'TX' }, ['US-TX']],
    ['a state in small letters', { country: ['us'], state: 'ny' }, ['US-NY']],
    ['a state with its country', { country: ['US'], state: 'US-NY' }, ['US-NY']],
    ['a province', { country: ['CA'], state: 'QC' }, ['CA-QC']],
    ['a land', { country: ['DE'], state: 'BY' }, ['DE-BY']],
    ['a state of Australia that has a namesake', { country: ['AU'], state: 'WA' }, ['AU-WA']],
    ['a state and another country', { country: ['DE'], state: 'OH' }, ['US-OH', 'DE']],
    ['a territory', { country: ['GU'] }, ['US-GU']],
    ['a territory as its state', { country: ['PR'], state: 'PR' }, ['US-PR']],
    ['several countries', { country: ['US', 'GB'], state: 'VA' }, ['US-VA', 'GB']],
    ['several countries, of which the last has the state', { country: ['FR', 'US'], state: 'CA' }, ['US-CA', 'FR']],
    ['a country whose parts have no law of their own', { country: ['FR'], state: 'CA' }, ['FR']],
    ['a part that is a place by itself', { country: ['CN'], state: 'HK' }, ['HK']],
    ['a code for another one', { country: ['UK', 'EL'] }, ['GB', 'GR']],
    ['a code of none', { country: ['ZZ', 'FR'] }, ['FR']],
    ['a state that is none', { country: ['US'], state: 'Unknown' }, ['US']],
    ['nowhere', { country: ['Unknown'] }, []],
    ['two victims', [{ country: ['IE'] }, { country: ['US'], state: 'GA' }], ['US-GA', 'IE']],
    [
      'two states',
      [
        { country: ['US'], state: 'VA' },
        { country: ['US'], state: 'GA' },
      ],
      ['US-VA', 'US'],
    ],
  ])('%s', (_, victim, places) => {
    expect(placesOf(victim)).toEqual(places);
    expect(() => AssessInput.parse(read(victim).facts)).not.toThrow();
  });

  test.each<[unknown, string]>([
    [{ country: ['ZZ', 'FR'] }, 'a country by a code that is none'],
    [{ country: ['DE'], state: 'OH' }, 'Whether the victim is in US-OH'],
    [{ country: ['US'], state: 'QQ' }, 'its state is no code of one'],
    [{ country: ['US', 'GB'] }, 'Which of US, GB is the main establishment'],
    [{ country: [] }, 'In which country the victim is'],
  ])('%j leaves open what it leaves open', (victim, says) => {
    expect(read(victim).unknown.join(' ')).toContain(says);
  });

  test('of one place, and of several, is said which it is and what stays open', () => {
    const INDUSTRY = expect.stringMatching(
      /^Which further laws bind the victim .*: its industry is not known; .* the data count\.$/,
    );
    const of = (victim: unknown) => placeOf(VerisRecord.parse({ action: {}, victim }));
    const [live, role] = [
      'Where the people concerned live.',
      'Whether the victim was controller or processor; both count.',
    ];
    expect(of({ country: ['IE'] })).toEqual({
      facts: { profile: [], establishment: 'IE' },
      read: ['The victim is in IE.'],
      unknown: [live, INDUSTRY, role],
    });
    expect(of({ country: ['GB', 'US'], state: 'VA', secondary: {} })).toEqual({
      facts: { profile: [], establishment: 'US-VA', dataFlow: { countries: ['GB'] } },
      read: ['The victim is in US-VA, GB.'],
      unknown: [
        'Which of US-VA, GB is the main establishment; the first counts.',
        live,
        INDUSTRY,
        'Our role: others were hit through the victim, so it may have held their data as a processor.',
      ],
    });
    expect(of([])).toEqual({
      facts: { profile: [] },
      read: [],
      unknown: ['In which country the victim is; the policy’s own counts.', live, INDUSTRY, role],
    });
  });

  test.each<[string, unknown, string[]]>([
    ['of a country whose parts have no law of their own', { country: ['FR'], state: 'QQ' }, ['FR']],
    ['of a country whose parts have one', { country: ['US'], state: 'QQ' }, ['US']],
    ['of one of each', { country: ['FR', 'US'], state: 'QQ' }, ['FR', 'US']],
  ])('a state that is no code is left out, and said where a law may hang on it: %s', (_, victim, places) => {
    const { unknown } = read(victim);
    expect(placesOf(victim)).toEqual(places);
    expect(unknown.some((each) => each.includes('its state is no code of one'))).toBe(places.includes('US'));
  });
});

describe('what the victim is', () => {
  test.each<[string, string | number, object, string[]]>([
    ['a hospital', '622110', { country: ['US'], state: 'TX' }, ['hipaa-covered-entity']],
    ['a hospital, as a number', 622110, { country: ['US'], state: 'TX' }, ['hipaa-covered-entity']],
    ['health in general', '62', { country: ['US'], state: 'TX' }, ['hipaa-covered-entity']],
    ['a health insurer', '524114', { country: ['US'], state: 'TX' }, ['hipaa-covered-entity']],
    ['a pharmacy', '446110', { country: ['US'], state: 'TX' }, ['hipaa-covered-entity']],
    ['retail in general', '44', { country: ['US'], state: 'TX' }, []],
    [
      'a clinic in California',
      '621410',
      { country: ['US'], state: 'CA' },
      ['hipaa-covered-entity', 'california-health-facility'],
    ],
    ['a hospital elsewhere', '622110', { country: ['JP'] }, []],
    ['a telecom', '517210', { country: ['DE'] }, ['eu-telecom-provider', 'essential-entity']],
    ['a telecom in Britain', '51721', { country: ['GB'] }, ['uk-telecom-provider']],
    ['a telecom in the United States', '517', { country: ['US'], state: 'VA' }, ['us-telecom-carrier']],
    ['a bank', '522110', { country: ['FR'] }, ['financial-entity', 'credit-institution', 'essential-entity']],
    ['a bank in the United States', '522110', { country: ['US'], state: 'TX' }, ['us-bank']],
    ['a bank in New York', '522110', { country: ['US'], state: 'NY' }, ['us-bank', 'nydfs-covered-entity']],
    ['a credit union', '522130', { country: ['US'], state: 'TX' }, ['us-bank', 'us-credit-union']],
    ['police', '922120', { country: ['SE'] }, ['law-enforcement-authority']],
    ['a restaurant', '722', { country: ['US'], state: 'MI' }, []],
    ['no industry', '000', { country: ['US'] }, []],
    ['an industry that nobody knows', 'Unknown', { country: ['US'] }, []],
  ])('%s', (_, industry, place, profile) => {
    expect(read({ ...place, industry }).facts.profile).toEqual(profile);
  });

  test.each([
    ['1 to 10', []],
    ['11 to 100', ['important-entity']],
    ['101 to 1000', ['essential-entity']],
    ['Unknown', ['essential-entity']],
  ])('by its size: %s', (employee_count, profile) => {
    expect(read({ country: ['DE'], industry: '221', employee_count }).facts.profile).toEqual(profile);
  });

  test('is told, or left open', () => {
    expect(read({ country: ['US'], industry: '622' }).read.join(' ')).toContain(
      'Industry 622: the victim counts as hipaa',
    );
    expect(read({ country: ['US'], industry: '722' }).read.join(' ')).toContain(
      'Industry 722: no law here is made for it',
    );
    expect(read({ country: ['US'] }).unknown.join(' ')).toContain('its industry is not known');
  });
});
