import { z } from 'zod';
import { ARTICLES } from '../../domain/articles.ts';
import { FactsPatch, NarrativePatch } from '../../domain/facts.ts';
import { InstantInput } from '../../domain/instant-input.ts';
import { RISK_CONCLUSIONS } from '../../domain/policy/schema.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/time.ts';

/** What happens in a rehearsal: what becomes known when, who acts when, and who does not act at all. */

const SPAN = /^(?:(\d{1,3})d)? ?(?:(\d{1,4})h)? ?(?:(\d{1,5})m)?$/;

/** A time after the beginning, such as `2h`, `3d 4h` or `90m`; in milliseconds once parsed. */
const Span = z
  .union([z.literal(0), z.string()], 'a time after the beginning, such as 2h, 3d 4h or 90m')
  .transform((text, context) => {
    const [whole, days, hours, minutes] = SPAN.exec(text === 0 ? '0h' : text.trim()) ?? [];
    if (whole !== undefined && whole !== '') {
      return Number(days ?? 0) * DAY_MS + Number(hours ?? 0) * HOUR_MS + Number(minutes ?? 0) * MINUTE_MS;
    }
    context.addIssue({ code: 'custom', message: 'a time after the beginning, such as 2h, 3d 4h or 90m' });
    return z.NEVER;
  });

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case letters, digits and dashes, at most 64');
const reasons = z.string().trim().max(5_000).default('');
const who = { after: Span, by: z.enum(['responder', 'dpo', 'deputy']).default('dpo') };

export const Step = z.discriminatedUnion(
  'do',
  [
    /** The awareness is recorded; `since` says since when, the step's own time where it is left out. */
    z.strictObject({ ...who, do: z.literal('aware'), since: Span.optional(), reasons }),
    z.strictObject({
      ...{ ...who, do: z.literal('amend'), reasons },
      facts: FactsPatch.default({}),
      narrative: NarrativePatch.default({}),
    }),
    /** On the risk, for `article` or, where it is left out, for both alike. */
    z.strictObject({
      ...{ ...who, do: z.literal('decide'), reasons },
      article: z.enum(ARTICLES).optional(),
      conclusion: z.enum(RISK_CONCLUSIONS),
    }),
    z.strictObject({ ...who, do: z.literal('waive'), obligation: id, reasons }),
    z.strictObject({ ...who, do: z.literal('resume'), obligation: id, reasons }),
    /** What suppliers and customers read, as drafted from the facts, goes to all of them. */
    z.strictObject({ ...who, do: z.literal('release'), reasons }),
    /** `all` files whatever clock is running then. */
    z.strictObject({
      ...who,
      do: z.literal('file'),
      obligation: id,
      receipt: z.string().default('rehearsed'),
      reasons,
    }),
    /** Letters to that many people, drafted and approved. */
    z.strictObject({ ...who, do: z.literal('campaign'), people: z.int().min(1).max(10_000_000) }),
    z.strictObject({ ...who, do: z.literal('close'), outcome: z.enum(['resolved', 'not-a-breach']), reasons }),
  ],
  'do must be aware, amend, decide, waive, resume, release, file, campaign or close',
);
export type Step = z.infer<typeof Step>;

/** `silent` never answers; `refuses` has a mailbox that takes no mail; else when it answers, and what. */
const Behaviour = z.union(
  [
    z.enum(['silent', 'refuses']),
    z.strictObject({
      answersAfter: Span,
      holdsData: z.enum(['yes', 'no', 'unknown']).default('unknown'),
      misuse: z.enum(['yes', 'no', 'unknown']).default('unknown'),
    }),
  ],
  'silent, refuses, or { answersAfter: 20h, … }',
);
export type Behaviour = z.infer<typeof Behaviour>;

export const Scenario = z.strictObject({
  title: z.string().trim().min(3).max(200),
  /** When the report comes in. Any date: time zones, holidays and rules are those of that date. */
  start: InstantInput,
  /** How long to look on. */
  days: z.int().min(1).max(400).default(90),
  /** The data-flow register, as a path from the scenario's own folder. */
  register: z.string().min(1),
  report: z.strictObject({
    title: z.string().trim().min(3).max(200),
    summary: z.string().max(20_000).default(''),
    systems: z.array(id).max(1_000).default([]),
    facts: FactsPatch.default({}),
  }),
  /** How suppliers and customers behave; those not named are silent. */
  counterparties: z.record(id, Behaviour).default({}),
  steps: z.array(Step).max(500).default([]),
});
export type Scenario = z.infer<typeof Scenario>;
