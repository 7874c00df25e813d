import { z } from 'zod';
import { Identifier } from '../../domain/identifier.ts';
import { InstantInput } from '../../domain/instant-input.ts';
import { DAY_MS, HOUR_MS, plusMs } from '../../domain/time.ts';
import { listAgain, listAlertViews, readAlert, readAlertBytes } from '../../services/alert/read.ts';
import { retryAlert, retryAlertsOf } from '../../services/alert/retry.ts';
import { readRuleReport } from '../../services/alert/rules.ts';
import { listUnknown } from '../../services/alert/unknown.ts';
import { countsOfSources } from '../../store/alert-counts.ts';
import { listTooLarge } from '../../store/alert-sources.ts';
import { countDead } from '../../store/alerts.ts';
import { alertsPage } from '../../web/alerts/list.ts';
import { RULE_DAYS, rulesPage } from '../../web/alerts/rules.ts';
import { alertPage } from '../../web/alerts/show.ts';
import { unknownPage } from '../../web/alerts/unknown.ts';
import { acceptForms, valuesOf } from '../forms/form.ts';
import { sendBytes } from '../http/evidence-file.ts';
import { AlertParams } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { principalOf } from '../sign-in/authentication.ts';
import { sendPage } from './page.ts';

const PAGE_ROWS = 50;
const DEAD_ROWS = 20;
const UNKNOWN_ROWS = 100;
/** So long after the last one it is said here that a source sends what is too large; on its own page always. */
const TOO_LARGE_DAYS = 30;

/** `saved`: the system that one of them was just registered as; `again`: since when alerts are judged again for it. */
const UnknownQuery = z.object({
  saved: Identifier.optional().catch(undefined),
  again: InstantInput.optional().catch(undefined),
});

const Query = z.object({
  before: z.string().max(100).optional().catch(undefined),
  retried: z.coerce.number().int().min(0).optional().catch(undefined),
});

const USUAL_DAYS = RULE_DAYS[1];
const RulesQuery = z.object({
  days: z.coerce
    .number()
    .pipe(z.literal([...RULE_DAYS]))
    .catch(USUAL_DAYS),
});

/** What security tools sent, and what became of it. */
export const alertPages: Routes = (server, deps) => {
  const { store } = deps;
  acceptForms(server);

  server.get('/desk/alerts', { schema: { querystring: Query } }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const { before, retried = null } = request.query;
    const [dead, tooLarge, letters, hours, { alerts, next }] = await Promise.all([
      countDead(store),
      listTooLarge(store, plusMs(view.now, -TOO_LARGE_DAYS * DAY_MS)),
      listAlertViews(store, { status: 'dead' }, { limit: DEAD_ROWS }),
      countsOfSources(store, plusMs(view.now, HOUR_MS - DAY_MS)),
      listAlertViews(store, {}, { limit: PAGE_ROWS, before }),
    ]);
    const isContinued = before !== undefined;
    const model = { dead, tooLarge, letters: letters.alerts, hours, alerts, next, isContinued, retried };
    return sendPage(reply, alertsPage(view, model));
  });

  server.get('/desk/alerts/rules', { schema: { querystring: RulesQuery } }, async (request, reply) => {
    const view = await viewOf(deps, request);
    return sendPage(reply, rulesPage(view, await readRuleReport(deps, request.query.days)));
  });

  server.get('/desk/alerts/unknown', { schema: { querystring: UnknownQuery } }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const { saved = null, again: since } = request.query;
    const listed = await listUnknown(store, UNKNOWN_ROWS);
    const again = since === undefined ? [] : await listAgain(store, since);
    return sendPage(reply, unknownPage(view, { ...listed, saved, again }));
  });

  server.get('/desk/alerts/:reference', { schema: { params: AlertParams } }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const { name: by, role } = principalOf(request);
    return sendPage(reply, alertPage(view, await readAlert(deps, { by, role }, request.params.reference)));
  });

  server.get('/desk/alerts/:reference/raw', { schema: { params: AlertParams } }, async (request, reply) => {
    const { name: by, role } = principalOf(request);
    const { reference } = request.params;
    return sendBytes(reply, 'alert', reference, await readAlertBytes(store, { by, role }, reference));
  });

  server.post('/desk/alerts/:reference/retry', { schema: { params: AlertParams } }, async (request, reply) => {
    const { retried } = await retryAlert(deps, request.params.reference);
    return reply.redirect(`/desk/alerts?retried=${retried}`, 303);
  });

  server.post('/desk/alerts/retries', async (request, reply) => {
    const { source } = z.object({ source: z.string().max(64) }).parse(valuesOf(request));
    const { retried } = await retryAlertsOf(deps, deps.sources.find(source).name);
    return reply.redirect(`/desk/alerts?retried=${retried}`, 303);
  });
};
