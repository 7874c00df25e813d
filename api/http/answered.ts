import type { FastifyInstance } from 'fastify';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Principal } from '../../store/tokens.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Why the request was refused; null where it was not. */
    refusal: ErrorCode | null;
    /** Who signed in by this very request; null where nobody did. */
    entrant: Principal | null;
  }
}

/**
 * Writes one line of the log for each request that was answered: what was asked, by whom, and what became of it. Of who
 * asked, the id of the user or the name of the token.
 */
export function logAnswers(server: FastifyInstance): void {
  server.decorateRequest('refusal', null);
  server.decorateRequest('entrant', null);
  server.addHook('onResponse', async (request, reply) => {
    const { url, method } = request.routeOptions;
    const params = (request.params ?? {}) as { breachId?: string };
    const what = { method: String(method ?? request.method), route: url ?? 'none', breachId: params.breachId };
    const who = request.principal ?? request.entrant;
    const outcome = { status: reply.statusCode, ...(request.refusal !== null && { code: request.refusal }) };
    const fields = { ...what, ...outcome, by: who?.name, role: who?.role };
    request.log.info({ ...fields, durationMs: Math.round(reply.elapsedTime) }, 'answered');
  });
}
