import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { TocsinError } from '../../domain/errors.ts';
import { unmaskCsrf } from './csrf-mask.ts';

/**
 * Refuses what another site made a browser send. Browsers say where a request comes from: by `Sec-Fetch-Site`, which no
 * page can set, and the older ones by `Origin`. A request that says neither is no browser's form.
 *
 * @throws TocsinError `cross-site`
 */
export function requireSameOrigin(request: FastifyRequest, publicUrl: string): void {
  const { origin, 'sec-fetch-site': site } = request.headers;
  const isOurs =
    site === undefined
      ? origin !== undefined && origin === new URL(publicUrl).origin
      : site === 'same-origin' || site === 'none';
  if (!isOurs) throw crossSite();
}

/**
 * The same for what may come without a form of ours: refused only where the browser names another site. So for a form
 * behind a link that is its own secret, whose page is told to keep its address to itself, and for the link by which
 * single sign-on begins.
 *
 * @throws TocsinError `cross-site`
 */
export function refuseOtherSites(request: FastifyRequest, publicUrl: string): void {
  const { origin = 'null', 'sec-fetch-site': site } = request.headers;
  const isOther =
    site === undefined
      ? origin !== 'null' && origin !== new URL(publicUrl).origin
      : site !== 'same-origin' && site !== 'none';
  if (isOther) throw crossSite();
}

/** Refuses a form that this session was not given. @throws TocsinError `cross-site` */
export function requireCsrf(request: FastifyRequest, csrf: string): void {
  const body = request.body as { csrf?: unknown } | null | undefined;
  const given = Buffer.from(typeof body?.csrf === 'string' ? unmaskCsrf(body.csrf) : '');
  const expected = Buffer.from(csrf);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw crossSite();
}

function crossSite(): TocsinError {
  return new TocsinError(
    'cross-site',
    'This form did not come from a page of this session, so nothing was done. ' +
      'Load the page again and send it once more.',
  );
}

const BASE = 'http://local.invalid';

/** A path of this server to go on to; `/` for anything that would lead, or could be read to lead, elsewhere. */
export function localPath(given: unknown): string {
  if (typeof given !== 'string' || !/^\/(?![/\\])[^\\\p{Cc}]{0,2000}$/u.test(given)) return '/';
  const { origin, pathname, search } = new URL(given, BASE);
  // `/.//elsewhere` is a path until it is resolved.
  return origin === BASE && !pathname.startsWith('//') ? `${pathname}${search}` : '/';
}

/** The path of the page a request was sent from; null where that is another site's, or not told. */
export function refererPath(request: FastifyRequest): string | null {
  const { referer, host } = request.headers;
  if (referer === undefined || !URL.canParse(referer)) return null;
  const url = new URL(referer);
  return url.host === host ? localPath(`${url.pathname}${url.search}`) : null;
}
