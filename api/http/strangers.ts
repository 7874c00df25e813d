import type { FastifyInstance } from 'fastify';
import type { ApiDeps } from '../deps.ts';
import { accessOf } from '../route-access.ts';
import { sourceOf } from './throttle.ts';

/**
 * Slows down, by address, whoever sends without a name: asks for links, tries codes, answers a supplier's notice, or
 * fills in a form after the session ended. Before the body is read, and by the limit that the table of routes names.
 */
export function throttleStrangers(server: FastifyInstance, { limiter }: Pick<ApiDeps, 'limiter'>): void {
  server.addHook('onRequest', async (request) => {
    const { method, url } = request.routeOptions;
    if (method !== 'POST' || url === undefined || request.principal !== null || request.session !== null) return;
    const limit = accessOf('POST', url)?.strangers ?? null;
    if (limit !== null) await limiter.take(limit, sourceOf(request.ip));
  });
}
