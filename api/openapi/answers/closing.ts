import { z } from 'zod';
import { CLOSING_CODES } from '../../../domain/breach/closing-gate.ts';
import { RECORD_KINDS } from '../../../domain/breach/retention.ts';
import { breachId, instant, status } from './common.ts';

const Point = z
  .looseObject({
    point: z.string().describe('Names it: what `over` of a closing names'),
    code: z.enum(CLOSING_CODES),
    says: z.string().describe('What it is, and what mends it'),
    place: z.string().describe('Where on the page of the breach it is mended'),
    mayPass: z.boolean().describe('Whether it can be closed over with reasons; the rest is done first'),
    count: z.int().nullable().optional().describe('How many; null where nobody knows'),
    obligation: z.string().optional(),
    communication: z.string().optional(),
    people: z.looseObject({ told: z.int(), concerned: z.int() }).optional().describe('People told, of those concerned'),
    parts: z.array(z.string()).optional().describe('What the register entry does not say'),
  })
  .meta({ id: 'ClosingPoint' });

export const ClosingState = z
  .looseObject({
    breach: breachId,
    seq: z.int(),
    status,
    points: z
      .looseObject({ resolved: z.array(Point), 'not-a-breach': z.array(Point) })
      .describe('By the outcome that it would be closed with; none of a closed breach'),
    reopen: z.looseObject({
      proposed: z.boolean().describe('Something came in after the closing'),
      lateAnswers: z.int().describe('Notices that were answered after it'),
      lateEvidence: z.int().describe('Files that came in after it'),
      laterReports: z.array(breachId).describe('Incidents that began with a report to it after it was closed'),
      lateWords: z.int().describe('How often whoever reported it added something after it'),
      misuse: z.boolean().describe('One of these answers speaks of misuse'),
      proposals: z
        .array(z.looseObject({ at: instant, by: z.string(), reasons: z.string() }))
        .describe('Who of us learned something after it, and proposes to open it again'),
    }),
    told: z
      .array(
        z.looseObject({
          obligation: z.string(),
          customers: z.int(),
          spoken: z.int().describe('Of these, who did so by telephone or in person'),
          lastAt: instant,
          head: z.looseObject({ page: z.int(), hash: z.string() }),
        }),
      )
      .describe('Duties to tell customers that their acknowledgements meet: `recordTold` records them'),
    retention: z
      .looseObject({ kind: z.enum(RECORD_KINDS), years: z.int(), from: instant, until: instant })
      .nullable()
      .describe('Until when its record is to be kept, counted from the last closing; null while it is open'),
  })
  .meta({ id: 'ClosingState' });
