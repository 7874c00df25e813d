import type { FastifyRequest } from 'fastify';
import type { ErrorCode } from '../../domain/errors.ts';
import { isPage } from '../route-access.ts';

/** About a token or a signature: only a program can put it right, and it is led to no sign-in. */
const FOR_PROGRAMS: readonly ErrorCode[] = ['unauthenticated', 'forbidden', 'bad-signature'];

/** Whether a refusal is shown as a page: in the place of a page, and to whoever would rather read one than JSON. */
export function wantsPage(request: FastifyRequest, code: ErrorCode): boolean {
  const { accept, authorization } = request.headers;
  if (isPage(request.routeOptions.url ?? '') && (request.principal != null || authorization === undefined)) return true;
  return prefersHtml(accept ?? '') && !FOR_PROGRAMS.includes(code);
}

/** Whether an Accept header puts HTML, named as such, above JSON (RFC 9110, section 12.5.1). */
export function prefersHtml(accept: string): boolean {
  const weights = new Map(accept.split(',').map(weightOf));
  const json = Math.max(weights.get('application/json') ?? 0, weights.get('application/problem+json') ?? 0);
  return (weights.get('text/html') ?? 0) > json;
}

function weightOf(range: string): [type: string, weight: number] {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const q = Number(/^q=([\d.]+)$/.exec(parameters.find((p) => p.startsWith('q=')) ?? '')?.[1] ?? 1);
  return [type, Number.isFinite(q) ? q : 0];
}
