import type { FastifyReply, FastifyRequest } from 'fastify';
import { SECOND_MS } from '../../domain/time.ts';
import { DRAFT_KEPT_MS, hasDraft, keepDraft, takeDraft } from '../../store/form-drafts.ts';
import type { SharedLimit } from '../../store/shared-limits.ts';
import type { Form } from '../../web/forms.ts';
import type { ApiDeps } from '../deps.ts';
import { cookieOf, setCookie } from '../http/cookies.ts';
import { localPath, refererPath } from '../http/same-origin.ts';
import { sourceOf } from '../http/throttle.ts';
import { pageOf } from '../route-access.ts';

/** More than the longest form; a stranger must not fill the database. */
const MOST_CHARACTERS = 200_000;

/** Under it a form that came back is shown again, see `returned.ts`; `from` names the page of the form. */
export const RETURNED = '/desk/returned/';

type DraftDeps = Pick<ApiDeps, 'store' | 'sessions' | 'signInClock' | 'publicUrl'>;

/**
 * Keeps a form that came without a session, and answers with the way through the sign-in back to its page.
 * @param perAddress how many forms are kept for one address
 */
export async function keepForLater(
  deps: DraftDeps,
  perAddress: SharedLimit,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const path = formPage(request);
  const now = deps.signInClock();
  const { csrf: _, key: __, ...values } = (request.body ?? {}) as Record<string, string | string[]>;
  const isShort = JSON.stringify(values).length <= MOST_CHARACTERS;
  if (isShort && (await perAddress(sourceOf(request.ip))) === null) {
    const key = await keepDraft(deps.store, { path, values }, await deps.sessions.lastUser(request), now);
    reply.header('set-cookie', setCookie('draft', key, DRAFT_KEPT_MS / SECOND_MS, deps.publicUrl));
  }
  return reply.redirect(`/sign-in?next=${encodeURIComponent(path)}`, 303);
}

/** Whether something typed waits for this browser to sign in again. */
export async function isDraftKept(deps: DraftDeps, request: FastifyRequest): Promise<boolean> {
  const key = cookieOf(request, 'draft', deps.publicUrl);
  return key !== undefined && (await hasDraft(deps.store, key, deps.signInClock()));
}

/** What was typed into the form of this page before the sign-in; null where nothing is kept for it. */
export async function keptValues(deps: DraftDeps, request: FastifyRequest): Promise<Form['values'] | null> {
  const key = cookieOf(request, 'draft', deps.publicUrl);
  if (key === undefined || request.session === null) return null;
  const path = request.url.split('?')[0] ?? '/';
  const { userId } = request.session;
  const draft = await takeDraft(deps.store, key, { userId, path, at: deps.signInClock() });
  return draft?.values ?? null;
}

/**
 * The page that holds the form: where it was sent from, else the page to which its address belongs. A page that came
 * back with problems stands under an address that only takes forms, and another of its forms may have been sent from
 * there.
 */
export function formPage(request: FastifyRequest): string {
  const given = refererPath(request);
  const from = given === null ? request.url : (cameFrom(given) ?? given);
  const path = from.split('?')[0] ?? '/';
  const page = pageOf(path);
  return page === path ? from : page;
}

/** The page of the form that this address shows again; null where it is any other page. */
function cameFrom(path: string): string | null {
  if (!path.startsWith(RETURNED)) return null;
  return localPath(new URLSearchParams(path.split('?')[1]).get('from'));
}
