import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TocsinError } from '../../domain/errors.ts';
import { PLACES } from '../../web/places.ts';
import { problemPage } from '../../web/problem.ts';
import type { View } from '../../web/view.ts';
import type { ApiDeps } from '../deps.ts';
import { statusOf } from '../http/problems.ts';
import { viewOf } from '../http/view.ts';
import { sendPage } from './page.ts';

/** Answers a refusal with a page. */
export async function sendProblemPage(
  deps: ApiDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: TocsinError,
): Promise<FastifyReply> {
  const status = statusOf(refusal.code);
  const view = await viewOf(deps, request);
  const [home] = view.places;
  // Signing in leads to the desk; whoever has none is led to where their role works.
  const isLanding = request.session !== null && request.routeOptions.url === PLACES.desk;
  if (isLanding && refusal.code === 'forbidden' && home !== undefined) return reply.redirect(PLACES[home], 303);
  return sendPage(
    reply,
    problemPage(view, { status, text: textOf(refusal, view), reference: status >= 500 ? request.id : null }),
    status,
  );
}

/** In the reader's language where the code alone says it; else the refusal's own message. */
function textOf(refusal: TocsinError, { words, viewer }: View): string {
  const { problems, roles } = words.shell;
  switch (refusal.code) {
    case 'not-found':
      return problems.notFound;
    case 'forbidden':
      return problems.forbidden(roles[viewer.role] ?? viewer.role);
    case 'cross-site':
      return problems.crossSite;
    case 'too-large':
      return problems.tooLarge;
    case 'unsupported-media-type':
      return problems.otherKind;
    case 'record-broken': {
      const { seq = 1, command = '' } = refusal.members;
      return problems.recordBroken(seq, problems.notDone[command] ?? '');
    }
    case 'record-behind':
      return problems.recordBehind;
    case 'unavailable':
      return problems.unavailable;
    case 'internal':
      return problems.internal;
    default:
      return refusal.message;
  }
}
