import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ASKING_BY_GET } from '../../detection/registry.ts';
import type { AlertSource } from '../../detection/source.ts';
import { answerChallenge, type ChallengeAnswer } from '../../detection/verify/challenge.ts';
import { carrierOf, verifyRequest } from '../../detection/verify/verifier.ts';
import { TocsinError } from '../../domain/errors.ts';
import { MOST_ALERT_BYTES } from '../../intake/alert-inbox.ts';
import { createLargeBodies } from '../alerts/large-bodies.ts';
import { receiveAlert } from '../alerts/receive.ts';
import { acceptBytes } from '../http/body.ts';
import type { Routes } from '../http/route.ts';
import { TakenAlert } from '../openapi/answers/alerts.ts';
import { operation } from '../openapi/operation.ts';

const Params = z.strictObject({ source: z.string().max(64) });
/** Read once its sender was answered; what each source sends stands in `detection/sources/`. */
const Body = z.any().meta({ type: 'object', description: 'The alert as its source sends it, of any kind' });

/** Alerts as their sources send them: whatever a known sender sends is kept, and read afterwards. */
export const alertRoutes: Routes = (server, deps) => {
  const { sources } = deps;
  acceptBytes(server);
  const large = createLargeBodies(deps);
  const schema = operation(
    {
      id: 'sendAlert',
      tag: 'intake',
      summary: 'Send an alert as its source has it',
      description:
        'Kept as it is, then answered; what became of it says `readAlert`. What cannot be read is a dead letter with ' +
        'its reason, and is read again once that is mended. A body over 4 MiB is kept up to 32 MiB and not read, as ' +
        'its dead letter says. A vendor that asks by a POST without a body whether the address is ours is given back ' +
        'as text what it asks.',
      answers: { 202: TakenAlert },
      refusals: ['bad-signature', 'unknown-source'],
    },
    { params: Params, body: Body },
  );

  /** Who shows nothing by which it could be known is refused before the body is read. */
  const onRequest = async (request: FastifyRequest) => {
    const { verify, challenge } = sources.find((request.params as z.infer<typeof Params>).source);
    const { headers, principal, mediaType } = request;
    // Whatever its sender calls it, it is kept; what is no media type is no name of one.
    if (mediaType === undefined) delete headers['content-type'];
    const isShown = verify.some((way) => way.kind === 'body' || headers[carrierOf(way)] !== undefined);
    const mayAsk = challenge !== undefined && challenge.kind !== 'get-header';
    if (principal !== null || isShown || mayAsk) return;
    await verifyRequest(verify, { headers, body: Buffer.alloc(0) }, { now: deps.clock(), secrets: [] });
  };

  const preParsing = async (request: FastifyRequest, reply: FastifyReply, payload: Readable) =>
    large.admit(sources.find((request.params as z.infer<typeof Params>).source), request, reply, payload);

  const options = { schema, bodyLimit: MOST_ALERT_BYTES, onRequest, preParsing };
  server.post('/alerts/:source', options, async (request, reply) => {
    const { rawBody: raw, headers, principal, id: requestId, ip } = request;
    const source = sources.find(request.params.source);
    const asked = principal === null ? await answerOf(source, request) : null;
    if (asked !== null) return reply.type(asked.mediaType).send(asked.body);
    const kept = await receiveAlert(deps, { source, principal, headers, raw, requestId, ip });
    const { _id: reference, status, repeated, breachIds = [] } = kept;
    return reply.status(202).send({ reference, status, breachId: breachIds[0] ?? null, repeated });
  });

  for (const source of ASKING_BY_GET) {
    server.get(`/alerts/${source.name}`, { schema: challengeSchema(source) }, async (request, reply) => {
      const asked = await answerOf(source, request);
      if (asked !== null) return reply.type(asked.mediaType).serializer(String).send(asked.body);
      throw new TocsinError('not-found', `${source.title} asks nothing here, or the source is switched off.`);
    });
  }

  /** What a vendor asks of an address of ours, where its source is switched on. */
  async function answerOf(source: AlertSource, request: FastifyRequest): Promise<ChallengeAnswer | null> {
    const { method, headers, rawBody: body } = request;
    const query = request.query as Record<string, unknown>;
    const asked = answerChallenge(source.challenge, { method, headers, query, body });
    return asked !== null && (await deps.trusted.of(source.name)).isOn ? asked : null;
  }
};

function challengeSchema({ name, title }: AlertSource) {
  return operation(
    {
      id: `answerChallengeOf${name[0]?.toUpperCase()}${name.slice(1)}`,
      tag: 'intake',
      summary: `What ${title} asks of the address before it sends alerts to it`,
      description: 'Gives back the challenge and nothing else; only where the source is switched on.',
      answers: { 200: z.looseObject({}) },
      refusals: ['not-found'],
      isPublic: true,
    },
    {},
  );
}
