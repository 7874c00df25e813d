import { z } from 'zod';
import { Explanation, expression, sentence, slug } from './schema.ts';

/** One regime: one YAML file in `policy/regimes/`. */

const day = z.iso.date('a date such as 2018-05-25');
const title = z.string().trim().min(3).max(200);

/** How a duty's deadline is counted. `eu-hours` is law (Regulation 1182/71); `soft-target` is the organisation's own. */
export const ClockSource = z.discriminatedUnion('rule', [
  z.strictObject({
    startsFrom: z.enum(['awareness']),
    rule: z.literal('eu-hours'),
    hours: z.int().min(1).max(8_784),
  }),
  z.strictObject({ startsFrom: z.enum(['awareness']), rule: z.literal('soft-target'), soft: slug }),
]);
export type ClockSource = z.infer<typeof ClockSource>;

export const Obligation = z
  .strictObject({
    /** Stable for ever: it names workflows and stands in registers. */
    id: slug,
    article: title,
    title,
    role: z.enum(['controller', 'processor']),
    recipient: title,
    status: z.enum(['in-force', 'proposed']),
    effectiveFrom: day.nullable(),
    effectiveTo: day.nullable(),
    trigger: expression,
    because: Explanation,
    whyNot: Explanation,
    clock: ClockSource,
    ladder: slug,
    lateNeedsReasons: z.boolean(),
    content: z.array(z.strictObject({ item: slug, says: sentence })).min(1),
    exemptions: z.array(z.strictObject({ article: title, says: sentence })),
    citation: title.max(500),
    confidence: z.enum(['verified-by-search', 'known', 'uncertain']),
  })
  .refine((o) => o.status === 'proposed' || o.effectiveFrom !== null, {
    path: ['effectiveFrom'],
    error: 'an obligation in force names the day it took effect',
  })
  .refine((o) => o.effectiveFrom === null || o.effectiveTo === null || o.effectiveFrom <= o.effectiveTo, {
    path: ['effectiveTo'],
    error: 'not before effectiveFrom',
  });
export type Obligation = z.infer<typeof Obligation>;

export const Regime = z.strictObject({
  /** Equals the file's name. */
  id: slug,
  name: title,
  jurisdiction: z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'EU, or an ISO 3166 code'),
  obligations: z.array(Obligation).min(1),
});
export type Regime = z.infer<typeof Regime>;
