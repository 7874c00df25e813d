import type { FastifyInstance, FastifyRequest } from 'fastify';
import { TocsinError } from '../../domain/errors.ts';
import { lookKindOf, recordView } from '../../store/views.ts';
import type { ApiDeps } from '../deps.ts';
import { comesBackWithContent, holdsContent, isPage } from '../route-access.ts';
import { principalOf } from '../sign-in/authentication.ts';

const WORD = /^[\w.:~-]{1,128}$/;
const BREACH_ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;

/** Users, tokens, webhooks and the data-flow register have no event stream: who changed them is on record here. */
function isChangeBesideBreaches(method: string, url: string): boolean {
  return lookKindOf(`${method} ${url}`) === 'change';
}

/** `u-17 role dpo`: whom or what it is about, and what is asked. Free text, which may name a person, stays out. */
function aboutOf(request: FastifyRequest): string | null {
  const params = Object.values((request.params ?? {}) as Record<string, string>);
  const { action, role, scope } = (request.body ?? {}) as Record<string, unknown>;
  const parts = [...params, action, role, scope].filter((part) => typeof part === 'string' && WORD.test(part));
  return parts.length === 0 ? null : parts.join(' ');
}

/**
 * Puts every view of breach content on record before it is shown: of the routes that `roles.ts` marks with `content`,
 * by page or by API, and of forms that come back with the breach around them; and what is asked of users, tokens,
 * webhooks and the data-flow register. What cannot be recorded is neither shown nor done.
 */
export function recordViews(server: FastifyInstance, deps: Pick<ApiDeps, 'store' | 'clock' | 'log'>): void {
  const recording = new WeakMap<FastifyRequest, Promise<void>>();

  server.addHook('preHandler', async (request) => {
    const { url } = request.routeOptions;
    if (url === undefined) return;
    if (!holdsContent(request.method, url) && !isChangeBesideBreaches(request.method, url)) return;
    const recorded = putOnRecord(deps, request, lookAt(request, `${request.method} ${url}`));
    if (!isRead(request)) return recorded;
    // What is only read is read meanwhile; it is sent once the look is on record.
    recorded.catch(() => undefined);
    recording.set(request, recorded);
  });

  server.addHook('onSend', async (request, reply, payload) => {
    const recorded = recording.get(request);
    recording.delete(request);
    await recorded;
    const look = lookAtForm(request);
    const isShown = [200, 409, 422].includes(reply.statusCode) && request.principal !== null;
    if (look !== null && isShown) await putOnRecord(deps, request, look);
    return payload;
  });

  function isRead({ method }: FastifyRequest): boolean {
    return method === 'GET' || method === 'HEAD';
  }
}

/** One look, or one change beside breaches. */
export type Look = { route: string; breachId: string; about: string | null };

function lookAt(request: FastifyRequest, route: string): Look {
  const { breachId = '', file } = (request.params ?? {}) as { breachId?: string; file?: string };
  // Of a breach's files it is on record which one left: that is part of its custody.
  const named = file !== undefined && WORD.test(file) ? file : null;
  const about = breachId === '' ? aboutOf(request) : named;
  return { route, breachId, about: about ?? wordsOpened(request) };
}

/** Whether people's words leave in clear: in an open evidence pack, or in a list with its exact texts. */
function wordsOpened(request: FastifyRequest): 'privileged' | 'open' | 'texts' | null {
  const { open, privileged, texts } = (request.query ?? {}) as Record<string, unknown>;
  if (open === 'true') return privileged === 'true' ? 'privileged' : 'open';
  return texts === 'yes' ? 'texts' : null;
}

/**
 * What the look at this form is, should it come back; null where there is no breach content around it. Where the form
 * changes what has no event stream, its address stands for the change, and the look is one at its page.
 */
export function lookAtForm(request: FastifyRequest): Look | null {
  const { url = '' } = request.routeOptions;
  if (request.method !== 'POST' || !isPage(url) || !comesBackWithContent(url)) return null;
  return lookAt(request, `${isChangeBesideBreaches('POST', url) ? 'GET' : 'POST'} ${url}`);
}

/**
 * Puts one look, or one change beside breaches, on record.
 *
 * @throws TocsinError `unavailable` where that cannot be done
 */
export async function putOnRecord(
  { store, clock, log }: Pick<ApiDeps, 'store' | 'clock' | 'log'>,
  request: FastifyRequest,
  { route, breachId, about }: Look,
): Promise<void> {
  const { name: who, role } = principalOf(request);
  try {
    const id = BREACH_ID.test(breachId) ? breachId : null;
    await recordView(store, { who, role, route, about, at: clock(), breachId: id });
  } catch (error) {
    log.error({ error }, 'view not recorded');
    const message = 'The view could not be put on record, so nothing is shown. Try again in a moment.';
    throw new TocsinError('unavailable', message);
  }
}
