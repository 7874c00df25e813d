import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { type DataFlow, dataFlowOf, type Role } from '../dataflow.ts';
import { Facts } from '../facts.ts';
import { authoritiesFor, competentFor } from './competent.ts';
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

  test('why a lead authority: places in the own state do not make it cross-border, and nobody else is named', () => {
    expect(ids({ main: 'DE', others: ['DE'] }, {}, ['DE'])).toEqual(['de local']);
    expect(competence({ main: 'IE', others: ['PL', 'FR', 'FR'] }, {}, ['IE']).because).toBe(
      'The processing crosses borders (establishments also in FR, PL; Art. 4(23)), so the authority of the main ' +
        'establishment in IE is the lead authority and the only one to file with (Art. 56).',
    );
    expect(competence({ main: 'IE', substantialEffects: true }, {}, ['IE']).because).toContain(
      '(substantial effects in other states; Art. 4(23))',
    );
  });

  test('people in other states leave open whether it is cross-border; those of the own state do not', () => {
    const other =
      'Whether people in other states are substantially affected (Art. 4(23)(b)); the place to file stays the same.';
    expect(competence({ main: 'IE' }, {}, ['IE', 'FR']).open).toEqual([other]);
    expect(competence({ main: 'IE' }, {}, ['IE'])).toMatchObject({
      open: [],
      because: 'The only establishment is in IE, so its authority is competent (Art. 55).',
    });
    expect(competence({ main: 'NL', sector: 'public' }, {}, ['NL', 'FR'])).toMatchObject({
      open: [],
      because: 'A public task or body answers to the authority of its own state only (Art. 55(2)): NL.',
    });
    expect(competence({ main: 'IE' }).open).toEqual(['It is not known where the people concerned live.']);
  });

  test('a state is concerned by each of its parts and territories; the Union as a whole is none', () => {
    const stated = { residents: { RE: 1, FR: 2, 'DE-BE': null, SE: 0, US: 9 } };
    expect(competence({ main: 'IE' }, stated, ['PL']).concernedStates).toEqual(['DE', 'FR']);
    expect(competence({ main: 'IE' }, {}, ['US', 'EU', 'RE']).concernedStates).toEqual(['FR']);
  });

  test('a federal body answers to the federal authority, not to that of its Land', () => {
    expect(ids({ main: 'DE', region: 'DE-NW', sector: 'federal', others: ['FR'] })).toEqual(['de-bfdi local']);
  });

  test('where no authority is known none is named', () => {
    const establishment = Establishment.parse({ main: 'IE' });
    const organisation = { establishment, profile: ['controller' as const] };
    const found = authoritiesFor({ organisation, authorities: [] }, Facts.parse({}), flow(['controller'], ['IE']));
    expect(found.authorities).toEqual([]);
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
    const inWhich = 'In which EEA states the people concerned live; each of those authorities is to be notified.';
    const nowhere = 'It is not known where the people concerned live.';
    expect(competence({ representative: 'IE' }).open).toEqual([inWhich, nowhere]);
    expect(competence({ representative: 'IE' }, {}, ['EU', 'US'])).toMatchObject({ authorities: [], open: [inWhich] });
  });

  test('why: with people in the EEA every authority, else none', () => {
    expect(competence({ representative: 'IE' }, {}, ['FR'])).toMatchObject({ open: [] });
    expect(competence({}, {}, ['FR']).because).toMatch(/^There is no main establishment in the EEA: every authority/);
    expect(competence({}, {}, ['US'])).toMatchObject({
      because: 'No establishment in the EEA and nobody there is concerned, so no EEA authority is competent.',
      open: [],
    });
  });

  test('a further establishment in the EEA counts as people there do', () => {
    expect(ids({ others: ['FR', 'US'] }, {}, ['SE', 'US'])).toEqual(['fr affected', 'se affected']);
  });

  test('a representative named for this breach comes before that of the policy', () => {
    const { because } = competence({ representative: 'IE' }, { euRepresentative: 'NL' }, ['FR']);
    expect(because).toContain('the representative in NL does not bring');
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

  test('an establishment there is enough, and says why', () => {
    const found = competence({ main: 'IE', others: ['GB', 'CH'] }, {}, ['IE']).authorities;
    expect(found.map(({ id, because }) => [id, because.slice(0, because.indexOf(':'))])).toEqual([
      ['ie', expect.any(String)],
      ['gb', 'People or an establishment in the United Kingdom are concerned'],
      ['ch', 'People or an establishment in Switzerland are concerned'],
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
  expect(ids({ ...usual, others: [], substantialEffects: true }, { establishment: 'IE' })).toEqual(['ie local']);
  expect(ids({ main: 'DE', region: 'DE-BE' }, { establishment: 'FR' })).toEqual(['fr local']);
});

test('another company outside the EEA has none of the places of the policy, and its own', () => {
  const usual = { main: 'DE', region: 'DE-BE', others: ['FR'] };
  expect(ids(usual, { establishment: 'CH' }, ['SE'])).toEqual(['se affected', 'ch separate']);
  expect(ids({ others: ['FR'] }, { establishment: 'GB' }, ['SE'])).toEqual(['se affected', 'gb separate']);
});

test('a filing of a duty of the GDPR to the authority has its authorities, and no other has', () => {
  const organisation = { establishment: Establishment.parse({ main: 'IE' }), profile: ['controller' as const] };
  const facts = Facts.parse({});
  const dataFlow = flow(['controller'], ['IE', 'GB']);
  const duty = { id: 'art33', regime: 'GDPR', recipient: 'supervisory authority' };
  const of = (change: object, asked = 'art33', isPlanned = true) => {
    const plan = isPlanned ? { dataFlow, obligations: [{ ...duty, ...change }] } : null;
    return competentFor({ organisation, authorities }, { facts, plan }, asked).map(({ id }) => id);
  };
  expect(of({})).toEqual(['ie']);
  expect(of({ regime: 'UK GDPR' })).toEqual([]);
  expect(of({ recipient: 'data subjects' })).toEqual([]);
  expect(of({}, 'art34')).toEqual([]);
  expect(of({}, 'art33', false)).toEqual([]);
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
