import { z } from 'zod';
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
    state: z.enum(['kept', 'received', 'open', 'closed']),
  })
  .meta({ id: 'OwnReport' });

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
