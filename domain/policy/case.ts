import { z } from 'zod';
import { Facts } from '../facts.ts';
import { InstantInput } from '../instant-input.ts';
import { RISK_CONCLUSIONS, slug } from './schema.ts';

/** A golden case: what is known of one breach, and what the regime beside it must make of that. */

const Expected = z.strictObject({
  applies: z.enum(['binds', 'would-be', 'does-not-apply']),
  due: InstantInput.optional(),
  latest: InstantInput.optional(),
  /** The event that a clock which does not run yet waits for, such as `materiality` or `filing of dora-initial`. */
  waitsFor: z.string().trim().min(3).max(100).optional(),
});
export type Expected = z.infer<typeof Expected>;

/**
 * A case tells all that happened: what it leaves out was not altered and not away, may have been seen, and concerns
 * nobody in need of protection. So do policies of before.
 */
const CaseFacts = Facts.extend({
  confidentiality: Facts.shape.confidentiality.unwrap().default('exposed'),
  vulnerablePeople: Facts.shape.vulnerablePeople.unwrap().default(false),
  integrity: Facts.shape.integrity.unwrap().default('none'),
  availability: Facts.shape.availability.unwrap().default('none'),
});

export const RegimeCase = z.strictObject({
  name: z.string().trim().min(5).max(200),
  /** Our role for the touched data; both where left out. */
  roles: z.array(z.enum(['controller', 'joint-controller', 'processor', 'sub-processor'])).optional(),
  facts: CaseFacts,
  awareness: InstantInput.nullable(),
  /** The DPO's decision, where the case has one: for both articles alike, or by article. */
  decidedRisk: z
    .union([
      z.enum(RISK_CONCLUSIONS).transform((both) => ({ art33: both, art34: both })),
      z.strictObject({ art33: z.enum(RISK_CONCLUSIONS).optional(), art34: z.enum(RISK_CONCLUSIONS).optional() }),
    ])
    .default({}),
  filings: z.record(slug, InstantInput).default({}),
  /** When the latest version of a filing was handed in, where it was updated. */
  updates: z.record(slug, InstantInput).default({}),
  /** By obligation; one word is enough where it has no instants: `us-tx-ag: binds`. */
  expect: z.record(
    slug,
    z.preprocess((value) => (typeof value === 'string' ? { applies: value } : value), Expected),
  ),
});
export type RegimeCase = z.infer<typeof RegimeCase>;
