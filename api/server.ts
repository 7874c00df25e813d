import { randomUUID } from 'node:crypto';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { TocsinError } from '../domain/errors.ts';
import { MINUTE_MS } from '../domain/time.ts';
import type { ApiDeps } from './deps.ts';
import { readUploads } from './forms/multipart.ts';
import { redirectReturnedForms, returnedPages } from './forms/returned.ts';
import { logAnswers } from './http/answered.ts';
import { acceptJson, JSON_LIMIT_BYTES } from './http/body.ts';
import { compressPages } from './http/compress.ts';
import { refuseMatchInVain, tagBreaches } from './http/etags.ts';
import { answerHeadsShortly, securityHeaders, setSecurityHeaders } from './http/headers.ts';
import { methodsOf } from './http/methods.ts';
import { answerNoRequest, setHeadersFirst } from './http/no-request.ts';
import { sendProblem, toRefusal } from './http/problems.ts';
import type { Routes } from './http/route.ts';
import { throttleStrangers } from './http/strangers.ts';
import { recordViews } from './http/views.ts';
import { wantsPage } from './http/wants-page.ts';
import { describeApi } from './openapi/document.ts';
import { noticeRoutes } from './pages/notice.ts';
import { sendProblemPage } from './pages/problem.ts';
import { PAGES } from './pages/registry.ts';
import { sendSignedOutProblem } from './pages/signed-out.ts';
import { requireListedRoutes } from './route-access.ts';
import { alertInboxRoutes } from './routes/alert-inbox.ts';
import { alertRoutes } from './routes/alerts.ts';
import { assetRoutes } from './routes/assets.ts';
import { attachmentRoutes } from './routes/attachments.ts';
import { auditRoutes } from './routes/audit.ts';
import { auditListRoutes } from './routes/audit-lists.ts';
import { breachRoutes } from './routes/breaches.ts';
import { campaignRoutes } from './routes/campaigns.ts';
import { closingRoutes } from './routes/closing.ts';
import { communicationRoutes } from './routes/communications.ts';
import { counterpartyRoutes } from './routes/counterparties.ts';
import { dataflowRoutes } from './routes/dataflow.ts';
import { decisionRoutes } from './routes/decisions.ts';
import { detectionRuleRoutes } from './routes/detection-rules.ts';
import { exerciseRoutes } from './routes/exercises.ts';
import { filingDocumentRoutes } from './routes/filing-documents.ts';
import { filingReceiptRoutes, filingVersionRoutes } from './routes/filing-versions.ts';
import { filingRoutes } from './routes/filings.ts';
import { handlingRoutes } from './routes/handling.ts';
import { healthRoutes } from './routes/health.ts';
import { incidentRoutes } from './routes/incidents.ts';
import { minorRoutes } from './routes/minor.ts';
import { noticeAnswerRoutes } from './routes/notice-answers.ts';
import { noticeLinkRoutes } from './routes/notice-links.ts';
import { policyRoutes } from './routes/policy.ts';
import { previewRoutes } from './routes/previews.ts';
import { recipientRoutes } from './routes/recipients.ts';
import { registerRoutes } from './routes/register.ts';
import { releaseRoutes } from './routes/release.ts';
import { reportRoutes } from './routes/reports.ts';
import { searchRoutes } from './routes/search.ts';
import { signRoutes } from './routes/signs.ts';
import { sourceRoutes } from './routes/sources.ts';
import { suspicionRoutes } from './routes/suspicion.ts';
import { systemEntryRoutes } from './routes/systems.ts';
import { taskRoutes } from './routes/tasks.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { workRoutes } from './routes/work.ts';
import { guardRoutes } from './sign-in/authentication.ts';
import { markBrowsers } from './sign-in/known-browser.ts';

const ROUTES: readonly Routes[] = [
  alertRoutes,
  alertInboxRoutes,
  sourceRoutes,
  detectionRuleRoutes,
  assetRoutes,
  breachRoutes,
  communicationRoutes,
  campaignRoutes,
  dataflowRoutes,
  decisionRoutes,
  closingRoutes,
  minorRoutes,
  handlingRoutes,
  suspicionRoutes,
  searchRoutes,
  signRoutes,
  filingRoutes,
  healthRoutes,
  incidentRoutes,
  noticeRoutes,
  noticeAnswerRoutes,
  noticeLinkRoutes,
  recipientRoutes,
  auditRoutes,
  auditListRoutes,
  counterpartyRoutes,
  exerciseRoutes,
  filingDocumentRoutes,
  filingVersionRoutes,
  filingReceiptRoutes,
  policyRoutes,
  previewRoutes,
  registerRoutes,
  releaseRoutes,
  reportRoutes,
  systemEntryRoutes,
  webhookRoutes,
  taskRoutes,
  workRoutes,
  attachmentRoutes,
  returnedPages,
  ...PAGES,
];

