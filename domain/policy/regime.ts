import { z } from 'zod';
import { ClockRule } from '../clock/rule.ts';
import { ClockStart } from '../clock/start.ts';
import { ENTITY_KINDS } from '../entities.ts';
import { LawOf } from '../jurisdictions.ts';
import { RegimeCase } from './case.ts';
import { fillIn, Threshold } from './fill-in.ts';
import { LawTerms } from './law-terms.ts';
import { Explanation, expression, sentence, slug, title } from './schema.ts';
import { CONFIDENCES, Verified } from './verified.ts';

/** One regime: one YAML file in `policy/regimes/`, with the golden cases that prove it. */

const day = z.iso.date('a date such as 2018-05-25');
const items = z.array(z.strictObject({ item: slug, says: sentence }));

/**
 * `in-force` binds between its dates, and so does `superseded`, whose dates have passed. `proposed`, `voluntary` (asked
 * for by no law) and `adopted-not-yet-applicable` never bind by themselves: they show as "would be".
 */
export const STATUSES = ['in-force', 'proposed', 'adopted-not-yet-applicable', 'superseded', 'voluntary'] as const;
export const STAGES = ['initial', 'intermediate', 'final'] as const;

/** What is not in force needs no day of taking effect. */
const NEED_NO_DAY: readonly string[] = ['proposed', 'adopted-not-yet-applicable', 'voluntary'];

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
    /** A duty that the policy had before and has no more, which this one, with others, stands in for. */
    supersedes: slug.optional(),
    trigger: expression,
    /** From how many people on. It stands in the trigger too, and here as data. */
    threshold: Threshold.optional(),
    because: Explanation,
    whyNot: Explanation,
    /** The event the period runs from. Where it is not recorded, see `domain/plan/starts.ts`. */
    startsFrom: ClockStart,
    clock: ClockRule,
    ladder: slug,
    /** What the law says of a late filing, in a sentence. */
    late: sentence.optional(),
    lateNeedsReasons: z.boolean(),
    /** What else a reader of this duty should know, in a sentence. */
    note: sentence.optional(),
    /** Whether the law lets the rest follow when it is known. */
    phased: z.boolean().default(true),
    content: items.min(1),
    /** What the law forbids in this notice. */
    forbidden: items.default([]),
    exemptions: z.array(z.strictObject({ article: title, says: sentence })),
    citation: title.max(600),
    confidence: z.enum(CONFIDENCES),
    /** When this row was last read against its law, and in what: the text, what others write of it, or memory. */
    verified: Verified.optional(),
    /** Public pages in which period and trigger were read. */
    sources: z.array(z.url({ protocol: /^https?$/ })).default([]),
  })
  .refine((o) => NEED_NO_DAY.includes(o.status) || o.effectiveFrom !== null, {
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

/** The law by which one Member State has transposed a directive, and whom it has told. */
export const Transposition = z.strictObject({
  state: z.string().regex(/^[A-Z]{2}$/, 'a Member State such as DE'),
  act: title,
  /** The day from which its duties to report bind; null as long as there is no such law. */
  from: day.nullable(),
  authority: title.max(300),
  /** Where the report is handed in, as far as it is known. */
  portal: title.optional(),
  /** What is different from the directive, or open. */
  differs: sentence.optional(),
  /** Obligations of the directive in whose place this state has rows of its own. */
  own: z.array(slug).default([]),
  confidence: z.enum(CONFIDENCES),
  verified: Verified,
});
export type Transposition = z.infer<typeof Transposition>;

export const Regime = z.preprocess(
  fillIn,
  z
    .strictObject({
      /** Equals the file's name. */
      id: slug,
      name: title,
      jurisdiction: LawOf,
      ...LawTerms.shape,
      obligations: z.array(Obligation).default([]),
      /** For a directive: `to` is the recipient of the obligations whose place the state's own authority takes. */
      transposed: z.strictObject({ to: title, states: z.array(Transposition).min(1) }).optional(),
      /** Golden cases, each of which {@link RegimeCases} reads; `tocsin policy check` and the tests run them. */
      cases: z.array(z.unknown()).default([]),
    })
    .refine(({ obligations, noDuty }) => obligations.length > 0 || noDuty.length > 0, {
      path: ['obligations'],
      error: 'a regime has an obligation, or says by noDuty that there is none',
    })
    .refine(({ obligations, cases }) => obligations.length === 0 || cases.length > 0, {
      path: ['cases'],
      error: 'a regime with obligations has golden cases that prove it',
    }),
);
export type Regime = z.infer<typeof Regime>;

/** The golden cases of a regime, apart from its rules: only who shows or runs them reads them. */
export const RegimeCases = z.object({ cases: z.array(RegimeCase) });
