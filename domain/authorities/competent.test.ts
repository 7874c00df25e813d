import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { type DataFlow, dataFlowOf, type Role } from '../dataflow.ts';
import { Facts } from '../facts.ts';
import { authoritiesFor } from './competent.ts';
import { Establishment } from './establishment.ts';

const { authorities } = loadPolicy('policy');

const flow = (roles: Role[], countries: string[] = []): DataFlow => ({ ...dataFlowOf([]), roles, countries });
function competence(at: object, facts: object = {}, countries: string[] = [], roles: Role[] = ['controller']) {
  const establishment = Establishment.parse({ main: null, ...at });
  const organisation = { establishment, profile: ['controller' as const] };
  return authoritiesFor({ organisation, authorities }, Facts.parse(facts), flow(roles, countries));
}
const ids = (...given: Parameters<typeof competence>) =>
  competence(...given).authorities.map(({ id, as }) => `${id} ${as}`);

describe('an establishment in the EEA', () => {
  test('one establishment, people in twenty states: the own authority alone', () => {
    const { authorities: found, concernedStates, because } = competence({ main: 'IE' }, {}, ['IE', 'FR', 'PL']);
    expect(found.map(({ id, as }) => [id, as])).toEqual([['ie', 'local']]);
    expect(concernedStates).toEqual(['FR', 'IE', 'PL']);
    expect(because).toBe(
      'The only establishment is in IE, so its authority is competent (Art. 55). ' +
        'People in several states alone do not make it cross-border.',
    );
  });

  test('establishments in two states: the lead authority alone, the others named', () => {
    expect(ids({ main: 'IE', others: ['FR'] }, {}, ['FR', 'PL'])).toEqual(['ie lead']);
    expect(competence({ main: 'IE', others: ['FR'] }, {}, ['FR', 'PL']).because).toContain(
      'Name the other states with people concerned: FR, PL.',
    );
    expect(ids({ main: 'IE', substantialEffects: true })).toEqual(['ie lead']);
  });

  test('an establishment outside the EEA does not make it cross-border', () => {
    expect(ids({ main: 'IE', others: ['US'] })).toEqual(['ie local']);
  });

  test('public bodies and public tasks have no lead authority', () => {
    expect(ids({ main: 'NL', others: ['BE'], sector: 'public' })).toEqual(['nl local']);
    expect(ids({ main: 'NL', others: ['BE'], publicTask: true })).toEqual(['nl local']);
  });

  test('an EU institution answers to the EDPS', () => {
    expect(ids({ main: 'BE', sector: 'eu-institution' }, {}, ['GB'])).toEqual(['edps local']);
    expect(ids({ main: 'BE' }, { profile: ['eu-institution'] }, ['GB'])).toEqual(['edps local']);
  });
});

describe('states with several authorities', () => {
  test.each([
    [{ main: 'DE', region: 'DE-BE' }, 'de-be local'],
    [{ main: 'DE', region: 'DE-BY' }, 'de-by local'],
    [{ main: 'DE', region: 'DE-BY', sector: 'public' }, 'de-by-pub local'],
    [{ main: 'DE', region: 'DE-NW', sector: 'telecom' }, 'de-bfdi local'],
    [{ main: 'DE', sector: 'federal' }, 'de-bfdi local'],
    [{ main: 'ES', region: 'ES-CT' }, 'es local'],
    [{ main: 'ES', region: 'ES-CT', sector: 'public' }, 'es-ct local'],
    [{ main: 'FR', region: 'FR-75' }, 'fr local'],
  ])('%j', (at, expected) => {
    expect(ids(at)).toEqual([expected]);
  });

  test('a Land that is not known is asked for', () => {
    const { authorities: found, open } = competence({ main: 'DE' });
    expect(found.map((a) => a.id)).toEqual(['de']);
    expect(open.join(' ')).toContain('say in which Land');
  });
});

describe('no main establishment in the EEA', () => {
  test('a representative does not bring the one-stop shop: every affected authority', () => {
    const found = competence({ others: ['US'], representative: 'IE' }, { residents: { FR: 10, PL: 2, US: 9, AT: 0 } });
    expect(found.authorities.map((a) => `${a.id} ${a.as}`)).toEqual(['fr affected', 'pl affected']);
    expect(found.because).toContain('the representative in IE does not bring the one-stop shop');
  });

  test('neither does having none', () => {
    const found = competence({ others: ['US'] }, {}, ['SE', 'NO']);
    expect(found.authorities.map((a) => a.id)).toEqual(['no', 'se']);
    expect(found.open).toContain('Whether Art. 27 asks for a representative in the EEA.');
  });

  test('nobody in the EEA concerned: none there', () => {
    expect(ids({ others: ['US'] }, {}, ['US'])).toEqual([]);
  });

  test('not known where people live is said', () => {
    expect(competence({ representative: 'IE' }).open.join(' ')).toContain('In which EEA states');
  });
});

describe('apart from the one-stop shop', () => {
  test('the United Kingdom for a risk, Switzerland for a high risk only', () => {
    const found = competence({ main: 'IE' }, {}, ['CH', 'GB', 'IE']).authorities;
    expect(found.map(({ id, as, from }) => [id, as, from])).toEqual([
      ['ie', 'local', 'risk'],
      ['gb', 'separate', 'risk'],
      ['ch', 'separate', 'high-risk'],
    ]);
  });

  test('a company in the United Kingdom with people in the EEA', () => {
    expect(ids({ main: 'DE', region: 'DE-BE' }, { establishment: 'GB', residents: { GB: 5, IT: 3 } })).toEqual([
      'it affected',
      'gb separate',
    ]);
  });
});

test('the facts of a breach come before the policy on where the controller is', () => {
  const usual = { main: 'DE', region: 'DE-BE', others: ['FR'] };
  expect(ids(usual)).toEqual(['de-be lead']);
  expect(ids(usual, { establishment: 'IE' })).toEqual(['ie local']);
  expect(ids(usual, { establishment: 'DE-HH' })).toEqual(['de-hh lead']);
  expect(ids(usual, { establishment: 'DE' })).toEqual(['de-be lead']);
});

test('a mere processor files with no authority; one who is controller as well does', () => {
  expect(competence({ main: 'IE' }, {}, [], ['processor'])).toMatchObject({
    authorities: [],
    because: expect.stringContaining('each customer files with its own'),
  });
  expect(ids({ main: 'IE' }, {}, [], ['controller', 'processor'])).toEqual(['ie local']);
});

test('every EEA state has an authority, with channel and language', () => {
  const states = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' ');
  for (const main of states) {
    const [found] = competence({ main }).authorities;
    expect([main, found?.place]).toEqual([main, main]);
    expect(found?.channel).toMatch(/.{3}/);
    expect(found?.languages.length).toBeGreaterThan(0);
  }
});