/**
 * Builds the HTTP server, ready to `listen` or `inject`. Nothing in it waits for Temporal, so it serves intake without.
 * Fails with an error where a route is missing in `roles.ts`.
 */
export function buildServer(deps: ApiDeps): FastifyInstance {
  const answer = (request: FastifyRequest, reply: FastifyReply, refusal: TocsinError) => {
    request.refusal = refusal.code;
    if (!wantsPage(request, refusal.code)) return sendProblem(request, reply, refusal);
    const isKnown = request.principal != null && refusal.code !== 'rate-limited';
    return isKnown
      ? sendProblemPage(deps, request, reply, refusal)
      : sendSignedOutProblem(deps, request, reply, refusal);
  };
  const server = fastify({
    loggerInstance: deps.log,
    // Fastify logs addresses with their paths, and a path can hold a supplier's link.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: JSON_LIMIT_BYTES,
    trustProxy: deps.trustedProxies ?? false,
    genReqId: () => randomUUID(),
    // Long enough for a large list over a slow line; without an end a silent caller holds a connection for ever.
    requestTimeout: 10 * MINUTE_MS,
    return503OnClosing: true,
    clientErrorHandler: answerNoRequest(deps.publicUrl),
    routerOptions: { maxParamLength: 2_000 },
    frameworkErrors: (error, request, reply) => {
      // No hook has run for an address that cannot be read.
      reply.headers(securityHeaders(deps.publicUrl, ''));
      void answer(request as FastifyRequest, reply as never, toRefusal(error));
    },
  }).withTypeProvider<ZodTypeProvider>();
  server.setValidatorCompiler(validatorCompiler);
  // The tests hold answers against their schemas; a real one never fails because a document is too narrow.
  server.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  logAnswers(server as unknown as FastifyInstance);
  setHeadersFirst(server as unknown as FastifyInstance, deps.publicUrl);
  describeApi(server as unknown as FastifyInstance, deps.publicUrl);
  requireListedRoutes(server as unknown as FastifyInstance);
  tagBreaches(server as unknown as FastifyInstance);
  refuseMatchInVain(server as unknown as FastifyInstance);
  answerHeadsShortly(server as unknown as FastifyInstance);
  setSecurityHeaders(server as unknown as FastifyInstance, deps.publicUrl);
  // Before the guard, which looks for a token among the fields.
  readUploads(server as unknown as FastifyInstance);
  guardRoutes(server as unknown as FastifyInstance, deps);
  throttleStrangers(server as unknown as FastifyInstance, deps);
  // Before views are recorded: a form that came back is looked at under its own address.
  redirectReturnedForms(server as unknown as FastifyInstance, deps);
  markBrowsers(server as unknown as FastifyInstance, deps);
  recordViews(server as unknown as FastifyInstance, deps);
  compressPages(server as unknown as FastifyInstance);
  acceptJson(server as unknown as FastifyInstance);

  const refuseAddress = async (request: FastifyRequest, reply: FastifyReply) => {
    const refusal = new TocsinError('not-found', 'There is nothing under this address, or not for this method.');
    if (request.method !== 'GET' || !wantsPage(request, refusal.code)) {
      const allowed = methodsOf(request.url);
      if (allowed.length === 0) return answer(request, reply, refusal);
      reply.header('allow', allowed.join(', '));
      if (request.method === 'OPTIONS') return reply.status(204).send();
      const message = `This address takes ${allowed.join(', ')}, and not ${request.method}.`;
      return answer(request, reply, new TocsinError('method-not-allowed', message));
    }
    request.session = await deps.sessions.find(request);
    request.principal = request.session?.principal ?? null;
    return answer(request, reply, refusal);
  };
  // Before a body is read: whatever it is, nothing here takes it.
  server.addHook('onRequest', async (request, reply) => {
    if (request.is404) return refuseAddress(request as FastifyRequest, reply as never);
  });
  server.setNotFoundHandler((request, reply) => refuseAddress(request as FastifyRequest, reply as never));
  server.setErrorHandler((error, request, reply) => {
    const refusal = toRefusal(error);
    if (refusal.code === 'internal') request.log.error({ error }, 'request failed');
    return answer(request, reply, refusal);
  });
  for (const routes of ROUTES) {
    const plugin = async (scope: typeof server) => routes(scope.withTypeProvider<ZodTypeProvider>(), deps);
    // Without a name of its own, Fastify looks for one through every module that is loaded.
    void server.register(Object.assign(plugin, { [Symbol.for('fastify.display-name')]: routes.name }));
  }
  return server as unknown as FastifyInstance;
}
