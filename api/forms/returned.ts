import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { keepDraft, readDraft } from '../../store/form-drafts.ts';
import type { ApiDeps } from '../deps.ts';
import { maskCsrf } from '../http/csrf-mask.ts';
import type { Routes } from '../http/route.ts';
import { localPath } from '../http/same-origin.ts';
import { type Look, lookAtForm, putOnRecord } from '../http/views.ts';
import { sendPage } from '../pages/page.ts';
import { formPage, RETURNED } from './drafts.ts';

/**
 * Forms that come back: refused ones, previews, conflicts. A browser that goes back to the answer of a POST which was
 * not to be cached shows an error instead, so the page is kept, sealed, for an hour, and the form is answered with the
 * way to it.
 */

const zip = promisify(gzip);
const unzip = promisify(gunzip);

/**
 * The forms of the work itself. Those that let people or programs in are answered with secrets, which are shown once:
 * their pages, and those of any form that is not named here, are not kept.
 */
const KEPT = /^\/desk\/(?:breaches|search|report|systems|suppliers|customers|exercises)\b/;
/** 503: the form is whole, and what takes it is away for a moment. */
const SHOWN = [200, 409, 422, 503];

/** Answers a form that a session sent, and that comes back, with a redirect to the page it came back as. */
export function redirectReturnedForms(server: FastifyInstance, deps: ApiDeps): void {
  server.addHook('onSend', async (request, reply, payload) => {
    const { session } = request;
    if (session === null || typeof payload !== 'string' || !comesBack(request, reply)) return payload;
    const path = formPage(request);
    const page = (await zip(payload)).toString('base64');
    const { role } = session.principal;
    const values = { page, status: String(reply.statusCode), role, look: JSON.stringify(lookAtForm(request)) };
    const key = await keepDraft(deps.store, { path, values }, session.userId, deps.signInClock()).catch(() => null);
    // Where it cannot be kept, the form comes back all the same.
    if (key === null) return payload;
    // Where the form stands far down on a long page, it is what is wrong with it that comes into sight.
    const place = payload.includes(' id="problems"') ? '#problems' : '';
    reply.code(303).header('location', `${RETURNED}${key}?from=${encodeURIComponent(path)}${place}`);
    return '';
  });
}

function comesBack(request: FastifyRequest, reply: FastifyReply): boolean {
  const { url = '' } = request.routeOptions;
  const isForm = request.method === 'POST' && KEPT.test(url);
  const isHtml = String(reply.getHeader('content-type') ?? '').startsWith('text/html');
  return isForm && isHtml && SHOWN.includes(reply.statusCode);
}

const Params = z.strictObject({ key: z.string().regex(/^[\w-]{43}$/) });
const Query = z.strictObject({ from: z.string().max(2_000).default('/') });

/**
 * Shows a form that came back, to whom it belongs and in the role that it was made for; after its hour, or in another
 * role, leads to the page of the form, which says itself who may see it.
 */
export const returnedPages: Routes = (server, deps) => {
  server.get(`${RETURNED}:key`, { schema: { params: Params, querystring: Query } }, async (request, reply) => {
    const { session } = request;
    const userId = session?.userId ?? '';
    const draft = await readDraft(deps.store, request.params.key, { userId, at: deps.signInClock() });
    const { page = '', status, role, look = 'null' } = (draft?.values ?? {}) as Record<string, string>;
    if (session === null || role !== session.principal.role) return reply.redirect(localPath(request.query.from), 303);
    const seen = JSON.parse(look) as Look | null;
    if (seen !== null) await putOnRecord(deps, request, seen);
    const text = (await unzip(Buffer.from(page, 'base64'))).toString();
    return sendPage(reply, asOfNow(text, deps.clock(), maskCsrf(session.csrf)), Number(status));
  });
};

/** Countdowns go on from now, and forms carry the token of the session that looks. Typed text holds no bare quote. */
function asOfNow(page: string, now: string, csrf: string): string {
  return page
    .replace(/ data-now="[^"]*"/, () => ` data-now="${now}"`)
    .replaceAll(/name="csrf" value="[^"]*"/g, () => `name="csrf" value="${csrf}"`);
}
