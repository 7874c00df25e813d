import { z } from 'zod';
import { throwRefusal } from '../../domain/breach/decide/decision.ts';
import { whyNotReported } from '../../domain/breach/decide/report.ts';
import { INCIDENT_KINDS } from '../../domain/breach/incident-kinds.ts';
import { TocsinError } from '../../domain/errors.ts';
import { Facts, FactsPatch, Narrative } from '../../domain/facts.ts';
import { InstantInput } from '../../domain/instant-input.ts';
import { keepReport, type Report } from '../../intake/keep-report.ts';
import { requireNamedSystems } from '../../services/dataflow/require-systems.ts';
import { sha256Hex } from '../../store/crypto/digest.ts';
import type { Principal } from '../../store/tokens.ts';
import type { ApiDeps } from '../deps.ts';
import { idempotencyKey } from '../http/idempotency.ts';
import type { Routes } from '../http/route.ts';
import { Accepted } from '../openapi/answers.ts';
import { KeyHeaders, operation } from '../openapi/operation.ts';
import { principalOf } from '../sign-in/authentication.ts';

export const IncidentReport = z.strictObject({
  title: Narrative.shape.title,
  summary: Narrative.shape.summary,
  systems: Facts.shape.systems,
  facts: FactsPatch.optional(),
  awareAt: InstantInput.optional().describe(
    'Since when the organisation knows. Recorded at once, which starts the clocks, where the caller may record it; ' +
      'else kept as what the reporter says. Not ahead of now; one of more than a year back needs reasons, so it is ' +
      'recorded on the incident, not here',
  ),
  /** A drill: mail goes to the development inbox only, and time runs `scale` times faster than the law. */
  exercise: z.strictObject({ scale: z.number().min(1).max(1_000_000) }).optional(),
  incident: z
    .enum(INCIDENT_KINDS)
    .optional()
    .describe('What such an incident mostly is stands beside the facts as a suggestion, of no effect'),
  language: z.enum(['en', 'de']).optional().describe('In which language whoever reports is written to'),
});

export type IncidentReport = z.infer<typeof IncidentReport>;

/** A person's report. It always opens a breach of its own. */
export const incidentRoutes: Routes = (server, deps) => {
  const schema = operation(
    {
      id: 'reportIncident',
      tag: 'intake',
      summary: 'Report an incident',
      description: 'It is kept before it is answered, and opens a breach of its own even while Temporal is away.',
      answers: { 202: Accepted },
      refusals: ['unknown-system', 'awareness-in-the-future', 'reasons-missing', 'key-reused', 'exercise-has-no-inbox'],
    },
    { body: IncidentReport, headers: KeyHeaders },
  );
  server.post('/incidents', { schema }, async (request, reply) => {
    const sent = { key: idempotencyKey(request), raw: request.rawBody, requestId: request.id };
    const report = await reportOf(deps, principalOf(request), request.body, sent);
    return reply.status(202).send(await keepReport(deps, report));
  });
};

/**
 * A person's report as it is taken in, however it came; `raw` are the bytes that are kept as evidence of it.
 * @throws TocsinError `awareness-in-the-future`, `reasons-missing` for an awareness of more than a year ago,
 *   `unknown-system`, `content-refused`, `forbidden` for what the role may not do, and for exercises
 *   `exercise-has-no-inbox`
 */
export async function reportOf(
  deps: Pick<ApiDeps, 'store' | 'clock' | 'exerciseInbox'>,
  principal: Principal,
  incident: IncidentReport,
  { key, raw, requestId }: Pick<Report, 'key' | 'raw' | 'requestId'>,
): Promise<Report> {
  const { title, summary, systems, facts = {}, awareAt = null, exercise = null, language } = incident;
  const { incident: kind } = incident;
  const receivedAt = deps.clock();
  throwRefusal(whyNotReported(principal.role, { facts, awareAt, exercise }, receivedAt));
  if (exercise !== null) requireInbox(deps);
  const named = await requireNamedSystems(deps, systems, facts);
  return {
    kind: 'report',
    scope: principal.name,
    key,
    bodySha256: sha256Hex(raw),
    receivedAt,
    correlation: null,
    exercise,
    opens: true,
    raw,
    requestId,
    payload: {
      by: principal.name,
      origin: 'report',
      source: principal.role,
      facts: Facts.parse({ ...facts, systems: named }),
      narrative: { title, summary, consequences: '', measures: '' },
      awareAt,
      judgement: null,
      ...(language && { language }),
      ...(kind && { incident: kind }),
    },
  };
}

function requireInbox({ exerciseInbox }: Pick<ApiDeps, 'exerciseInbox'>): void {
  if (exerciseInbox) return;
  const message = 'Exercises mail to a development inbox only, and none is set up here (EXERCISE_SMTP_URL).';
  throw new TocsinError('exercise-has-no-inbox', message, 'exercise');
}
