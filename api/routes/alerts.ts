import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Finding, findingDigest, findingKey } from '../../detection/finding.ts';
import { headlineOf } from '../../detection/headline.ts';
import { readAlerts } from '../../detection/read-alerts.ts';
import { findSource } from '../../detection/registry.ts';
import type { AlertSource } from '../../detection/source.ts';
import { verifyRequest } from '../../detection/verify/verifier.ts';
import { TocsinError } from '../../domain/errors.ts';
import { Facts, MOST_SYSTEMS } from '../../domain/facts.ts';
import type { Instant } from '../../domain/time.ts';
import { keepReport } from '../../intake/keep-report.ts';
import { findTouchedSystems } from '../../intake/touched-systems.ts';
import { acceptRaw, parseJson } from '../http/body.ts';
import type { Routes } from '../http/route.ts';
import { Accepted } from '../openapi/answers.ts';
import { operation } from '../openapi/operation.ts';

const Params = z.strictObject({ source: z.string().max(64) });
/** Read once its signature holds; what its source sends stands in `detection/sources/`. */
const Alert = z.any().meta({ type: 'object', description: 'The alert as its source sends it' });

/** JSON by other names: what CloudEvents prescribe, and what SNS says of all it sends. */
const ALSO_JSON = ['application/cloudevents+json', 'application/cloudevents-batch+json', 'text/plain'];

/** Alerts as their sources send them. What is wrong with one is said before anything of it is stored. */
export const alertRoutes: Routes = (server, deps) => {
  acceptRaw(server);
  server.addContentTypeParser(ALSO_JSON, { parseAs: 'buffer' }, async (request: { rawBody: Buffer }, body: Buffer) => {
    request.rawBody = body;
    return null;
  });
  const schema = operation(
    {
      id: 'sendAlert',
      tag: 'intake',
      summary: 'Send an alert as its source has it',
      answers: { 202: Accepted },
      refusals: ['bad-signature', 'unknown-source', 'key-reused'],
    },
    { params: Params, body: Alert },
  );
  server.post('/alerts/:source', { schema }, async (request, reply) => {
    const receivedAt = deps.clock();
    const source = findSource(request.params.source);
    if (request.principal === null) {
      const secrets = deps.alertSecrets.get(source.name) ?? [];
      const sent = { headers: request.headers, body: request.rawBody };
      await verifyRequest(source.verify, sent, { now: receivedAt, secrets });
      await deps.limiter.take('intake', source.name);
    }

    const { findings, refused } = readAll(source, request);
    const kept = [];
    for (const finding of findings) kept.push(await keep(source, finding, request, receivedAt));
    // What could be read is kept first; sent again, it is known.
    if (refused !== null) throw refused;
    const answer = kept.find(({ breachId }) => breachId !== null) ?? kept[0];
    return reply.status(202).send(answer);
  });

  async function keep(source: AlertSource, finding: Finding, request: FastifyRequest, receivedAt: Instant) {
    const evaluate = deps.ruleEvaluators.get(source.name);
    if (evaluate === undefined) throw new Error(`There are no detection rules for ${source.name}.`);
    const { touched } = await findTouchedSystems(deps.store, finding.resources);
    const evaluation = evaluate(finding, touched);
    const systems = touched.map(({ id }) => id).slice(0, MOST_SYSTEMS);
    const more = touched.length > MOST_SYSTEMS ? ` Only ${MOST_SYSTEMS} of ${touched.length} systems are named.` : '';
    return keepReport(deps, {
      kind: 'alert',
      scope: source.name,
      key: findingKey(finding),
      // The finding, not the envelope: EventBridge wraps the same one anew on every delivery.
      bodySha256: findingDigest(finding),
      receivedAt,
      correlation: finding.correlation,
      exercise: null,
      opens: evaluation.opens,
      raw: request.rawBody,
      requestId: request.id,
      payload: {
        by: request.principal?.name ?? source.name,
        origin: 'alert',
        source: source.name,
        facts: Facts.parse({ ...evaluation.facts, systems }),
        narrative: {
          title: headlineOf(finding),
          summary: `${finding.type}, severity ${finding.severity} of 10. ${evaluation.because}${more}`,
          consequences: '',
          measures: '',
        },
        awareAt: null,
        judgement: { rule: evaluation.rule, because: evaluation.because },
      },
    });
  }
};

/** The findings of a body, and the refusal of what is none; what concerns us not is refused where nothing else came. */
function readAll(source: AlertSource, request: FastifyRequest) {
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
  const read = readAlerts(source, parseJson(request.rawBody), Object.fromEntries(headers));
  const findings = read.flatMap((each) => ('finding' in each ? [each.finding] : []));
  const [refused = null] = read.flatMap((each) => ('refused' in each ? [each.refused] : []));
  const [notForUs] = read.flatMap((each) => ('notForUs' in each ? [each.notForUs] : []));
  if (findings.length > 0 || refused !== null) return { findings, refused };
  const message = `This is not an alert of ${source.name}: ${notForUs ?? 'the body holds none'}`;
  throw new TocsinError('content-refused', message, 'body');
}
