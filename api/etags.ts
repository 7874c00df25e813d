import type { FastifyInstance, FastifyRequest } from 'fastify';
import { TocsinError } from '../domain/errors.ts';

/** ETags (RFC 9110, sections 8.8.3 and 13.1): the number of a breach's last event names its version. */

/** Refuses a write that was made for another version than `seq`, where it says for which. */
export function requireMatch(request: FastifyRequest, seq: number): void {
  const wanted = request.headers['if-match'];
  if (wanted === undefined || wanted === '*' || wanted === etagOf(seq)) return;
  const message = `The breach has changed: it is at ${etagOf(seq)}, not at ${wanted}. Read it again, and decide on that.`;
  throw new TocsinError('stale', message, 'if-match');
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
    if (typeof seq !== 'number' || reply.statusCode >= 300) return payload;
    reply.header('etag', etagOf(seq));
    const isKnown = request.method === 'GET' && request.headers['if-none-match'] === etagOf(seq);
    if (isKnown) reply.status(304);
    return payload;
  });
}

function etagOf(seq: number): string {
  return `"${seq}"`;
}

function seqOf(payload: unknown): unknown {
  return typeof payload === 'object' && payload !== null && 'seq' in payload ? payload.seq : undefined;
}
