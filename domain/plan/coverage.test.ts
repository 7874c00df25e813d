import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { dataFlowOf, type Role } from '../dataflow.ts';
import { Facts } from '../facts.ts';
import { partsOf } from '../places/place.ts';
import type { NoDuty } from '../policy/law-terms.ts';
import { coverageOf, lawsOf } from './coverage.ts';
import { notModelled } from './not-modelled.ts';
import { previewPlan } from './preview-report.ts';

const policy = loadPolicy('policy');
const flow = (roles: Role[], countries: string[] = []) => ({ ...dataFlowOf([]), roles, countries });
const covered = (facts: object, roles: Role[] = ['controller'], countries: string[] = []) =>
  coverageOf(policy, { facts: Facts.parse(facts), dataFlow: flow(roles, countries) });

describe('every place and role that a plan looked at', () => {
  test('is named, with why, by the code of today', () => {
    const facts = { establishment: 'US-GA', residents: { GB: 3, FR: 0, JP: null } };
    expect(covered(facts, ['controller'], ['UK', 'PL'])).toEqual([
      { place: 'GB', why: ['register', 'residents'], roles: { controller: 'modelled' } },
      { place: 'JP', why: ['residents'], roles: { controller: 'modelled' } },
      { place: 'PL', why: ['register'], roles: { controller: 'modelled' } },
      { place: 'US-GA', why: ['established'], roles: { controller: expect.any(String) } },
    ]);
  });

  test('has both roles while ours is not known', () => {
    expect(covered({ residents: { DE: 1 } }, [])[0]?.roles).toEqual({ controller: 'modelled', processor: 'modelled' });
  });

  test('is looked at by the law of a centre where we are established in it, else by that of the country', () => {
    const both: Role[] = ['controller', 'processor'];
    expect(covered({ establishment: 'AE-DIFC', residents: { 'AE-ADGM': 2 } }, both)).toEqual([
      { place: 'AE-ADGM', why: ['residents'], roles: { controller: 'not-modelled', processor: 'not-modelled' } },
      { place: 'AE-DIFC', why: ['established'], roles: { controller: 'modelled', processor: 'modelled' } },
    ]);
  });

  test('is open where no law is modelled, and for which role', () => {
    expect(notModelled(covered({ residents: { DE: 1, AQ: 2 } }, ['controller', 'processor']))).toEqual([
      { place: 'AQ', sides: ['controller', 'processor'], parts: [] },
    ]);
  });
});

test('whoever reports sees places without a law before anything is recorded', () => {
  const [at, facts] = ['2026-11-24T12:00:00.000Z', { residents: { AQ: 2 } }];
  const { clocks, coverage } = previewPlan(policy, [], { from: at, now: at, facts });
  expect(clocks.length).toBeGreaterThan(0);
  expect(notModelled(coverage).map(({ place }) => place)).toEqual(['AQ']);
});

describe('whether a law is modelled follows from the regimes alone', () => {
  const row = (jurisdiction: string, role: Role) => ({ ...policy.obligations[0], jurisdiction, role: [role] }) as never;
  const saying = (jurisdiction: string, to: NoDuty['to'][], confidence: 'known' | 'uncertain') => {
    const verified = { on: '2026-11-28', by: 'text' as const, source: 'the code' };
    const rest = { says: 'There is none.', citation: 'The code', confidence, verified };
    const noDuty = to.map((each) => ({ to: each, ...rest }));
    return { name: jurisdiction, jurisdiction, terms: { deemed: [], noDuty } };
  };
  const laws = lawsOf({
    obligations: [
      ...[row('EU', 'controller'), row('EU', 'processor'), row('CA', 'controller'), row('US', 'controller')],
      { ...policy.obligations[0], jurisdiction: 'BN', role: ['controller'], confidence: 'uncertain' } as never,
      ...[row('US-TX', 'controller'), row('US-CA', 'joint-controller'), row('QA-QFC', 'controller')],
    ],
    laws: {
      texas: saying('US-TX', ['owner'], 'known'),
      hong: saying('HK', ['authority', 'people'], 'known'),
      mexico: saying('MX', ['authority'], 'known'),
      qatar: saying('QA', ['authority', 'people'], 'uncertain'),
    },
  });

  test.each([
    ['DE', 'processor', 'modelled'],
    ['RE', 'controller', 'modelled'],
    ['CH', 'controller', 'not-modelled'],
    ['CA-QC', 'controller', 'modelled'],
    ['CA-QC', 'processor', 'not-modelled'],
    // What binds in all of the United States is no breach law of a state.
    ['US-GA', 'controller', 'not-modelled'],
    ['US-TX', 'controller', 'modelled'],
    ['US-TX', 'processor', 'no-duty'],
    ['US-CA', 'controller', 'modelled'],
    ['US', 'controller', 'not-modelled'],
    ['HK', 'controller', 'no-duty'],
    // Who says nothing of the people has not answered.
    ['MX', 'controller', 'not-modelled'],
    // A law of one part is not that of the country.
    ['QA', 'controller', 'not-modelled'],
    ['QA-QFC', 'controller', 'modelled'],
    // Rows that cannot bind are no answer.
    ['BN', 'controller', 'not-modelled'],
    ['ZZ', 'controller', 'not-modelled'],
  ] as const)('%s, %s: %s', (place, side, standing) => {
    expect(laws(place, side)).toBe(standing);
  });

  test('of people known to be in the United States only, the states that are missing are named', () => {
    const [us] = coverageOf(
      { ...policy, obligations: [row('US-TX', 'controller')] },
      {
        facts: Facts.parse({ residents: { US: 1 }, establishment: 'US' }),
        dataFlow: flow(['controller']),
      },
    );
    expect(us?.parts).toContain('US-GA');
    expect(us?.parts).not.toContain('US-TX');
  });

  test('a state is missing where its law is not modelled for one of our roles', () => {
    const states = partsOf('US').filter((part) => part !== 'US-TX');
    const both = states.flatMap((part) => [row(part, 'controller'), row(part, 'processor')]);
    const obligations = [...both, row('US-TX', 'controller')];
    const [us] = coverageOf(
      { ...policy, laws: {}, obligations },
      { facts: Facts.parse({ establishment: 'US' }), dataFlow: flow(['controller', 'processor']) },
    );
    expect(us).toMatchObject({ roles: { controller: 'modelled', processor: 'not-modelled' }, parts: ['US-TX'] });
  });

  test.each([
    ['in-force', '2020-01-01', 'modelled'],
    ['superseded', '2020-01-01', 'modelled'],
    ['adopted-not-yet-applicable', '2027-01-01', 'modelled'],
    ['adopted-not-yet-applicable', null, 'not-modelled'],
    ['proposed', '2027-01-01', 'not-modelled'],
    ['voluntary', '2020-01-01', 'not-modelled'],
  ])('a law of which every row is %s, from %s on, is %s', (status, effectiveFrom, standing) => {
    const obligations = [{ ...policy.obligations[0], jurisdiction: 'BN', role: ['controller'], status, effectiveFrom }];
    expect(lawsOf({ obligations: obligations as never, laws: {} })('BN', 'controller')).toBe(standing);
  });
});
