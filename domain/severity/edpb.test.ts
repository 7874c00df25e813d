import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { EXPOSED } from '../../test/support/facts.ts';
import { dataFlowOf, type Role } from '../dataflow.ts';
import { Facts } from '../facts.ts';
import { obligationContext } from '../policy/context.ts';
import { assess } from './assess.ts';
import { answersUnder } from './conclude.ts';

/**
 * The cases of EDPB Guidelines 01/2021 v2.0 and the examples of Annex B to Guidelines 9/2022 v2.0, in our own words and
 * facts. The answer is: document, tell the authority, tell the people. Documentation is due in every case.
 */

const { severity: policy } = loadPolicy('policy');

function answerOf(facts: Partial<Facts>, role: Role = 'controller'): [string, string, string] {
  const system = { id: 's', name: 's', plane: role === 'controller' ? 'control' : 'customer-data' } as const;
  const rest = { dataCategories: ['x'], countries: ['DE'], suppliers: [], customers: [], aliases: [] };
  // An example names what was altered or away; of the rest it says that nothing was.
  const all = Facts.parse({ ...EXPOSED, ...facts });
  const flow = { ...dataFlowOf([{ ...system, ...rest, dataClasses: ['simple'], peopleConcerned: null }]) };
  const { severity, context } = assess(policy, all, { ...flow, dataClasses: [] });
  const { register, art33, art34 } = answersUnder(policy, obligationContext(context, severity.proposed, false));
  for (const { because } of [register, art33, art34]) expect(because).toMatch(/^[A-Z].{20,}\.$/);
  return [register.notify, art33.notify, art34.notify];
}

const NEITHER = ['yes', 'no', 'no'];
const AUTHORITY = ['yes', 'yes', 'no'];
const BOTH = ['yes', 'yes', 'yes'];
const mistake = { malicious: 'no' } as const;
const crime = { malicious: 'yes' } as const;
const everyday: Partial<Facts> = { dataClasses: ['simple'], identityDetails: 'no' };

