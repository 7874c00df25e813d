import { z } from 'zod';
import { findingKey } from '../../detection/finding.ts';
import { headlineOf } from '../../detection/headline.ts';
import { findSource } from '../../detection/registry.ts';
import { TocsinError } from '../../domain/errors.ts';
import { Facts } from '../../domain/facts.ts';
import { keepReport } from '../../intake/keep-report.ts';
import { sha256Hex } from '../../store/crypto/digest.ts';
import { findSystemsByAlias } from '../../store/dataflow.ts';
import { acceptRaw, parseJson } from '../http/body.ts';
import type { Routes } from '../http/route.ts';
import { Accepted } from '../openapi/answers.ts';
import { operation } from '../openapi/operation.ts';

const Params = z.strictObject({ source: z.string().max(64) });
/** Read once its signature holds; what its source sends stands in `detection/sources/`. */
const Alert = z.any().meta({ type: 'object', description: 'The alert as its source sends it' });

/** Alerts as their sources send them. What is wrong with one is said before anything is stored. */
export const alertRoutes: Routes = (server, deps) => {
  acceptRaw(server);
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
    const evaluate = deps.ruleEvaluators.get(source.name);
    if (evaluate === undefined) throw new Error(`There are no detection rules for ${source.name}.`);
    const raw = request.rawBody;
    if (request.principal === null) {
      verify(source, request.headers[source.signatureHeader], raw, receivedAt);
      await deps.limiter.take('intake', source.name);
    }

    const alert = parseJson(raw);
    const finding = source.read(alert);
    const systems = await findSystemsByAlias(deps.store, finding.resources);
    const evaluation = evaluate(finding, systems);
    const kept = await keepReport(deps, {
      kind: 'alert',
      scope: source.name,
      key: findingKey(finding),
      // The finding, not the envelope: EventBridge wraps the same one anew on every delivery.
      bodySha256: sha256Hex(JSON.stringify(finding)),
      receivedAt,
      correlation: finding.correlation,
      exercise: null,
      opens: evaluation.opens,
      raw,
      requestId: request.id,
      payload: {
        by: request.principal?.name ?? source.name,
        origin: 'alert',
        source: source.name,
        facts: Facts.parse({ ...evaluation.facts, systems: systems.map((s) => s.id).sort() }),
        narrative: {
          title: headlineOf(finding),
          summary: `${finding.type}, severity ${finding.severity} of 10. ${evaluation.because}`,
          consequences: '',
          measures: '',
        },
        awareAt: null,
        judgement: { rule: evaluation.rule, because: evaluation.because },
      },
    });
    return reply.status(202).send(kept);
  });

  function verify(source: ReturnType<typeof findSource>, header: unknown, raw: Buffer, now: string): void {
    if (typeof header !== 'string') {
      const message = `Sign the body in ${source.signatureHeader}, or send a token of role alert-source.`;
      throw new TocsinError('unauthenticated', message, source.signatureHeader);
    }
    const secrets = deps.alertSecrets.get(source.name);
    if (secrets === undefined) {
      throw new TocsinError(
        'bad-signature',
        `No signing secret is set for ${source.name}; use a token.`,
        source.signatureHeader,
      );
    }
    const [given, ...alsoTaken] = secrets;
    const isSignedBy = (secret: string) => {
      try {
        source.verify(secret, header, raw, now);
        return true;
      } catch {
        return false;
      }
    };
    if (!alsoTaken.some(isSignedBy)) source.verify(given, header, raw, now);
  }
};
