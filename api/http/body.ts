import type { FastifyInstance } from 'fastify';
import { TocsinError } from '../../domain/errors.ts';

/** Bodies: JSON within limits of size, depth and keys, with its raw bytes kept beside it for hashes and signatures. */

declare module 'fastify' {
  interface FastifyRequest {
    /** The bytes as received; empty where there was no body. */
    rawBody: Buffer;
  }
}

export const JSON_LIMIT_BYTES = 1_048_576;
const MAX_DEPTH = 32;
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
    async (request: { rawBody: Buffer }, body: Buffer) => {
      request.rawBody = body;
      return parseJson(body);
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

/** Parses UTF-8 JSON; TocsinError('bad-input') for anything else, for nesting beyond 32 and for prototype keys. */
export function parseJson(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  if (depthOf(text) > MAX_DEPTH)
    throw new TocsinError('bad-input', `The JSON is nested deeper than ${MAX_DEPTH} levels.`, 'body');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new TocsinError('bad-input', 'The body is not JSON; check quotes, commas and brackets.', 'body');
  }
  const bad = forbiddenKey(value, '');
  if (bad !== null) throw new TocsinError('bad-input', `${bad}: this name is not taken as a key.`, bad);
  return value;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new TocsinError('bad-input', 'The body is not UTF-8.', 'body');
  }
}

/** Deepest nesting of brackets outside strings, found without parsing. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charCodeAt(i);
    if (inString) {
      if (char === 92) i += 1;
      else if (char === 34) inString = false;
    } else if (char === 34) inString = true;
    else if (char === 123 || char === 91) deepest = Math.max(deepest, ++depth);
    else if (char === 125 || char === 93) depth -= 1;
  }
  return deepest;
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
