import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { awaitAlert } from '../../services/alert/await.ts';
import { listAlertViews, readAlert, readAlertBytes } from '../../services/alert/read.ts';
import { retryAlert, retryAlertsOf } from '../../services/alert/retry.ts';
import { listUnknown } from '../../services/alert/unknown.ts';
import { ALERT_STATUSES } from '../../store/alert-record.ts';
import { sendBytes } from '../http/evidence-file.ts';
import { AlertParams, wholeNumber } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { Alert, AlertList, RetriedAlerts, UnknownThings } from '../openapi/answers/alerts.ts';
import { KeyHeaders, operation } from '../openapi/operation.ts';
import { principalOf } from '../sign-in/authentication.ts';

/** Longer than judging takes, and shorter than what sits between gives up. */
const MOST_WAIT_S = 20;
const PAGE = { limit: 50, most: 500 };

/** What became of alerts, and reading dead letters anew. */
export const alertInboxRoutes: Routes = (server, deps) => {
  const { store } = deps;
  const readerOf = (request: FastifyRequest) => {
    const { name: by, role } = principalOf(request);
    return { by, role };
  };

  const querystring = z.strictObject({
    status: z.enum(ALERT_STATUSES).optional(),
    source: z.string().max(64).optional(),
    limit: wholeNumber(1, PAGE.most).default(PAGE.limit),
    before: z.string().max(100).optional().describe('`next` of the page before'),
  });
  const list = operation(
    { id: 'listAlerts', tag: 'intake', summary: 'Alerts, newest first', answers: { 200: AlertList } },
    { querystring },
  );
  server.get('/alerts', { schema: list }, async ({ query: { limit, before, ...filter } }) =>
    listAlertViews(store, filter, { limit, before }),
  );

  const unknown = operation(
    {
      id: 'listUnknownThings',
      tag: 'intake',
      summary: 'What alerts name and the register does not know, by the number of findings',
      answers: { 200: UnknownThings },
    },
    { querystring: z.strictObject({ limit: wholeNumber(1, PAGE.most).default(PAGE.limit) }) },
  );
  server.get('/alerts/unknown', { schema: unknown }, async ({ query }) => listUnknown(store, query.limit));

  const wait = wholeNumber(0, MOST_WAIT_S).default(0).describe('Seconds to wait until it is judged');
  const read = operation(
    {
      id: 'readAlert',
      tag: 'intake',
      summary: 'What an alert was understood as, what matched and why, and what became of it',
      description: 'A token of role alert-source reads what it sent itself.',
      answers: { 200: Alert },
      refusals: ['not-found'],
    },
    { params: AlertParams, querystring: z.strictObject({ wait }) },
  );
  server.get('/alerts/:reference', { schema: read }, async (request) => {
    const reader = readerOf(request);
    return awaitAlert(() => readAlert(deps, reader, request.params.reference), request.query.wait);
  });

  const bytes = operation(
    {
      id: 'downloadAlert',
      tag: 'intake',
      summary: 'The bytes of an alert as they came',
      answers: { 200: ['application/octet-stream'] },
      refusals: ['not-found'],
    },
    { params: AlertParams },
  );
  server.get('/alerts/:reference/raw', { schema: bytes }, async (request, reply) => {
    const { reference } = request.params;
    return sendBytes(reply, 'alert', reference, await readAlertBytes(store, readerOf(request), reference));
  });

  const retry = operation(
    {
      id: 'retryAlert',
      tag: 'intake',
      summary: 'Read a dead letter anew',
      answers: { 200: RetriedAlerts },
      refusals: ['not-found', 'conflict'],
    },
    { params: AlertParams, headers: KeyHeaders },
  );
  server.post('/alerts/:reference/retry', { schema: retry }, async ({ params }) => retryAlert(deps, params.reference));

  const all = operation(
    {
      id: 'retryAlerts',
      tag: 'intake',
      summary: 'Read all dead letters of a source anew',
      answers: { 200: RetriedAlerts },
      refusals: ['unknown-source'],
    },
    { body: z.strictObject({ source: z.string().max(64) }), headers: KeyHeaders },
  );
  server.post('/alerts/retries', { schema: all }, async ({ body }) =>
    retryAlertsOf(deps, deps.sources.find(body.source).name),
  );
};
