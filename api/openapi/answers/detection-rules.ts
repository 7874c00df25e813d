import { z } from 'zod';
import { OUTCOMES } from '../../../domain/alerts/rule-use.ts';
import { CAME_TO } from '../../../domain/breach/came-to.ts';
import { instant } from './common.ts';

const counts = (names: readonly [string, ...string[]]) =>
  z.looseObject(Object.fromEntries(names.map((name) => [name, z.int()])));

export const DetectionRules = z
  .looseObject({
    days: z.int(),
    since: z.iso.date().describe('The first day (UTC) that counts'),
    rules: z.array(
      z.looseObject({
        rule: z.string().describe('`<source>/<rule>`, or `correlations/<rule>`'),
        outcome: z.enum(OUTCOMES).nullable().describe('Null where it is no rule of today’s policy'),
        decided: counts(OUTCOMES).describe('Findings of alerts that it decided on; one that came again, each time'),
        lastAt: instant.nullable().describe('When it decided last; null where it did not'),
        opened: z.int().describe('Suspicions that it opened'),
        cameTo: counts(CAME_TO).describe(
          'What these came to; `dismissed` are those of which nobody said as what, and the kinds beside it the others',
        ),
        joined: z.int().describe('Breaches that another rule opened, and that it had something join'),
        dismissed: z.int().describe('How many of those opened were dismissed, of whichever kind'),
        dismissedShare: z
          .number()
          .nullable()
          .describe('Of those that people have decided on, from 0 to 1; null where there is none'),
      }),
    ),
  })
  .meta({ id: 'DetectionRules' });
