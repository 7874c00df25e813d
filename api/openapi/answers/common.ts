import { z } from 'zod';
import { ANCHOR_STATES, ANCHOR_WAYS } from '../../../domain/audit/anchor.ts';
import { RECORD_STATES } from '../../../domain/audit/record-status.ts';
import { PHASES, STATUSES } from '../../../domain/breach/phase.ts';
import { RECONCILE_STATES } from '../../../domain/reconcile/finding.ts';

export const instant = z.iso.datetime().describe('An instant in UTC');

export const breachId = z
  .string()
  .describe('Such as TOC-2026-0041-K7M; exercises begin with EX-. Those of before version 0.3 end with the number');

export const phase = z
  .enum(PHASES)
  .describe('How certain it is: `candidate` is a suspicion that somebody looks into (EDPB 9/2022, paras. 33 and 34)');
export const status = z.enum(STATUSES);

export const nextPage = z.string().nullable().describe('`after` of the next page; null on the last');

export const Accepted = z
  .looseObject({
    reference: z.string().describe('Of the intake record; it is kept from here on'),
    breachId: breachId.nullable().describe('Null where nothing was opened, such as for an alert below its rule'),
    repeated: z.boolean().describe('Whether this was accepted before, under the same key'),
  })
  .meta({ id: 'Accepted' });

/** A recorded command: the number of the breach's last event, which is its ETag too. */
export const Recorded = z.looseObject({ seq: z.int() }).meta({ id: 'Recorded' });

export const FilingRecorded = z
  .looseObject({
    seq: z.int(),
    leftOpen: z
      .looseObject({
        of: z.string(),
        article: z.string(),
        fields: z.array(z.looseObject({ field: z.string(), label: z.string() })).nullable(),
      })
      .optional()
      .describe(
        'It does not meet its duty, whose clock runs on: mandatory fields of the filing that the duty completes are ' +
          'open still; null where nobody can tell which. Left out where it meets it',
      ),
  })
  .meta({ id: 'FilingRecorded' });

export const Live = z.looseObject({ status: z.literal('ok') });

/** Counts alone: who asks may be anybody. */
export const Ready = z.looseObject({
  status: z.enum(['ok', 'down']),
  down: z.array(z.string()),
  skew: z
    .object({ of: z.enum(['mongodb', 'temporal']), ms: z.number() })
    .nullable()
    .describe("Whose clock differs from this machine's by 3 s or more, and by how much; above 0 theirs is ahead"),
  reconcile: z
    .looseObject({
      state: z.enum(['unknown', ...RECONCILE_STATES]),
      at: instant.nullable().describe('When what should run was last compared with what runs'),
      open: z.int().describe('Workflows that do not run as they should'),
      mended: z.int().describe('Those that were restarted within a day'),
    })
    .describe('Never makes this API count as down: it could not run the clocks itself'),
  verification: z
    .looseObject({
      state: z.enum(['unknown', ...RECORD_STATES]),
      at: instant.nullable().describe('When the whole record was last checked, or from when on it should have been'),
      open: z.int().describe('What does not hold of the record'),
      gone: z.int().describe('What did not hold within a week, and does now'),
    })
    .describe('Never makes this API count as down: a state but `ok`, and `open` above 0, are to be watched'),
  anchoring: z
    .looseObject({
      state: z.enum(['unknown', ...ANCHOR_STATES]),
      since: instant
        .nullable()
        .describe('Since when it is so; while all is well, when that was last looked at; null where nobody knows'),
      failing: z.array(z.enum(ANCHOR_WAYS)).describe('Ways by which the head of the record cannot be taken outside'),
    })
    .describe(
      'Never makes this API count as down either: `failing`, `stale`, `contradicted` and `changed` are to be watched',
    ),
  rota: z
    .looseObject({
      gaps: z
        .int()
        .nullable()
        .describe('How many names of the on-call rota have a user who cannot be told; null: unknown'),
    })
    .describe(
      'Never makes this API count as down either: above 0 is to be mended in the policy, or by the administrator',
    ),
});

export const KnownFirst = z
  .looseObject({ suspectedAt: instant, awareAt: instant, because: z.string() })
  .nullable()
  .describe('The awareness lies before the first suspicion that somebody recorded: explain it, or correct one of them');
export const people = z.record(z.string(), z.string()).describe('Names of those whom it names by `user:<id>`');
