import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { ALL_DATA_KINDS } from '../data-kinds.ts';
import { dataFlowOf } from '../dataflow.ts';
import { ENTITY_KINDS } from '../entities.ts';
import { AI_INCIDENTS, DATA_CLASSES, Facts, IDENTIFIABILITY } from '../facts.ts';
import { AVAILABILITY, CONFIDENTIALITY, INTEGRITY } from '../losses.ts';
import { CLASSIFICATIONS } from '../policy/context.ts';
import { makePlan } from './make.ts';
import { openFacts, QUESTIONS } from './open-facts.ts';
import type { Plan, PlanInput } from './types.ts';

/** What nobody has stated counts as its gravest value: for every fact, and by every rule that reads it. */

const policy = loadPolicy('policy');
const GRAVITY = ['unlikely', 'risk', 'high-risk'];
const ANSWER = ['yes', 'no', 'unknown'];

/** What each fact may be; the first is that nobody has stated it. */
const VALUES: Partial<Record<keyof Facts, readonly unknown[]>> = {
  confidentiality: ['unknown', ...CONFIDENTIALITY],
  integrity: ['unknown', ...INTEGRITY],
  availability: ['unknown', ...AVAILABILITY],
  malicious: ['unknown', ...ANSWER],
  identityDetails: ['unknown', ...ANSWER],
  identifiability: ['maximum', ...IDENTIFIABILITY],
  dataClasses: [[], ...DATA_CLASSES.map((each) => [each])],
  dataKinds: [null, [], ...ALL_DATA_KINDS.map((each) => [each])],
  aiIncidents: [null, [], ...AI_INCIDENTS.map((each) => [each])],
  peopleConcerned: [null, 1, 10, 11, 100, 101, 250, 499, 500, 501, 1_000, 1_001, 100_000],
  recordsConcerned: [null, 1, 501],
  vulnerablePeople: [null, false, true],
  unintelligible: [false, true],
  recipientsTrusted: [false, true],
  highRiskRemoved: [false, true],
  effortDisproportionate: [false, true],
  harmUnlikely: [false, true],
  ...Object.fromEntries(CLASSIFICATIONS.map((name) => [name, [null, false, true]])),
};

/** Facts that are no answer to a question of what happened, each with why it has no gravest value. */
const NO_QUESTION: Partial<Record<keyof Facts, string>> = {
  systems: 'which systems are touched decides the roles: none known is every role',
  contextScore: 'a judgement over the class of data, which counts without it',
  residents: 'no law of the whole world is weighed; that nobody knows where people live is open by itself',
  profile: 'what the organisation is stands in its settings',
  establishment: 'where it is stands in its settings',
  euRepresentative: 'where it is stands in its settings',
  informationMissing: 'whether a filing lacks something is seen in that filing',
  events: 'an instant that is not recorded starts no clock, and the duty waits for it',
  endsSet: 'an end that nobody set is none',
  switchedOn: 'a decision of the DPO',
};

/** Facts that are asked for, of which an answer brings a duty in place of another one. */
const IN_PLACE: Partial<Record<keyof Facts, string>> = {
  trustServicesHit: 'not decided counts as yes, for which the period is shorter',
  telecomServiceData: 'not decided counts as yes: the act for telecoms, with the shorter period, in place of the GDPR',
  protectionNeeded: 'not known counts as yes at a high risk; below it the law has nobody told who need not act',
};

/** What is known beside the one fact: little, and much that speaks against a risk. */
const AROUND: Partial<Facts>[] = [
  {},
  {
    ...{ malicious: 'no', identityDetails: 'no', confidentiality: 'known-recipients', dataClasses: ['simple'] },
    ...{ integrity: 'none', availability: 'none', vulnerablePeople: false, peopleConcerned: 1, dataKinds: [] },
    ...Object.fromEntries(CLASSIFICATIONS.map((name) => [name, false])),
  },
  {
    ...{ confidentiality: 'unknown-recipients', dataClasses: ['sensitive'], dataKinds: ['health'] },
    ...{ integrity: 'none', availability: 'none', malicious: 'yes', peopleConcerned: 600 },
  },
];
const PLACES = ['DE', 'GB', 'CH', 'US', 'CA', 'AU', 'BR', 'JP', 'SG', 'KR', 'IN', 'CN', 'ZA', 'MY'];

