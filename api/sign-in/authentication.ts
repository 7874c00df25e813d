import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AlertSources } from '../../detection/registry.ts';
import { provesItself } from '../../detection/verify/verifier.ts';
import { TocsinError } from '../../domain/errors.ts';
import { authenticate, type Principal } from '../../store/tokens.ts';
import type { ApiDeps } from '../deps.ts';
import { keepForLater } from '../forms/drafts.ts';
import { JSON_LIMIT_BYTES } from '../http/body.ts';
import { refuseOtherSites, requireCsrf, requireSameOrigin } from '../http/same-origin.ts';
import { createWrongTokens, SIGNED_OUT_PER_ADDRESS } from '../http/throttle.ts';
import { accessOf, belongsToNoSession, isPage, opensBeforeEnrolment } from '../route-access.ts';
import type { Session } from './sessions.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls, by token or session; null on public routes and where a signature is to be checked instead. */
    principal: Principal | null;
    /** Set where a browser's session says who calls. */
    session: Session | null;
  }
}

/** Lets a request through only as `roles.ts` says. Who calls is known before the body is read. */
export function guardRoutes(server: FastifyInstance, deps: ApiDeps): void {
  const countWrong = createWrongTokens(deps.limits);
  const drafts = deps.limits('drafts', SIGNED_OUT_PER_ADDRESS);
  server.decorateRequest('principal', null);
  server.decorateRequest('session', null);

  server.addHook('onRequest', async (request, reply) => {
    const { method, url } = request.routeOptions;
    if (url === undefined) return;
    const access = accessOf(String(method), url);
    if (access === undefined) throw new TocsinError('forbidden', 'Nobody may call this route.');
    const isByPage = isPage(url) && !isByHeader(request);
    if (isByPage) {
      if (method === 'POST') requireSameOrigin(request, deps.publicUrl);
      request.session = await deps.sessions.find(request);
    }
    if (access.kind === 'public') {
      if (method === 'POST' && !isByPage) refuseOtherSites(request, deps.publicUrl);
      return;
    }

    if (isByPage) {
      const { session } = request;
      if (session === null) {
        if (isForm(request)) return;
        throw new TocsinError('unauthenticated', 'Sign in first.');
      }
      await requireRole(request, deps, session.principal, access.roles);
      if (session.mustEnrol && !opensBeforeEnrolment(url)) return reply.redirect('/desk/account', 303);
      return;
    }
    if (access.kind === 'person') {
      const message = 'Users and tokens are managed by somebody who has signed in, on the desk; no token does that.';
      throw new TocsinError('forbidden', message, 'authorization');
    }
    if (access.kind === 'signed' && isProof(request, deps.sources)) return;
    const token = bearerOf(request);
    if (token === null) {
      throw new TocsinError('unauthenticated', 'Send a token as `Authorization: Bearer <token>`.', 'authorization');
    }
    const { scope, ...principal } = await authenticateToken(request, token);
    await requireRole(request, deps, principal, access.roles);
    if (scope === 'read' && method !== 'GET' && method !== 'HEAD') {
      throw new TocsinError('forbidden', 'This token may read only: it calls GET alone.', 'authorization');
    }
  });

  // Once the form is read: its token against forgery, and what was typed when there is no session any more.
  server.addHook('preValidation', async (request, reply) => {
    const { method, url = '' } = request.routeOptions;
    if (method !== 'POST' || !isPage(url) || isByHeader(request)) return;
    if (belongsToNoSession(url)) return;
    if (request.session !== null) return requireCsrf(request, request.session.csrf);
    if (accessOf('POST', url)?.kind !== 'public') return keepForLater(deps, drafts, request, reply);
  });

  async function authenticateToken(request: FastifyRequest, token: string) {
    // The token first: behind a proxy all share one address, and a stranger's guesses must not lock out the DPO.
    const known = await authenticate(deps.store, token, deps.clock());
    if (known !== null) return known;
    await countWrong(request.ip);
    throw new TocsinError('unauthenticated', 'This token is unknown, expired or revoked.', 'authorization');
  }
}

/**
 * Whether an alert proves itself by something else than a token of Tocsin. Where no way of its source stands in
 * `authorization`, what stands there is a token.
 */
function isProof({ headers: { authorization }, params }: FastifyRequest, { all }: AlertSources): boolean {
  if (authorization === undefined) return true;
  const source = all.find(({ name }) => name === (params as { source?: unknown }).source);
  return source !== undefined && provesItself(source.verify, authorization);
}

/** Counts the call as one of the principal's as well: what is refused costs us the same. */
async function requireRole(
  request: FastifyRequest,
  { limiter }: Pick<ApiDeps, 'limiter'>,
  principal: Principal,
  roles: readonly string[],
): Promise<void> {
  request.principal = principal;
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  await limiter.take(principal.role === 'alert-source' ? 'intake' : isRead ? 'read' : 'write', principal.name);
  if (roles.includes(principal.role)) return;
  throw new TocsinError(
    'forbidden',
    `The role '${principal.role}' may not call ${request.method} ${request.routeOptions.url}; ` +
      `${roles.join(', ')} may.`,
    'authorization',
  );
}

/**
 * Whether whoever asked for an answer that goes on and on may still have it: a token or a session can end meanwhile.
 */
export async function isStillAllowed(
  request: FastifyRequest,
  deps: Pick<ApiDeps, 'store' | 'clock' | 'sessions'>,
): Promise<boolean> {
  const { method, url = '' } = request.routeOptions;
  const access = accessOf(String(method), url);
  const token = bearerOf(request);
  const principal =
    token === null
      ? (await deps.sessions.find(request))?.principal
      : await authenticate(deps.store, token, deps.clock());
  return access !== undefined && access.kind !== 'public' && access.roles.some((role) => role === principal?.role);
}

/** Whether the Authorization header says who calls, and not a browser's cookies: behind a public route nothing does. */
function isByHeader(request: FastifyRequest): boolean {
  const { method, url = '' } = request.routeOptions;
  return request.headers.authorization !== undefined && accessOf(String(method), url)?.kind !== 'public';
}

/** Who calls; only for routes that the table gives to tokens. */
export function principalOf(request: FastifyRequest): Principal {
  if (request.principal === null) throw new TocsinError('unauthenticated', 'Send a token.', 'authorization');
  return request.principal;
}

function bearerOf(request: FastifyRequest): string | null {
  const [scheme, value] = (request.headers.authorization ?? '').split(' ');
  return value !== undefined && scheme?.toLowerCase() === 'bearer' ? value : null;
}

/** A form is read before it is refused, so that what was typed can be kept. */
function isForm(request: FastifyRequest): boolean {
  const { 'content-type': type = '', 'content-length': length } = request.headers;
  if (request.method !== 'POST') return false;
  // A route that takes files takes far more than a stranger may make us read, whatever kind of form it says it is.
  const isSmall = length !== undefined && Number(length) <= JSON_LIMIT_BYTES;
  return isSmall && /^(?:application\/x-www-form-urlencoded|multipart\/form-data)/.test(type);
}