describe('EDPB Guidelines 01/2021', () => {
  test.each<[string, Partial<Facts>, string[]]>([
    [
      '1 ransomware met encrypted data, backup back in hours',
      {
        ...crime,
        dataClasses: ['simple'],
        confidentiality: 'none',
        availability: 'restorable',
        integrity: 'altered',
        unintelligible: true,
        peopleConcerned: 40,
      },
      NEITHER,
    ],
    [
      '1 the same, recorded as exposed, altered and brought back from the backup',
      {
        ...crime,
        dataClasses: ['simple', 'financial'],
        confidentiality: 'exposed',
        availability: 'restorable',
        integrity: 'altered-restorable',
        unintelligible: true,
        peopleConcerned: 40,
      },
      NEITHER,
    ],
    [
      '2 ransomware, no outflow in the logs, days of retyping from paper',
      { ...crime, dataClasses: ['simple'], confidentiality: 'none', availability: 'temporary', peopleConcerned: 40 },
      AUTHORITY,
    ],
    [
      '3 ransomware in a hospital, two days, operations put off',
      {
        ...crime,
        dataClasses: ['sensitive'],
        confidentiality: 'none',
        availability: 'temporary',
        vulnerablePeople: true,
        peopleConcerned: 6_000,
      },
      BOTH,
    ],
    [
      '4 ransomware with outflow: identity and card data of thousands, no backup',
      {
        ...crime,
        dataClasses: ['simple', 'financial'],
        confidentiality: 'unknown-recipients',
        availability: 'permanent',
        identityDetails: 'yes',
        peopleConcerned: 5_000,
      },
      BOTH,
    ],
    [
      '5 job applications within reach of an intruder for a month',
      { ...crime, dataClasses: ['simple'], confidentiality: 'unknown-recipients', peopleConcerned: 213 },
      BOTH,
    ],
    [
      '5 the same, recorded as exposed: nothing rules the outflow out',
      { ...crime, dataClasses: ['simple'], confidentiality: 'exposed', peopleConcerned: 213 },
      BOTH,
    ],
    [
      '6 salted strong hashes of passwords under made-up names',
      {
        ...crime,
        ...everyday,
        confidentiality: 'unknown-recipients',
        unintelligible: true,
        identifiability: 'limited',
        peopleConcerned: 1_200,
      },
      NEITHER,
    ],
    [
      '6 the same without calling the whole unintelligible',
      {
        ...crime,
        ...everyday,
        confidentiality: 'unknown-recipients',
        identifiability: 'negligible',
        peopleConcerned: 1_200,
      },
      NEITHER,
    ],
    [
      '7 log-in of bank customers tried out, identity data seen, no payments',
      {
        ...crime,
        dataClasses: ['simple'],
        confidentiality: 'unknown-recipients',
        identityDetails: 'yes',
        peopleConcerned: 2_000,
      },
      BOTH,
    ],
    [
      '8 leaving employee takes the contact list of business clients',
      { ...crime, ...everyday, confidentiality: 'known-recipients', peopleConcerned: 700 },
      AUTHORITY,
    ],
    [
      '9 client list to an agent bound by secrecy, who deletes it',
      {
        ...mistake,
        dataClasses: ['simple'],
        confidentiality: 'known-recipients',
        recipientsTrusted: true,
        peopleConcerned: 24,
      },
      NEITHER,
    ],
    [
      '10 encrypted tablets of a nursery stolen, backup at hand',
      {
        ...crime,
        dataClasses: ['simple'],
        confidentiality: 'unknown-recipients',
        availability: 'restorable',
        unintelligible: true,
        vulnerablePeople: true,
        peopleConcerned: 60,
      },
      NEITHER,
    ],
    [
      '10 the same, recorded as seen by nobody: the loss is documented all the same',
      {
        ...crime,
        dataClasses: ['simple'],
        confidentiality: 'none',
        unintelligible: true,
        vulnerablePeople: true,
      },
      NEITHER,
    ],
    [
      '11 open laptop stolen, birth dates of a hundred thousand',
      {
        ...crime,
        dataClasses: ['simple'],
        confidentiality: 'exposed',
        availability: 'restorable',
        identityDetails: 'yes',
        peopleConcerned: 100_500,
      },
      BOTH,
    ],
    [
      '12 paper book of a clinic for addicts stolen, no copy',
      {
        ...crime,
        dataClasses: ['simple', 'sensitive'],
        confidentiality: 'unknown-recipients',
        availability: 'permanent',
        vulnerablePeople: true,
      },
      BOTH,
    ],
    [
      '13 two parcels with bills swapped',
      { ...mistake, ...everyday, confidentiality: 'known-recipients', peopleConcerned: 2 },
      NEITHER,
    ],
    [
      '13 the same, the article ordered counted as a habit',
      {
        ...mistake,
        ...everyday,
        dataClasses: ['simple', 'behavioural'],
        confidentiality: 'known-recipients',
        peopleConcerned: 2,
      },
      NEITHER,
    ],
    [
      '14 list with insurance numbers mailed to all job seekers',
      {
        ...mistake,
        dataClasses: ['simple'],
        confidentiality: 'known-recipients',
        identityDetails: 'yes',
        peopleConcerned: 60_000,
      },
      BOTH,
    ],
    [
      '15 course list with two food intolerances to last year’s course',
      {
        ...mistake,
        dataClasses: ['simple', 'sensitive'],
        contextScore: 1,
        confidentiality: 'known-recipients',
        peopleConcerned: 15,
      },
      NEITHER,
    ],
    [
      '16 birth date, plate and rate of one insured in another’s envelope',
      {
        ...mistake,
        dataClasses: ['simple'],
        confidentiality: 'known-recipients',
        identityDetails: 'yes',
        peopleConcerned: 1,
      },
      AUTHORITY,
    ],
    [
      '16 the same, the rate counted as financial',
      {
        ...mistake,
        dataClasses: ['simple', 'financial'],
        confidentiality: 'known-recipients',
        identityDetails: 'yes',
        peopleConcerned: 1,
      },
      AUTHORITY,
    ],
    [
      '17 caller passes for a customer and gets the phone bill',
      {
        ...crime,
        dataClasses: ['simple', 'behavioural'],
        confidentiality: 'unknown-recipients',
        identityDetails: 'yes',
        peopleConcerned: 1,
      },
      BOTH,
    ],
    [
      '17 the same, recorded as everyday data',
      {
        ...crime,
        dataClasses: ['simple'],
        confidentiality: 'unknown-recipients',
        identityDetails: 'yes',
        peopleConcerned: 1,
      },
      BOTH,
    ],
    [
      '18 mail with wages of 99 staff forwarded for months',
      { ...crime, dataClasses: ['simple', 'financial'], confidentiality: 'unknown-recipients', peopleConcerned: 99 },
      BOTH,
    ],
  ])('%s', (_, facts, answer) => {
    expect(answerOf(facts)).toEqual(answer);
  });
});

