import type { FastifyInstance } from 'fastify';
import type { Role } from '../store/roles.ts';

/**
 * Who may call which route: the one table. `public`: no token, though the route may ask for a link or show nothing of
 * a breach. `signed`: a signature over the body, or a token of the roles. A route that is not listed is not served.
 */
export type RouteAccess = { kind: 'public' } | { kind: 'token' | 'signed'; roles: readonly Role[] };

const EVERYBODY_INSIDE = token('dpo', 'deputy', 'responder', 'auditor');
const RESPONSE = token('dpo', 'deputy', 'responder');
const DECISION = token('dpo', 'deputy');
const OPEN: RouteAccess = { kind: 'public' };

export const ROUTE_ACCESS: Readonly<Record<string, RouteAccess>> = {
  'POST /alerts/:source': { kind: 'signed', roles: ['alert-source'] },
  'POST /incidents': RESPONSE,

  'GET /breaches': EVERYBODY_INSIDE,
  'GET /breaches/:breachId': EVERYBODY_INSIDE,
  'GET /breaches/:breachId/events': EVERYBODY_INSIDE,
  'GET /breaches/:breachId/evidence': token('dpo', 'auditor'),
  'PATCH /breaches/:breachId/facts': RESPONSE,
  'POST /breaches/:breachId/awareness': RESPONSE,
  'POST /breaches/:breachId/decisions': DECISION,
  'POST /breaches/:breachId/filings': DECISION,
  'POST /breaches/:breachId/closing': DECISION,

  'POST /breaches/:breachId/recipient-lists': RESPONSE,
  'POST /breaches/:breachId/campaigns': RESPONSE,
  'POST /breaches/:breachId/campaigns/:campaign/approval': DECISION,

  'GET /register': token('dpo', 'deputy', 'auditor'),
  'GET /dataflow': EVERYBODY_INSIDE,
  'PUT /dataflow': token('dpo'),

  'GET /': EVERYBODY_INSIDE,
  'GET /n/:token': OPEN,
  'POST /n/:token': OPEN,
  'GET /assets/:file': OPEN,
  'GET /health/live': OPEN,
  'GET /health/ready': OPEN,
};

/** The access of a route as Fastify names it; undefined where it is not in the table. HEAD is GET without the body. */
export function accessOf(method: string, url: string): RouteAccess | undefined {
  return ROUTE_ACCESS[`${method === 'HEAD' ? 'GET' : method} ${url}`];
}

/** Makes the server refuse to be built with a route that the table does not know. */
export function requireListedRoutes(server: FastifyInstance): void {
  server.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) {
      if (accessOf(each, url) === undefined)
        throw new Error(`${each} ${url} has no entry in api/roles.ts; say who may call it.`);
    }
  });
}

function token(...roles: Role[]): RouteAccess {
  return { kind: 'token', roles };
}
