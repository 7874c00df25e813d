import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { TocsinError } from '../../domain/errors.ts';

/** ETags (RFC 9110, sections 8.8.3 and 13.1): the number of a breach's last event names its version. */

/**
 * Refuses a write that was made for another version than `version`, where it says for which. Null: there is none yet.
 * @throws TocsinError `stale`
 */
export function requireMatch(request: FastifyRequest, version: string | number | null, what = 'The breach'): void {
  const { 'if-match': wanted, 'if-none-match': unwanted } = request.headers;
  if (unwanted === '*' && version !== null) {
    throw new TocsinError('stale', `${what} is there already. Read it, and change what it says.`, 'if-none-match');
  }
  if (wanted === undefined) return;
  if (version === null) {
    throw new TocsinError(
      'stale',
      `${what} is not there, or not any more. Send If-None-Match: * to make it.`,
      'if-match',
    );
  }
  if (wanted === '*' || listOf(wanted).includes(etagOf(version))) return;
  throw new TocsinError(
    'stale',
    `${what} has changed: it is at ${etagOf(version)}, not at ${wanted}. Read it again, and decide on that.`,
    'if-match',
  );
}

/** Whether a write says for which version it was made. */
export function namesVersion({ headers }: FastifyRequest): boolean {
  const wanted = headers['if-match'];
  return wanted !== undefined && wanted !== '*';
}

/** Gives every answer about one breach its ETag, and 304 to a reader that has it already. */
export function tagBreaches(server: FastifyInstance): void {
  server.addHook('preSerialization', async (request, reply, payload) => {
    const seq = request.routeOptions.url?.startsWith('/breaches/:breachId') && seqOf(payload);
    if (reply.statusCode >= 300) return payload;
    if (typeof seq === 'number') reply.header('etag', etagOf(seq));
    const etag = reply.getHeader('etag');
    if (['GET', 'HEAD'].includes(request.method) && etag !== undefined && isKnown(request, String(etag)))
      reply.status(304);
    return payload;
  });
}

/** Refuses a condition on what has no version: taken no notice of, it would seem to have held. */
export function refuseMatchInVain(server: FastifyInstance): void {
  server.addHook('preValidation', async (request) => {
    const { headers } = request.routeOptions.schema ?? {};
    const isKnown = headers instanceof z.ZodObject && 'if-match' in headers.shape;
    const isRead = ['GET', 'HEAD', 'OPTIONS'].includes(request.method);
    if (isRead || isKnown || request.headers['if-match'] === undefined) return;
    throw new TocsinError('stale', 'What is written here has no ETag; leave If-Match out.', 'if-match');
  });
}

export function etagOf(version: string | number): string {
  return `"${version}"`;
}

/** Compared weakly, as reading allows: a proxy that compressed the answer may have weakened its tag. */
export function isKnown(request: Pick<FastifyRequest, 'headers'>, etag: string): boolean {
  const given = request.headers['if-none-match'];
  if (given === undefined) return false;
  return given === '*' || listOf(given).some((one) => one.replace(/^W\//, '') === etag);
}

function listOf(header: string): string[] {
  return header.match(/(?:W\/)?"[^"]*"/g) ?? [];
}

function seqOf(payload: unknown): unknown {
  return typeof payload === 'object' && payload !== null && 'seq' in payload ? payload.seq : undefined;
}
