import type { FastifyInstance, FastifyRequest } from 'fastify';
import { TocsinError } from '../../domain/errors.ts';
import { shapeOfJson, whyAmbiguous } from '../../domain/json.ts';

/** Bodies: JSON within limits of size, depth and number, its raw bytes kept beside it for hashes and signatures. */

declare module 'fastify' {
  interface FastifyRequest {
    /** The bytes as received; empty where there was no body. */
    rawBody: Buffer;
  }
}

export const JSON_LIMIT_BYTES = 1_048_576;
const MAX_DEPTH = 32;
/** What one value takes on average in the densest body of ours; each costs time, however short it is. */
const BYTES_PER_VALUE = 20;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** JSON is the only kind of body unless a route registers another. */
export function acceptJson(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.decorateRequest('rawBody');
  server.addHook('onRequest', async (request) => {
    request.rawBody = Buffer.alloc(0);
  });
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      request.rawBody = body;
      return parseJson(body, request.routeOptions.bodyLimit);
    },
  );
}

/** Keeps the bytes and parses nothing: for bodies whose signature is to be checked before anything reads them. */
export function acceptRaw(server: FastifyInstance): void {
  server.removeContentTypeParser('application/json');
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: { rawBody: Buffer }, body: Buffer) => {
      request.rawBody = body;
      return null;
    },
  );
}

/**
 * Parses UTF-8 JSON.
 *
 * @param limitBytes as many bytes as the route takes, by which it takes a number of values
 * @throws TocsinError `too-large` for more values, before they are taken apart; `bad-input` for what is no JSON, for
 *   nesting beyond 32, for prototype keys and for what other programs may read in another way
 */
export function parseJson(bytes: Uint8Array, limitBytes = JSON_LIMIT_BYTES): unknown {
  const text = decode(bytes);
  const shape = shapeOfJson(text);
  const { depth, values } = shape;
  if (depth > MAX_DEPTH)
    throw new TocsinError('bad-input', `The JSON is nested deeper than ${MAX_DEPTH} levels.`, 'body');
  const most = Math.floor(limitBytes / BYTES_PER_VALUE);
  if (values > most) throw new TocsinError('too-large', `The JSON holds more than the ${most} values that are taken.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new TocsinError('bad-input', 'The body is not JSON; check quotes, commas and brackets.', 'body');
  }
  const bad = forbiddenKey(value, '');
  if (bad !== null) throw new TocsinError('bad-input', `${bad}: this name is not taken as a key.`, bad);
  const ambiguous = whyAmbiguous(shape, value);
  if (ambiguous !== null) {
    throw new TocsinError('bad-input', `The JSON ${ambiguous}, so it can be read in two ways.`, 'body');
  }
  return value;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new TocsinError('bad-input', 'The body is not UTF-8.', 'body');
  }
}

function forbiddenKey(value: unknown, path: string): string | null {
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const here = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    if (FORBIDDEN_KEYS.has(key)) return here;
    const found = forbiddenKey(inner, here);
    if (found !== null) return found;
  }
  return null;
}
