import { describe, expect, test } from '@jest/globals';
import { dataFlowOf } from '../domain/dataflow.ts';
import { Facts } from '../domain/facts.ts';
import { makePlan } from '../domain/plan/make.ts';
import type { PlannedObligation } from '../domain/plan/types.ts';
import { addresseeOf } from '../domain/policy/addressee.ts';
import { ADDRESSEES } from '../domain/policy/law-terms.ts';
import { loadPolicy } from './policy.ts';

/** The breach laws of the States, the District and the territories: that each is whole, and what they give together. */

const policy = loadPolicy('policy');
const AWARE = '2026-11-24T08:20:00.000Z';
const PLACES = [
  ...'AL AK AZ AR CA CO CT DE DC FL GA GU HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO'.split(' '),
  ...'MT NE NV NH NJ NM NY NC ND OH OK OR PA PR RI SC SD TN TX UT VT VA VI WA WV WI WY'.split(' '),
];

function planOf(facts: object, roles: ('controller' | 'processor')[] = []): PlannedObligation[] {
  const dataFlow = { ...dataFlowOf([]), roles };
  const input = {
    at: AWARE,
    openedAt: AWARE,
    awareness: AWARE,
    facts: Facts.parse({ integrity: 'none', availability: 'none', ...facts }),
    dataFlow,
    systemsOf: {},
    filings: {},
    updates: {},
    decided: { art33: null, art34: null },
    scale: 1,
  };
  return makePlan(policy, input, { trace: 'all' }).obligations;
}
const statesThat = (duties: PlannedObligation[]) =>
  duties.filter(({ id, applies }) => applies === 'binds' && id.startsWith('us-')).map(({ id }) => id);

describe('each of the 54 laws', () => {
  test.each(PLACES)(
    'US-%s has a row or says that there is no duty, for everybody whom such laws have told',
    (state) => {
      const rows = policy.obligations.filter(({ jurisdiction }) => jurisdiction === `US-${state}`);
      expect(new Set(rows.map(({ regimeId }) => regimeId)).size).toBe(1);
      const law = policy.laws[rows[0]?.regimeId ?? '']?.terms;
      const open = ADDRESSEES.filter(
        (to) => !rows.some((row) => addresseeOf(row) === to) && !law?.noDuty.some((none) => none.to === to),
      );
      expect(open).toEqual([]);
      expect(law).toMatchObject({ riskOfHarm: { says: expect.any(String) }, encryption: expect.any(String) });
      expect(law?.substituteNotice).toBeDefined();
      for (const row of rows)
        expect({ id: row.id, on: row.verified?.on }).toEqual({ id: row.id, on: expect.any(String) });
    },
  );

  test('counts people as its threshold says: one below, exactly, one above', () => {
    const limited = policy.obligations.filter(({ jurisdiction, threshold, effectiveTo, triggerSource }) => {
      const isLaw = PLACES.includes(jurisdiction.slice(3)) && effectiveTo === null;
      return isLaw && threshold !== undefined && !/[^!]facts\.harmUnlikely/.test(triggerSource);
    });
    expect(limited.length).toBeGreaterThan(50);
    const wrong = limited.flatMap(({ id, jurisdiction, threshold, role }) => {
      if (threshold === undefined) return [];
      const first = 'moreThan' in threshold ? threshold.moreThan + 1 : threshold.atLeast;
      const roles = role.includes('controller') ? (['controller'] as const) : (['processor'] as const);
      return [first - 1, first, first + 1].flatMap((people) => {
        const facts = { residents: { [jurisdiction]: people }, dataKinds: ['social-security-number'] };
        const found = planOf(facts, [...roles]).find((duty) => duty.id === id)?.applies;
        return found === (people >= first ? 'binds' : 'does-not-apply') ? [] : [{ id, people, found }];
      });
    });
    expect(wrong).toEqual([]);
  });

  test('binds with each duty where people, data and loss are not known', () => {
    const binding = new Set(
      planOf({ profile: ['controller', 'processor', 'us-public-agency'], residents: { US: null } })
        .filter(({ applies }) => applies === 'binds')
        .map(({ id }) => id),
    );
    const silent = policy.obligations.filter(({ id, jurisdiction, effectiveTo, status, role, triggerSource }) => {
      const isOpen = PLACES.includes(jurisdiction.slice(3)) && effectiveTo === null && status === 'in-force';
      const isSaid = /[^!]facts\.harmUnlikely|events/.test(triggerSource);
      const isOurs = role.some((kind) => ['controller', 'processor', 'us-public-agency'].includes(kind));
      return isOpen && isOurs && !isSaid && !binding.has(id);
    });
    expect(silent.map(({ id }) => id)).toEqual([]);
  });
});

describe('together', () => {
  test('established in Georgia, with people in Ohio too: both laws ask for what they ask', () => {
    const facts = { establishment: 'US-GA', residents: { 'US-GA': 400, 'US-OH': 300 }, dataKinds: ['government-id'] };
    expect(statesThat(planOf(facts, ['controller']))).toEqual(['us-ga-individual', 'us-oh-individual']);
    expect(statesThat(planOf(facts, ['processor']))).toEqual(['us-ga-owner', 'us-oh-owner']);
  });

  test('who neither brokers nor collects for the public owes Georgia nothing, and is told so', () => {
    const facts = { residents: { 'US-GA': 400 }, profile: ['controller', 'no-information-broker'] };
    const [duty] = planOf(facts, ['controller']).filter(({ id }) => id === 'us-ga-individual');
    expect(duty).toMatchObject({
      applies: 'does-not-apply',
      because: 'The law binds information brokers and public data collectors only.',
    });
  });

  test('a processor tells its customer wherever people live', () => {
    const residents = { 'US-TX': 10, 'US-NY': 10, 'US-MA': 10 };
    const duties = statesThat(planOf({ residents, dataKinds: ['government-id'] }, ['processor']));
    expect(duties).toEqual(['us-ma-owner', 'us-ny-owner', 'us-tx-owner']);
  });

  test('nobody tells the credit bureaus for 600 people of a State whose law does not ask for it', () => {
    const duties = statesThat(planOf({ residents: { 'US-CA': 600 }, dataKinds: ['government-id'] }, ['controller']));
    expect(duties).toEqual(['us-ca-individual', 'us-ca-ag']);
  });

  test('data counts by the law of each State: a passport in Florida and not in Ohio', () => {
    const facts = { residents: { 'US-FL': 5, 'US-OH': 5 } };
    expect(statesThat(planOf({ ...facts, dataKinds: ['passport'] }, ['controller']))).toEqual(['us-fl-individual']);
    // What is only known to be some official number may be the one that the law names.
    expect(statesThat(planOf({ ...facts, dataKinds: ['government-id'] }, ['controller']))).toEqual([
      'us-fl-individual',
      'us-oh-individual',
    ]);
  });
});
