import type { FastifyInstance, FastifyRequest } from 'fastify';
import { TocsinError } from '../domain/errors.ts';
import { authenticate, type Principal } from '../store/tokens.ts';
import type { ApiDeps } from './deps.ts';
import { accessOf, isPage } from './roles.ts';
import type { Session } from './sessions.ts';
import { createThrottle } from './throttle.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls, by token; null on public routes and where a signature is to be checked instead. */
    principal: Principal | null;
    /** Set where a browser's session says who calls. */
    session: Session | null;
  }
}

/** Lets a request through only as `roles.ts` says. Runs before the body is read. */
export function guardRoutes(server: FastifyInstance, deps: Pick<ApiDeps, 'store' | 'clock' | 'sessions'>): void {
  const throttle = createThrottle();
  server.decorateRequest('principal', null);
  server.decorateRequest('session', null);
  server.addHook('onRequest', async (request, reply) => {
    const { method, url } = request.routeOptions;
    if (url === undefined) return;
    const access = accessOf(String(method), url);
    if (access === undefined) throw new TocsinError('forbidden', 'Nobody may call this route.');
    if (access.kind === 'public') return;

    const now = deps.clock();
    const token = tokenOf(request, isPage(url));
    if (token === null) {
      request.session = (await deps.sessions?.find(request)) ?? null;
      if (request.session !== null) {
        requireRole(request, request.session.principal, access.roles);
        return;
      }
      if (access.kind === 'signed' && request.headers.authorization === undefined) return;
      throw new TocsinError('unauthenticated', 'Send a token as `Authorization: Bearer <token>`.', 'authorization');
    }
    // The token first: behind a proxy all share one address, and a stranger's guesses must not lock out the DPO.
    const principal = await authenticate(deps.store, token, now);
    if (principal === null) {
      if (throttle.isBlocked(request.ip, now)) {
        reply.header('retry-after', '60');
        throw new TocsinError('rate-limited', 'Too many wrong tokens from this address; wait a minute.');
      }
      throttle.fail(request.ip, now);
      throw new TocsinError('unauthenticated', 'This token is unknown, expired or revoked.', 'authorization');
    }
    requireRole(request, principal, access.roles);
  });
}

function requireRole(request: FastifyRequest, principal: Principal, roles: readonly string[]): void {
  if (!roles.includes(principal.role)) {
    const message = `The role '${principal.role}' may not call ${request.method} ${request.routeOptions.url}; ${roles.join(', ')} may.`;
    throw new TocsinError('forbidden', message, 'authorization');
  }
  request.principal = principal;
}

/** Whether whoever asked for an answer that goes on and on may still have it: a token or a session can end meanwhile. */
export async function isStillAllowed(
  request: FastifyRequest,
  deps: Pick<ApiDeps, 'store' | 'clock' | 'sessions'>,
): Promise<boolean> {
  const { method, url = '' } = request.routeOptions;
  const access = accessOf(String(method), url);
  const token = tokenOf(request, isPage(url));
  const principal =
    token === null
      ? (await deps.sessions?.find(request))?.principal
      : await authenticate(deps.store, token, deps.clock());
  return access !== undefined && access.kind !== 'public' && access.roles.some((role) => role === principal?.role);
}

/** Who calls; only for routes that the table gives to tokens. */
export function principalOf(request: FastifyRequest): Principal {
  if (request.principal === null) throw new TocsinError('unauthenticated', 'Send a token.', 'authorization');
  return request.principal;
}

/** Pages open in a browser, which asks for a password: there, and only there, the token may come as one. */
function tokenOf(request: FastifyRequest, isInBrowser: boolean): string | null {
  const [scheme, value] = (request.headers.authorization ?? '').split(' ');
  if (value === undefined) return null;
  if (scheme?.toLowerCase() === 'bearer') return value;
  if (!isInBrowser || scheme?.toLowerCase() !== 'basic') return null;
  const decoded = Buffer.from(value, 'base64').toString('utf8');
  return decoded.slice(decoded.indexOf(':') + 1);
}