describe('EDPB Guidelines 9/2022, Annex B', () => {
  test.each<[string, Partial<Facts>, string[]]>([
    [
      'i encrypted backup on a stolen key, copy and key safe',
      {
        ...crime,
        dataClasses: ['simple'],
        confidentiality: 'exposed',
        availability: 'restorable',
        unintelligible: true,
      },
      NEITHER,
    ],
    [
      'ii attack on an online service, customers’ data taken',
      { ...crime, dataClasses: ['simple'], confidentiality: 'unknown-recipients' },
      BOTH,
    ],
    [
      'iii power cut of minutes at a call centre',
      { ...mistake, dataClasses: ['simple'], confidentiality: 'none', availability: 'restorable' },
      NEITHER,
    ],
    [
      'iv ransomware, no backup, nothing but encryption',
      { ...crime, ...everyday, confidentiality: 'none', availability: 'permanent', peopleConcerned: 500 },
      AUTHORITY,
    ],
    [
      'v one customer got the monthly statement of another',
      { ...mistake, dataClasses: ['financial'], confidentiality: 'known-recipients', peopleConcerned: 1 },
      AUTHORITY,
    ],
    [
      'vi log-in data and purchase history published by the attacker',
      { ...crime, dataClasses: ['behavioural'], confidentiality: 'unknown-recipients', identityDetails: 'yes' },
      BOTH,
    ],
    [
      'viii medical records away for thirty hours after an attack',
      { ...crime, dataClasses: ['sensitive'], confidentiality: 'none', availability: 'temporary' },
      BOTH,
    ],
    [
      'ix data of many students to a wrong list of a thousand',
      { ...mistake, dataClasses: ['simple'], confidentiality: 'known-recipients', peopleConcerned: 5_000 },
      BOTH,
    ],
    [
      'x newsletter with all addresses open, many of them',
      { ...mistake, ...everyday, confidentiality: 'known-recipients', peopleConcerned: 3_000 },
      AUTHORITY,
    ],
    [
      'x the same with few addresses',
      { ...mistake, ...everyday, confidentiality: 'known-recipients', peopleConcerned: 12 },
      NEITHER,
    ],
    [
      'x the same with few addresses, of a psychotherapist’s list',
      { ...mistake, dataClasses: ['sensitive'], confidentiality: 'known-recipients', peopleConcerned: 12 },
      BOTH,
    ],
  ])('%s', (_, facts, answer) => {
    expect(answerOf(facts)).toEqual(answer);
  });

  test('vii a hosting company finds a flaw in its customers’ data: the customers judge', () => {
    expect(answerOf({ ...mistake, dataClasses: ['simple'] }, 'processor')).toEqual(['no', 'no', 'no']);
  });
});

describe('a small change in the facts changes the answer', () => {
  const stolenTablet: Partial<Facts> = { ...crime, dataClasses: ['simple'], confidentiality: 'exposed' };
  test.each<[string, Partial<Facts>, string[]]>([
    [
      '1 without encryption',
      { ...crime, dataClasses: ['simple'], confidentiality: 'none', availability: 'restorable' },
      AUTHORITY,
    ],
    [
      '2 with health data',
      { ...crime, dataClasses: ['sensitive'], confidentiality: 'none', availability: 'temporary' },
      BOTH,
    ],
    ['10 with the key lost, too', { ...stolenTablet, vulnerablePeople: true, peopleConcerned: 60 }, BOTH],
    [
      '1 with days of waiting for the backup, the ciphertext within reach',
      {
        ...crime,
        dataClasses: ['financial'],
        confidentiality: 'exposed',
        availability: 'temporary',
        unintelligible: true,
        peopleConcerned: 40,
      },
      AUTHORITY,
    ],
    ['10 without a backup', { ...stolenTablet, unintelligible: true, availability: 'permanent' }, AUTHORITY],
    [
      '9 without the promise to delete',
      {
        ...mistake,
        dataClasses: ['simple'],
        confidentiality: 'known-recipients',
        identityDetails: 'yes',
        peopleConcerned: 24,
      },
      AUTHORITY,
    ],
    [
      '9 with health data: the agent’s secrecy keeps it from being high',
      { ...mistake, dataClasses: ['sensitive'], confidentiality: 'known-recipients', recipientsTrusted: true },
      AUTHORITY,
    ],
    [
      'high risk that later measures removed',
      { ...crime, dataClasses: ['financial'], confidentiality: 'unknown-recipients', highRiskRemoved: true },
      AUTHORITY,
    ],
    [
      'high risk for people whom nobody can reach',
      { ...crime, dataClasses: ['financial'], confidentiality: 'unknown-recipients', effortDisproportionate: true },
      ['yes', 'yes', 'public'],
    ],
    ['nothing lost at all', { ...crime, confidentiality: 'none' }, ['no', 'no', 'no']],
  ])('%s', (_, facts, answer) => {
    expect(answerOf(facts)).toEqual(answer);
  });
});
