import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findSource } from '../../detection/registry.ts';
import { TocsinError } from '../../domain/errors.ts';
import { keptHeaders } from '../../intake/alert-headers.ts';
import { MOST_ALERT_BYTES } from '../../intake/alert-inbox.ts';
import type { ApiDeps } from '../deps.ts';
import { acceptBytes } from '../http/body.ts';
import type { Routes } from '../http/route.ts';
import { TakenAlert } from '../openapi/answers/alerts.ts';
import { operation } from '../openapi/operation.ts';

const Params = z.strictObject({ source: z.string().max(64) });
/** Read once its sender was answered; what each source sends stands in `detection/sources/`. */
const Body = z.any().meta({ type: 'object', description: 'The alert as its source sends it, of any kind' });

type Source = ReturnType<typeof findSource>;

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

  /** What can be refused before the body is read. */
  const onRequest = async (request: FastifyRequest) => {
    const { source } = request.params as z.infer<typeof Params>;
    const found = findSource(source);
    if (request.principal === null) signatureOf(deps, found, request);
  };
  server.post('/alerts/:source', { schema, bodyLimit: MOST_ALERT_BYTES, onRequest }, async (request, reply) => {
    const receivedAt = deps.clock();
    const source = findSource(request.params.source);
    const { rawBody: raw, headers, principal, id: requestId } = request;
    if (principal === null) {
      const { header, secrets } = signatureOf(deps, source, request);
      verify(source, secrets, { header, raw, at: receivedAt });
      await deps.limiter.take('intake', source.name);
    }
    const kept = await deps.inbox.take({
      ...{ source: source.name, by: principal?.name ?? source.name, receivedAt, requestId, raw },
      headers: keptHeaders(headers),
    });
    const { _id: reference, status, repeated, breachIds = [] } = kept;
    return reply.status(202).send({ reference, status, breachId: breachIds[0] ?? null, repeated });
  });
};

/** @throws TocsinError `unauthenticated` without a signature, `bad-signature` without a secret to check it by */
function signatureOf({ alertSecrets }: ApiDeps, source: Source, request: FastifyRequest) {
  const header = request.headers[source.signatureHeader];
  if (typeof header !== 'string') {
    const message = `Sign the body in ${source.signatureHeader}, or send a token of role alert-source.`;
    throw new TocsinError('unauthenticated', message, source.signatureHeader);
  }
  const secrets = alertSecrets.get(source.name);
  if (secrets !== undefined) return { header, secrets };
  const message = `No signing secret is set for ${source.name}; use a token.`;
  throw new TocsinError('bad-signature', message, source.signatureHeader);
}

function verify(
  source: Source,
  [given, ...alsoTaken]: readonly [string, ...string[]],
  { header, raw, at }: { header: string; raw: Buffer; at: string },
): void {
  const isSignedBy = (secret: string) => {
    try {
      source.verify(secret, header, raw, at);
      return true;
    } catch {
      return false;
    }
  };
  if (!alsoTaken.some(isSignedBy)) source.verify(given, header, raw, at);
}
