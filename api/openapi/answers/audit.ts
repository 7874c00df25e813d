import { z } from 'zod';
import { BESIDE } from '../../../domain/audit/verification.ts';
import { breachId, instant } from './common.ts';

export const AuditList = z
  .looseObject({
    entries: z.array(
      z.looseObject({
        kind: z
          .enum(['view', 'change', 'settings'])
          .describe('`change` is an event of a breach, `settings` a version of the settings that was stored'),
        what: z
          .enum(['view', 'change', 'sign-in'])
          .optional()
          .describe(
            'Of a `view`: whether users, tokens, webhooks or the register were to be changed, or somebody signed in',
          ),
        at: instant,
        who: z.string(),
        breachId: breachId.nullable(),
        about: z.string().nullable(),
        effectiveFrom: instant.optional().describe('Of `settings`: from when on they hold'),
        changes: z
          .array(z.looseObject({ path: z.string(), before: z.unknown(), after: z.unknown() }))
          .optional()
          .describe('Of `settings`: what they changed'),
      }),
    ),
    next: z.string().nullable().describe('`before` of the next page; null on the last'),
  })
  .meta({ id: 'AuditList' });

const Broken = z.looseObject({
  breachId,
  events: z.int(),
  verifiedTo: z.int().describe('The last event that holds'),
  pages: z.int().describe('Of its ledgers of who was told'),
  broken: z.looseObject({
    seq: z.int().nullable(),
    ledger: z.looseObject({ name: z.string(), page: z.int().nullable() }).nullable(),
    isShown: z.boolean().describe('The events hold; what lists and pages show of the breach is something else'),
    problem: z.string(),
  }),
});

const Unopened = z.looseObject({
  collection: z.string(),
  id: z.string(),
  field: z.string(),
  key: z.string().nullable().describe('That the seal names; null where it is no seal'),
});

export const Verification = z
  .looseObject({
    last: z
      .looseObject({
        checkedAt: instant,
        breaches: z.int(),
        events: z.int(),
        broken: z.array(Broken),
        unopened: z
          .looseObject({ count: z.int(), first: z.array(Unopened) })
          .describe('Sealed values that do not open: changed in the database, or sealed under another key'),
        beside: z
          .array(z.looseObject({ of: z.enum(BESIDE), problem: z.string() }))
          .describe('What does not hold beside breaches'),
      })
      .nullable()
      .describe('Null where none has ended yet'),
    progress: z.looseObject({ done: z.int(), of: z.int() }).nullable(),
  })
  .meta({ id: 'Verification' });
