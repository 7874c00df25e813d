import { z } from 'zod';
import { DUTY_OUTCOMES, NOTICE_OUTCOMES } from '../../../domain/audit/answers.ts';
import { COUNTERPARTY_KINDS } from '../../../domain/dataflow.ts';
import { breachId, instant } from './common.ts';

/** What the lists that answer an auditor answer programs with. */

const next = z.string().nullable().describe('`after` of the next page; null on the last');
const people = z.record(z.string(), z.string()).describe('Names of those who sign in, by what rows name them');
const list = (row: z.ZodType) => z.looseObject({ rows: z.array(row), next, people });
const counts = <Outcome extends string>(outcomes: readonly Outcome[]) =>
  z.looseObject(Object.fromEntries(outcomes.map((outcome) => [outcome, z.int()])));

export const DecisionList = list(
  z.looseObject({
    at: instant,
    breachId,
    seq: z.int().describe('Number of the event'),
    type: z.string(),
    about: z.string().nullable().describe('The duty, `campaign/<n>` or `release/<n>`'),
    outcome: z.string().nullable(),
    by: z.string(),
    reasons: z.string(),
    sha256: z.string().nullable().describe('Of the exact text that was approved, released or filed'),
    exercise: z.boolean(),
    policyVersion: z.string().nullable().describe('By which the duties stood as it was decided'),
  }),
).meta({ id: 'DecisionList' });

export const DutyList = list(
  z.looseObject({
    breachId,
    obligation: z.string(),
    article: z.string(),
    recipient: z.string(),
    due: instant.nullable(),
    endedAt: instant.nullable(),
    outcome: z.enum(DUTY_OUTCOMES),
    reasons: z.string().describe('Why it was late or waived'),
    receipt: z.string(),
    exercise: z.boolean(),
    people: z.looseObject({ told: z.int(), concerned: z.int().nullable() }).nullable(),
    letters: z.array(z.looseObject({ number: z.int(), total: z.int(), sent: z.int() })),
  }),
).meta({ id: 'DutyList' });

export const AnsweredList = list(
  z.looseObject({
    breachId,
    exercise: z.boolean(),
    counterparty: z.string(),
    name: z.string(),
    kind: z.enum(COUNTERPARTY_KINDS),
    round: z.int(),
    status: z.string(),
    outcome: z.enum(NOTICE_OUTCOMES),
    sentAt: instant.nullable(),
    answerBy: instant,
    acknowledgedAt: instant.nullable(),
  }),
).meta({ id: 'AnsweredList' });

export const PartyList = list(
  z.looseObject({
    counterparty: z.string(),
    name: z.string(),
    kind: z.enum(COUNTERPARTY_KINDS),
    total: z.int().describe('Notices'),
    counts: counts(NOTICE_OUTCOMES),
  }),
).meta({ id: 'PartyList' });

export const ExerciseResultList = list(
  z.looseObject({
    breachId,
    title: z.string(),
    status: z.string(),
    openedAt: instant,
    duties: counts(DUTY_OUTCOMES),
    notices: counts(NOTICE_OUTCOMES),
  }),
).meta({ id: 'ExerciseResultList' });

export const PolicyUseList = list(
  z.looseObject({
    policyVersion: z.string(),
    first: instant.describe('When duties were first worked out by it'),
    last: instant,
    breaches: z.int().describe('Whose duties were ever worked out by it'),
    standing: z.int().describe('Whose duties stand by it now'),
    isCurrent: z.boolean(),
    held: z
      .looseObject({
        at: instant,
        by: z.string(),
        named: z.looseObject({ name: z.string(), by: z.string() }).nullable(),
      })
      .nullable()
      .describe('Since when it held here, by whom, and its name; null for one of before versions were kept'),
  }),
).meta({ id: 'PolicyUseList' });
