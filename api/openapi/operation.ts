import type { FastifySchema } from 'fastify';
import { z } from 'zod';
import { RELEASE_CHANGES } from '../../domain/communication/release.ts';
import { ERROR_CODES, type ErrorCode, REFUSAL_RULES, type RefusalMembers, ROW_FAULTS } from '../../domain/errors.ts';
import { KEY } from '../http/idempotency.ts';
import { statusOf } from '../http/problems.ts';

/**
 * What the OpenAPI document says of a route beside its inputs: both come from the same schemas that the route works by.
 */

export const TAGS = {
  intake: 'Reports and alerts: accepted first, worked on afterwards',
  breaches: 'Breaches and their clocks',
  register: 'The register of breaches (GDPR Art. 33(5)) and its exports',
  decisions: 'What people say and decide about a breach',
  work: 'Tasks, notes, calls and files of a breach',
  campaigns: 'Letters to the people concerned',
  communications: 'Who was told, and pausing, resuming and stopping that',
  'data flows': 'Systems, suppliers and customers',
  webhooks: 'Signed messages about breach events',
  setup: 'How far a company is set up',
  policy: 'The regimes in force, and what they say',
  audit: 'Who looked at what, who changed what, and whether the record holds',
  health: 'Liveness and readiness',
} as const;

type Meta = {
  /** Name of the operation in generated clients. */
  id: string;
  tag: keyof typeof TAGS;
  summary: string;
  description?: string;
  /** What is answered where all goes well, by status; null is an answer without a body, a list are types of files. */
  answers: Readonly<Record<number, z.ZodType | readonly string[] | null>>;
  /** Refusals beside those that every route knows. */
  refusals?: readonly ErrorCode[];
  consumes?: readonly string[];
  /** Served to everybody. */
  isPublic?: boolean;
};

type Inputs = { params?: z.ZodType; querystring?: z.ZodType; body?: z.ZodType; headers?: z.ZodType };

/** What a refusal names beside its text. */
const MEMBERS = {
  obligations: z.array(z.string()).optional().describe('Ids of the duties that stand in the way'),
  points: z.array(z.string()).optional().describe('What is left before a breach is closed, as `readClosing` names it'),
  seq: z.int().optional().describe('Number of the event in question'),
  revision: z.int().optional().describe('Which revision of a text there is by now'),
  retryAfter: z.int().optional().describe('Seconds after which it may be tried again, as in Retry-After'),
  command: z.string().optional().describe('What was asked for, where the record does not verify'),
  why: z.enum(REFUSAL_RULES).optional().describe('Which of several rules under this code'),
  than: z.string().optional().describe('The instant that it is about'),
  changes: z
    .array(
      z.looseObject({
        what: z.enum(RELEASE_CHANGES),
        facts: z.array(z.string()).optional(),
        revision: z.int().optional(),
        by: z.string().optional(),
      }),
    )
    .optional()
    .describe('What has changed since it was looked at'),
  most: z
    .int()
    .optional()
    .describe('The most that is taken: MiB of a file, bytes of a body, answers to a notice, secrets of a source'),
  count: z.int().optional().describe('How many there are of what it is about'),
  part: z.string().optional().describe('What it is about, by its technical name'),
  line: z.int().optional().describe('Line of a text that it is about'),
  rows: z
    .array(z.looseObject({ line: z.int(), fault: z.enum(ROW_FAULTS) }))
    .optional()
    .describe('Lines of a list that cannot be taken, and what is wrong with each'),
} satisfies Record<keyof RefusalMembers, z.ZodType>;

