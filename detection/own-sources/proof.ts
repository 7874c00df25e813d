import { z } from 'zod';
import {
  GITHUB_SIGNATURE,
  SNS_SIGNATURE,
  STANDARD_WEBHOOKS,
  TOCSIN_SECRET,
  TOCSIN_SIGNATURE,
  type Verification,
} from '../verify/verification.ts';

/** How a tool proves itself, as a file of the policy says it: a word for a way that many use, or its own in full. */

const KNOWN = new Map<unknown, Verification>([
  ['standard-webhooks', STANDARD_WEBHOOKS],
  ['github-signature', GITHUB_SIGNATURE],
  ['sns', SNS_SIGNATURE],
]);

const header = z
  .string()
  .regex(
    /^(?!(?:cookie|host|content-type|content-length)$)[a-z0-9][a-z0-9-]{0,99}$/,
    'a header, in lower-case letters',
  );
const prefix = z.string().min(1).max(50);
const DAY_S = 86_400;

const Hmac = z
  .strictObject({
    kind: z.literal('hmac'),
    header,
    separator: z.enum([' ', ',']).optional(),
    prefix: prefix.optional(),
    algorithm: z.enum(['sha1', 'sha256', 'sha512']),
    encoding: z.enum(['hex', 'base64']),
    signed: z.string().max(200).default('{body}'),
    key: z.string().max(200).optional(),
    secret: z.literal('whsec').optional(),
    timestamp: z
      .strictObject({
        header,
        part: prefix.optional(),
        unit: z.enum(['s', 'ms', 'iso']),
        windowSeconds: z.int().min(1).max(DAY_S),
      })
      .optional(),
    id: z.strictObject({ header }).optional(),
  })
  .superRefine((way, context) => {
    const problem = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message, input: way });
    const inSigned = namesIn(way.signed);
    const inKey = namesIn(way.key ?? '');
    if (!inSigned.includes('body')) problem('signed', 'must hold {body}: else the signature says nothing of the alert');
    if (way.key !== undefined && !inKey.includes('secret')) problem('key', 'must hold {secret}');
    const odd = inSigned.find((name) => !['timestamp', 'id', 'body'].includes(name));
    if (odd !== undefined) problem('signed', `{${odd}} is none of {timestamp}, {id} and {body}`);
    const oddKey = inKey.find((name) => !['timestamp', 'id', 'secret'].includes(name));
    if (oddKey !== undefined) problem('key', `{${oddKey}} is none of {timestamp}, {id} and {secret}`);
    for (const name of ['timestamp', 'id'] as const) {
      const isSigned = inSigned.includes(name) || inKey.includes(name);
      if (way[name] !== undefined && !isSigned) problem(name, `must be part of what is signed, as {${name}}`);
      if (way[name] === undefined && isSigned) problem(name, `says in which header {${name}} stands, and is missing`);
    }
  });

function namesIn(template: string): string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

const words = [...KNOWN.keys()].join(', ');
const Way = z.discriminatedUnion(
  'kind',
  [
    Hmac,
    z.strictObject({ kind: z.literal('header'), header, prefix: prefix.optional() }),
    z.strictObject({
      kind: z.literal('basic'),
      user: z.string().regex(/^[^:\s]{1,100}$/, 'a user name without a colon'),
    }),
    z.strictObject({ kind: z.literal('body'), list: z.string().min(1).max(100), member: z.string().min(1).max(100) }),
    z.strictObject({
      kind: z.literal('jwt'),
      issuers: z.array(z.string().min(1).max(300)).min(1).max(10),
      jwksUrl: z.url({ protocol: /^https$/, error: 'an https address' }).max(500),
    }),
    z.strictObject({ kind: z.literal('sns'), windowSeconds: z.int().min(1).max(DAY_S) }),
  ],
  { error: `one of ${words}, or a way in full, whose kind is hmac, header, basic, body or jwt` },
);

/** A word stands for the way that many use. */
const Proof = z.preprocess((given) => KNOWN.get(given) ?? given, Way);

/** What every source takes, and what its file says beside. */
export const Proofs = z
  .array(Proof)
  .max(10)
  .default([])
  .transform((ways): Verification[] => [TOCSIN_SIGNATURE, TOCSIN_SECRET, ...(ways as Verification[])]);
