import type { FastifyInstance } from 'fastify';
import type { ApiDeps } from '../deps.ts';
import { accessOf } from '../route-access.ts';
import { sourceOf } from './throttle.ts';

/**
 * Slows down, by address, whoever sends without a name: asks for links, tries codes, answers a supplier's notice, or
 * fills in a form after the session ended. Before the body is read. Alerts have a signature and limits of their own.
 */
export function throttleStrangers(server: FastifyInstance, { limiter }: Pick<ApiDeps, 'limiter'>): void {
  server.addHook('onRequest', async (request) => {
    const { method, url } = request.routeOptions;
    if (method !== 'POST' || url === undefined || request.principal !== null || request.session !== null) return;
    if (accessOf('POST', url)?.kind === 'signed') return;
    await limiter.take(url === '/n/:token' ? 'answer' : 'stranger', sourceOf(request.ip));
  });
}
