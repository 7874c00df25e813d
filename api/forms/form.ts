import { parse } from 'node:querystring';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { canonicalJson } from '../../domain/audit/chain.ts';
import { type ErrorCode, TocsinError } from '../../domain/errors.ts';
import { sha256Hex } from '../../store/crypto/digest.ts';
import { EMPTY_FORM, type Form } from '../../web/forms.ts';
import { sayIssue, sayRefusal } from '../../web/refusals.ts';
import type { View } from '../../web/view.ts';
import type { ApiDeps } from '../deps.ts';
import type { Server } from '../http/route.ts';
import { keptValues } from './drafts.ts';

/**
 * Forms of pages: the same schemas and commands as the API, and a person who gets the input back with what is wrong.
 */

const FORM_LIMIT_BYTES = 1_048_576;
/** For who is not signed in: their forms have a few short fields. */
export const STRANGERS_FORM_LIMIT_BYTES = 16_384;
/** Far more than any form of ours has, ticks of a long list among them: to look at each takes time. */
const MOST_FIELDS = 2_000;
/** Refusals that a person can put right in the form; all others are pages of their own. */
const NOT_THE_FORMS_FAULT: readonly ErrorCode[] = [
  'unavailable',
  'internal',
  'forbidden',
  'unauthenticated',
  'not-found',
  'rate-limited',
  'record-broken',
  'record-behind',
];

/**
 * Lets the routes of this scope take forms, and nothing else. One with too many bytes or fields is refused with
 * `too-large`, before it is taken apart.
 */
export function acceptForms(server: Server, bodyLimit = FORM_LIMIT_BYTES): void {
  server.removeAllContentTypeParsers();
  const type = 'application/x-www-form-urlencoded';
  server.addContentTypeParser(type, { parseAs: 'string', bodyLimit }, async (_request: unknown, body: string) => {
    if (body.split('&', MOST_FIELDS + 1).length > MOST_FIELDS) {
      throw new TocsinError('too-large', `A form has at most ${MOST_FIELDS} fields here.`);
    }
    return parse(body, '&', '=', { maxKeys: 0 });
  });
}

/**
 * Reads a form with `schema` and acts on it. A browser's extension may add fields: unknown ones are dropped. What is
 * refused is said in the language of the page, by the one function for it.
 * @returns null when it is done; else the form to show again with its problems
 */
export async function submit<S extends z.ZodObject>(
  view: Pick<View, 'words' | 'viewer' | 'zone' | 'language'>,
  request: FastifyRequest,
  schema: S,
  act: (data: z.output<S>) => Promise<unknown>,
): Promise<Form | null> {
  const values = valuesOf(request);
  const parsed = schema.safeParse(values, { error: sayIssue(view) });
  if (!parsed.success) {
    request.refusal = 'bad-input';
    const problems = parsed.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), message }));
    return { values, problems: problems.filter((p, i) => problems.findIndex((q) => q.field === p.field) === i) };
  }
  try {
    await act(parsed.data);
    return null;
  } catch (error) {
    if (!(error instanceof TocsinError) || NOT_THE_FORMS_FAULT.includes(error.code)) throw error;
    request.refusal = error.code;
    return { values, problems: [{ field: error.field ?? '', message: sayRefusal(view, error) }] };
  }
}

/**
 * The form as a page first shows it: empty, or with what was typed before the session ended and the person signed in
 * again. It is given back once.
 */
export async function openForm(deps: ApiDeps, request: FastifyRequest): Promise<Form> {
  const values = await keptValues(deps, request);
  return values === null ? EMPTY_FORM : { values, problems: [] };
}

/** What was typed: texts, or lists of them, without the fields that every form hides. */
export function valuesOf(request: FastifyRequest): Form['values'] {
  const { csrf: _, key: __, ...rest } = (request.body ?? {}) as Record<string, string | string[]>;
  return rest;
}

/** A short hash of what a form shows, which it sends back: by it a change made meanwhile is noticed. */
export function fingerprint(shown: unknown): string {
  return sha256Hex(canonicalJson(JSON.parse(JSON.stringify(shown ?? null)))).slice(0, 16);
}

/** A field of a form that may stay empty; an empty one is undefined. */
export const optionalText = z
  .string()
  .trim()
  .transform((text) => (text === '' ? undefined : text))
  .optional();

/** A group of check boxes: none, one or several of the same name. */
export const list = z.preprocess((given) => (given === undefined ? [] : [given].flat()), z.array(z.string()));