/** RFC 9457 problem details, as every refusal is answered. */
export const Problem = z
  .object({
    type: z.string().describe('urn:tocsin:problem: and the code'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('What happened, where, and what to do'),
    code: z.enum(ERROR_CODES),
    field: z.string().optional().describe('The input at fault, as a path such as facts.systems[0]'),
    instance: z.string(),
    ...MEMBERS,
  })
  .meta({ id: 'Problem' });

/** A write can be sent again under the same key. */
export const KeyHeaders = z.looseObject({
  'idempotency-key': z.string().regex(KEY).optional().describe('Sent twice under one key, it is done once'),
});

/** RFC 9110, 8.8.3, of ASCII: what is beyond it, no ETag of ours has. */
const ETAGS = /^(?:W\/)?"[!#-~]{0,64}"(?: *, *(?:W\/)?"[!#-~]{0,64}"){0,9}$/;

/** And it can name the version of what it was made for. */
export const WriteHeaders = KeyHeaders.extend({
  'if-match': z
    .union([z.literal('*'), z.string().regex(ETAGS)], 'an ETag as it was given, in double quotes; or several; or *')
    .optional()
    .describe('The ETag of what was read: refused with 412 if it has changed since'),
  'content-language': z
    .string()
    .max(64)
    .optional()
    .describe('In which language the words that are sent were written, such as `de`: drafts that repeat them go by it'),
});

/** Conditions of a write to something that has an ETag of its own. */
export const EntryHeaders = WriteHeaders.extend({
  'if-none-match': z.literal('*').optional().describe('Only where there is none yet: refused with 412 otherwise'),
});

/** Said of whatever lets something leave. */
export const BY_A_SECOND =
  'Where the policy asks for four eyes, whoever drafted it is refused, and so is a token: a DPO or deputy signs in.';

const EVERYWHERE: readonly ErrorCode[] = ['bad-input', 'internal', 'unavailable'];
/** What is well-formed can say what no JSON schema forbids, such as an id that stands twice. */
const WITH_CONTENT: readonly ErrorCode[] = ['content-refused'];
/** What a body can be refused for before a route sees it. */
const WITH_BODY: readonly ErrorCode[] = ['too-large', 'unsupported-media-type'];
const WITH_TOKEN: readonly ErrorCode[] = ['unauthenticated', 'forbidden', 'rate-limited'];

/** The schema of a route: `inputs` validate, the rest documents. */
export function operation<const I extends Inputs>(meta: Meta, inputs: I): I & FastifySchema {
  const { id, tag, summary, description, answers, refusals = [], consumes, isPublic = false } = meta;
  const codes = new Set([
    ...EVERYWHERE,
    ...(isPublic ? [] : WITH_TOKEN),
    ...((inputs.body ?? inputs.querystring) === undefined ? [] : WITH_CONTENT),
    ...(inputs.body === undefined ? [] : WITH_BODY),
    ...refusals,
  ]);
  const problems = Object.groupBy(codes, (code) => String(statusOf(code)));
  const response = {
    ...Object.fromEntries(
      Object.entries(answers).map(([status, schema]) => [
        status,
        schema === null ? z.null().describe('Done') : { description: 'As asked', content: contentOf(schema) },
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(problems).map(([status, list = []]) => {
        // A status can be an answer of its own as well, such as that of a readiness that is not there.
        const answer = answers[Number(status)] ?? null;
        const own = answer === null ? {} : contentOf(answer);
        const problem = { 'application/problem+json': { schema: Problem } };
        return [status, { description: list.join(', '), content: { ...own, ...problem } }];
      }),
    ),
  };
  return {
    ...inputs,
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(consumes === undefined ? {} : { consumes: [...consumes] }),
    security: isPublic ? [] : [{ bearer: [] }],
    response,
  } as I & FastifySchema;
}

function contentOf(answer: z.ZodType | readonly string[]) {
  if (!isFile(answer)) return { 'application/json': { schema: answer } };
  const bytes = z.string().meta({ format: 'binary' });
  return Object.fromEntries(
    answer.map((type) => [type, { schema: type === 'application/json' ? z.looseObject({}) : bytes }]),
  );
}

function isFile(answer: z.ZodType | readonly string[]): answer is readonly string[] {
  return Array.isArray(answer);
}
