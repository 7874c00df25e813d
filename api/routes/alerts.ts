import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findSource } from '../../detection/registry.ts';
import type { Verification } from '../../detection/verify/verification.ts';
import { carrierOf, verifyRequest } from '../../detection/verify/verifier.ts';
import { keptHeaders } from '../../intake/alert-headers.ts';
import { MOST_ALERT_BYTES } from '../../intake/alert-inbox.ts';
import { acceptBytes } from '../http/body.ts';
import type { Routes } from '../http/route.ts';
import { TakenAlert } from '../openapi/answers/alerts.ts';
import { operation } from '../openapi/operation.ts';

const Params = z.strictObject({ source: z.string().max(64) });
/** Read once its sender was answered; what each source sends stands in `detection/sources/`. */
const Body = z.any().meta({ type: 'object', description: 'The alert as its source sends it, of any kind' });

/** Alerts as their sources send them: whatever a known sender sends is kept, and read afterwards. */
export const alertRoutes: Routes = (server, deps) => {
  acceptBytes(server);
  const schema = operation(
    {
      id: 'sendAlert',
      tag: 'intake',
      summary: 'Send an alert as its source has it',
      description:
        'Kept as it is, then answered; what became of it says `readAlert`. What cannot be read is a dead letter with ' +
        'its reason, and is read again once that is mended.',
      answers: { 202: TakenAlert },
      refusals: ['bad-signature', 'unknown-source'],
    },
    { params: Params, body: Body },
  );

  /** Who shows nothing by which it could be known is refused before the body is read. */
  const onRequest = async (request: FastifyRequest) => {
    const { source } = request.params as z.infer<typeof Params>;
    const { verify, name } = findSource(source);
    const isShown = verify.some((way) => way.kind === 'body' || request.headers[carrierOf(way)] !== undefined);
    if (request.principal === null && !isShown) await verifySender(name, verify, request);
  };
  const verifySender = (name: string, verify: readonly Verification[], { headers, rawBody: body }: FastifyRequest) =>
    verifyRequest(verify, { headers, body }, { now: deps.clock(), secrets: deps.alertSecrets.get(name) ?? [] });

  server.post('/alerts/:source', { schema, bodyLimit: MOST_ALERT_BYTES, onRequest }, async (request, reply) => {
    const receivedAt = deps.clock();
    const { name: source, verify } = findSource(request.params.source);
    const { rawBody: raw, headers, principal, id: requestId } = request;
    if (principal === null) {
      await verifySender(source, verify, request);
      await deps.limiter.take('intake', source);
    }
    const kept = await deps.inbox.take({
      ...{ source, by: principal?.name ?? source, receivedAt, requestId, raw },
      headers: keptHeaders(headers),
    });
    const { _id: reference, status, repeated, breachIds = [] } = kept;
    return reply.status(202).send({ reference, status, breachId: breachIds[0] ?? null, repeated });
  });
};
