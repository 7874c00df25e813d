import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { isPage } from '../route-access.ts';

const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

/** The same strict headers on every answer. Content is never cached; a route may allow it for files without any. */
export function setSecurityHeaders(server: FastifyInstance, publicUrl: string): void {
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders(publicUrl, request.routeOptions.url ?? ''));
  });
}

/** A file of any length is not made for a HEAD that shows nothing of it. */
export function answerHeadsShortly(server: FastifyInstance): void {
  server.addHook('onSend', async (request, _reply, payload) => {
    if (request.method !== 'HEAD' || !(payload instanceof Readable)) return payload;
    payload.destroy();
    return Readable.from([]);
  });
}

/** @param route as the table of routes names it; empty where there is none */
export function securityHeaders(publicUrl: string, route: string): Record<string, string> {
  const isHttps = new URL(publicUrl).protocol === 'https:';
  return {
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    // Pages tell each other where a form came from; an address with a link in it is told to nobody.
    'referrer-policy': isPage(route) ? 'same-origin' : 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    'x-robots-tag': 'noindex, nofollow',
    'cache-control': 'no-store',
    ...(isHttps ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}
