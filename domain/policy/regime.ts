import { z } from 'zod';
import { ClockRule } from '../clock/rule.ts';
import { ClockStart } from '../clock/start.ts';
import { ENTITY_KINDS } from '../entities.ts';
import { LawOf } from '../jurisdictions.ts';
import { RegimeCase } from './case.ts';
import { Explanation, expression, sentence, slug } from './schema.ts';

/** One regime: one YAML file in `policy/regimes/`, with the golden cases that prove it. */

const day = z.iso.date('a date such as 2018-05-25');
const title = z.string().trim().min(3).max(200);
const items = z.array(z.strictObject({ item: slug, says: sentence }));

/**
 * `in-force` binds between its dates, and so does `superseded`, whose dates have passed. `proposed` and
 * `adopted-not-yet-applicable` never bind by themselves: they show as "would be".
 */
export const STATUSES = ['in-force', 'proposed', 'adopted-not-yet-applicable', 'superseded'] as const;
export const STAGES = ['initial', 'intermediate', 'final'] as const;
export const CONFIDENCES = ['verified-by-search', 'known', 'uncertain'] as const;
const READINGS = ['text', 'secondary', 'memory'] as const;

export const Obligation = z
  .strictObject({
    /** Stable for ever: it names workflows and stands in registers. */
    id: slug,
    article: title,
    title,
    /** Whom it binds, by our own names for the law's parties; any of a list. */
    role: z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(z.enum(ENTITY_KINDS)).min(1)),
    recipient: title,
    stage: z.enum(STAGES).default('initial'),
    status: z.enum(STATUSES),
    effectiveFrom: day.nullable(),
    effectiveTo: day.nullable(),
    /** The older wording of the same duty, whose dates must end before these begin. */
    replaces: slug.optional(),
    trigger: expression,
    because: Explanation,
    whyNot: Explanation,
    /** The event the period runs from. Where it is not recorded, see `domain/plan/starts.ts`. */
    startsFrom: ClockStart,
    clock: ClockRule,
    ladder: slug,
    /** What the law says of a late filing, in a sentence. */
    late: sentence.optional(),
    lateNeedsReasons: z.boolean(),
    /** Whether the law lets the rest follow when it is known. */
    phased: z.boolean().default(true),
    content: items.min(1),
    /** What the law forbids in this notice. */
    forbidden: items.default([]),
    exemptions: z.array(z.strictObject({ article: title, says: sentence })),
    citation: title.max(600),
    confidence: z.enum(CONFIDENCES),
    /** When this row was last read against its law, and in what: the text, what others write of it, or memory. */
    verified: z.strictObject({ on: day, by: z.enum(READINGS), source: title.max(600) }).optional(),
    /** Public pages in which period and trigger were read. */
    sources: z.array(z.url({ protocol: /^https?$/ })).default([]),
  })
  .refine((o) => o.status === 'proposed' || o.status === 'adopted-not-yet-applicable' || o.effectiveFrom !== null, {
    path: ['effectiveFrom'],
    error: 'an obligation in force names the day it took effect',
  })
  .refine((o) => o.status !== 'superseded' || o.effectiveTo !== null, {
    path: ['effectiveTo'],
    error: 'a superseded obligation names its last day',
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
  jurisdiction: LawOf,
  obligations: z.array(Obligation).min(1),
  /** Golden cases; `tocsin policy check` and the tests run them. */
  cases: z.array(RegimeCase).min(1),
});
export type Regime = z.infer<typeof Regime>;
