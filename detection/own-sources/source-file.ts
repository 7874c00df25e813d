import { z } from 'zod';
import { Identifier } from '../../domain/identifier.ts';
import { InstantInput } from '../../domain/instant-input.ts';
import { expression, sentence } from '../../domain/policy/schema.ts';
import { ENVELOPE_KINDS } from '../envelopes.ts';
import { FINDING_STATUSES, RESOURCE_KINDS } from '../finding.ts';
import { Proofs } from './proof.ts';

/** An alert source as data: `policy/sources/<name>.yaml`. What its words mean says docs/adding-a-source.md. */

const text = z.string().trim().min(1).max(2_000);
/** A place in the alert or `=` and an expression, or a list of them; `value.ts` reads it. */
const value = z.union([text, z.array(text).min(1).max(20)], {
  error: 'a place in the alert such as rule.name, an expression after =, or a list of these',
});

/** A value alone, or `from` with what its words and numbers mean. */
const withWords = <S extends z.ZodRawShape>(shape: S) =>
  z.preprocess(
    (given) => (typeof given === 'object' && given !== null && !Array.isArray(given) ? given : { from: given }),
    z.strictObject({ from: value, ...shape }),
  );
const wordsFor = <S extends z.ZodType>(meaning: S) => z.record(z.string().min(1).max(200), meaning);

const Resource = z
  .strictObject({
    /** One thing for each entry of this list; all places are then within the entry. */
    each: value.optional(),
    kind: z.enum(RESOURCE_KINDS).optional(),
    kindFrom: withWords({ words: wordsFor(z.enum(RESOURCE_KINDS)).optional() }).optional(),
    names: value,
    region: value.optional(),
    account: value.optional(),
    tags: value.optional(),
    dataClasses: value.optional(),
  })
  .refine(({ kind, kindFrom }) => (kind === undefined) !== (kindFrom === undefined), {
    path: ['kind'],
    error: 'what kind of thing it is: either kind, a word, or kindFrom, where the alert says it',
  });

const mapped = {
  ...{ id: value.optional(), idFrom: z.array(text).min(1).max(10).optional(), group: value.optional() },
  ...{ type: value, title: value, description: value.optional(), product: value.optional() },
  severity: withWords({
    scale: z.tuple([z.number(), z.number()]).optional(),
    words: wordsFor(z.number().min(0).max(10)).optional(),
  }),
  ...{ firstSeenAt: value.optional(), lastSeenAt: value.optional() },
  ...{ observedAt: value.optional(), updatedAt: value.optional() },
  ...{ users: value.optional(), ips: value.optional(), processes: value.optional() },
  resources: z.array(Resource).max(50).default([]),
  ...{ tactics: value.optional(), dataClasses: value.optional(), count: value.optional() },
  status: withWords({ words: wordsFor(z.enum(FINDING_STATUSES)).optional() }).optional(),
  sample: value.optional(),
};

export const FindingMap = z
  .strictObject(mapped)
  .refine(({ id, idFrom }) => id !== undefined || idFrom !== undefined, {
    path: ['id'],
    error: 'where the id of a finding stands; idFrom says of what it is made where the tool gives none',
  })
  .refine((map) => [map.firstSeenAt, map.lastSeenAt, map.observedAt, map.updatedAt].some((at) => at !== undefined), {
    path: ['observedAt'],
    error: 'where a time stands: here, or in firstSeenAt, lastSeenAt or updatedAt',
  })
  .refine(({ severity: { scale } }) => scale === undefined || scale[0] !== scale[1], {
    path: ['severity', 'scale'],
    error: 'the mildest and the worst value, which differ',
  });
export type FindingMap = z.infer<typeof FindingMap>;

const words = z.array(z.string());
/** What must come of an alert; of a finding only what is named is compared, but for `unread`. */
const Expected = z
  .strictObject({
    skipped: z.literal(true),
    refused: z.literal(true),
    ...{ id: z.string(), group: z.string(), type: z.string(), title: z.string(), description: z.string() },
    ...{ product: z.string(), severity: z.number(), severityWord: z.string().nullable() },
    ...{ status: z.enum(FINDING_STATUSES), sample: z.boolean(), count: z.int().nullable() },
    ...{ firstSeenAt: InstantInput.nullable(), lastSeenAt: InstantInput.nullable() },
    ...{ observedAt: InstantInput.nullable(), updatedAt: InstantInput.nullable() },
    ...{ users: words, ips: words, processes: words, tactics: words, dataClasses: words },
    ...{ names: words, kinds: z.array(z.enum(RESOURCE_KINDS)), accounts: words, regions: words, tags: words },
    unread: words,
  })
  .partial()
  .refine((expected) => Object.keys(expected).length > 0, 'say what must come of it, such as type and severity');
export type Expected = z.infer<typeof Expected>;

export const SourceCase = z.strictObject({
  name: z.string().trim().min(5).max(200),
  /** A body as the tool sends it, with one alert in it. */
  alert: z.json(),
  expect: Expected,
});
export type SourceCase = z.infer<typeof SourceCase>;

export const SourceFile = z.strictObject({
  name: Identifier,
  title: z.string().trim().min(2).max(100),
  vendor: z.string().trim().min(2).max(100),
  proof: Proofs,
  envelopes: z.array(z.enum(ENVELOPE_KINDS)).default([]),
  split: text.optional(),
  skip: z
    .array(z.strictObject({ when: expression, because: sentence }))
    .max(50)
    .default([]),
  times: z
    .strictObject({ zone: z.literal('utc').optional(), epoch: z.enum(['s', 'ms', 'us', 'ns']).optional() })
    .default({}),
  finding: FindingMap,
  cases: z.array(SourceCase).min(1).max(200),
});
export type SourceFile = z.infer<typeof SourceFile>;
