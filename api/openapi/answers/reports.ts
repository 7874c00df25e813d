import { z } from 'zod';
import { OWN_STATES } from '../../../domain/breach/own-report.ts';
import { breachId, instant } from './common.ts';

export const OwnReport = z
  .looseObject({
    reference: z.string(),
    receivedAt: instant,
    title: z.string(),
    summary: z.string(),
    systems: z.array(z.string()).describe('Their names'),
    awareAt: instant.nullable(),
    exercise: z.boolean(),
    state: z.enum(OWN_STATES),
    openQuestions: z.int().describe('Questions that wait for an answer'),
    mayAdd: z.boolean().describe('Whether something can be added'),
  })
  .meta({ id: 'OwnReport' });

const words = z.string().nullable().describe('Null where it does not open any more');
const answer = z.looseObject({ at: instant, text: words }).nullable();
const added = {
  words: z.array(z.looseObject({ number: z.int(), at: instant, text: words })),
  files: z.array(z.looseObject({ number: z.int(), at: instant, name: words, about: words, bytes: z.int() })),
};

export const WholeOwnReport = OwnReport.extend({
  ...added,
  questions: z.array(z.looseObject({ number: z.int(), at: instant, text: words, answer })),
}).meta({ id: 'WholeOwnReport' });

export const Exchange = z
  .looseObject({
    ...added,
    questions: z.array(z.looseObject({ number: z.int(), at: instant, by: z.string(), text: words, answer })),
  })
  .meta({ id: 'Exchange' });

export const OwnReportList = z
  .looseObject({
    reports: z.array(OwnReport),
    next: z.string().nullable().describe('`after` of the next page; null on the last'),
  })
  .meta({ id: 'OwnReportList' });

export const ExerciseReport = z
  .looseObject({
    breachId,
    scale: z.number(),
    reportedAt: instant,
    closedAt: instant.nullable(),
    judgedAt: instant,
    total: z.int().nullable().describe('0 to 100; null while there is nothing to judge'),
    parts: z.array(
      z.looseObject({
        part: z.string(),
        done: z.number().describe('in halves: a duty met with a finding counts half'),
        of: z.int(),
      }),
    ),
    duties: z.array(z.looseObject({})),
    warnings: z.array(z.looseObject({})),
    notices: z.array(z.looseObject({})),
    advice: z.array(z.looseObject({})),
  })
  .meta({ id: 'ExerciseReport' });