function planOf(facts: Partial<Facts>): Plan {
  return makePlan(policy, inputOf(facts));
}

function inputOf(facts: Partial<Facts>): PlanInput {
  const all = Facts.parse({ profile: [...ENTITY_KINDS], establishment: 'DE', ...facts });
  const at = '2026-11-24T12:00:00.000Z';
  const rest = { systemsOf: {}, filings: {}, updates: {}, decided: { art33: null, art34: null }, scale: 1 };
  const dataFlow = { ...dataFlowOf([]), countries: PLACES };
  return { ...rest, at, awareness: at, openedAt: at, facts: all, dataFlow };
}

const binding = ({ obligations }: Plan) => obligations.filter(({ applies }) => applies === 'binds');

/** A duty that an answer brings is there before as well, or one of the same law to the same, no later than it. */
function isCovered(duty: Plan['obligations'][number], unknown: Plan): boolean {
  return binding(unknown).some(
    (other) =>
      other.id === duty.id ||
      (other.regime === duty.regime &&
        other.recipient === duty.recipient &&
        (other.clock?.due ?? '9') <= (duty.clock?.due ?? '9')),
  );
}

describe('for every fact, a plan without an answer asks for all that it asks for with any', () => {
  test('no fact is left out of this table', () => {
    const named = new Set([VALUES, NO_QUESTION, IN_PLACE].flatMap((each) => Object.keys(each)));
    expect(Object.keys(Facts.shape).filter((name) => !named.has(name))).toEqual([]);
  });

  test.each(Object.entries(VALUES))('%s', (name, values) => {
    const [unknown, ...answers] = values;
    for (const around of AROUND) {
      const without = planOf({ ...around, [name]: unknown });
      for (const answer of answers) {
        const stated = planOf({ ...around, [name]: answer });
        // What reports that finding itself is owed by whoever has made it.
        const lost = binding(stated).filter((duty) => !duty.id.endsWith('-no-harm') && !isCovered(duty, without));
        expect([answer, lost.map(({ id }) => id)]).toEqual([answer, []]);
        expect([answer, GRAVITY.indexOf(without.severity.proposed)]).toEqual([
          answer,
          Math.max(GRAVITY.indexOf(stated.severity.proposed), GRAVITY.indexOf(without.severity.proposed)),
        ]);
      }
    }
  });
});

describe('what is open', () => {
  test('is every fact that a rule reads and nobody has stated', () => {
    const asked = [VALUES, IN_PLACE].flatMap((each) => Object.keys(each)).filter((name) => name !== 'recordsConcerned');
    expect(Object.keys(QUESTIONS).toSorted()).toEqual(asked.toSorted());
  });

  test('says what an answer to it would change', () => {
    const facts: Partial<Facts> = { ...AROUND[1], profile: ['controller'], vulnerablePeople: null };
    const input = { ...inputOf(facts), dataFlow: { ...dataFlowOf([]), roles: ['controller' as const] } };
    expect(makePlan(policy, input).severity.proposed).toBe('risk');
    expect(openFacts(policy, input).find(({ fact }) => fact === 'vulnerablePeople')).toEqual({
      ...{ fact: 'vulnerablePeople', counts: 'gravest', lowest: 'unlikely' },
      ends: expect.arrayContaining(['gdpr-art33-1-authority']),
    });
    const answered = { ...input, facts: { ...input.facts, vulnerablePeople: false } };
    expect(openFacts(policy, answered).map(({ fact }) => fact)).not.toContain('vulnerablePeople');
  });

  test('no evidence of a loss is not that there is none', () => {
    const quiet: Partial<Facts> = { ...AROUND[1], confidentiality: 'none' };
    const none = planOf(quiet);
    const noEvidence = planOf({ ...quiet, integrity: 'no-evidence' });
    expect([none, noEvidence].map(({ articles }) => articles.proposed.register.notify)).toEqual(['no', 'yes']);
    expect(openFacts(policy, inputOf({ ...quiet, integrity: 'no-evidence' }))).toContainEqual(
      expect.objectContaining({ fact: 'integrity', counts: 'unruled' }),
    );
  });
});
