import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseJson } from '../../domain/parse-json.ts';

/** Bodies: JSON within limits of size, depth and number, its raw bytes kept beside it for hashes and signatures. */

declare module 'fastify' {
  interface FastifyRequest {
    /** The bytes as received; empty where there was no body. */
    rawBody: Buffer;
  }
}

export const JSON_LIMIT_BYTES = 1_048_576;

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
      return parseJson(body, request.routeOptions.bodyLimit ?? JSON_LIMIT_BYTES);
    },
  );
}

/** Keeps the bytes and parses nothing, whatever kind they say they are: for bodies that are read afterwards. */
export function acceptBytes(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, async (request: { rawBody: Buffer }, body: Buffer) => {
    request.rawBody = body;
    return null;
  });
}
