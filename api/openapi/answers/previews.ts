import { z } from 'zod';
import { RISK_CONCLUSIONS } from '../../../domain/policy/schema.ts';
import { Plan } from './breach.ts';
import { instant } from './common.ts';

const Change = z.looseObject({
  obligation: z.string(),
  article: z.string(),
  recipient: z.string(),
  change: z.enum(['start', 'move', 'end']),
  from: instant.nullable(),
  to: instant.nullable(),
  why: z.string(),
});

const conclusion = z.record(z.enum(['art33', 'art34']), z.enum(RISK_CONCLUSIONS));

export const AmendmentPreview = z
  .looseObject({
    seq: z.int().describe('Of the breach that it was made from; it is the ETag too'),
    duties: z.array(Change),
    severity: z.looseObject({ before: z.looseObject({}).nullable(), after: z.looseObject({}) }),
    conclusion: z.looseObject({ before: conclusion.nullable(), after: conclusion }),
    reopened: z.array(z.string()).describe('Decisions that would ask to be looked at again'),
    resumed: z.array(z.string()).describe('Waived duties that would run again'),
    told: z.array(z.looseObject({ counterparty: z.string(), round: z.int() })),
    plan: Plan,
  })
  .meta({ id: 'AmendmentPreview' });

export const ReportPreview = z
  .looseObject({
    clocks: z.array(z.looseObject({ obligation: z.string(), due: instant, basis: z.enum(['law', 'policy']) })),
    suppliers: z.int().describe('How many would be told'),
    customers: z.int(),
    coverage: Plan.shape.coverage.unwrap(),
  })
  .meta({ id: 'ReportPreview' });
