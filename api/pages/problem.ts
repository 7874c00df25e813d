import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TocsinError } from '../../domain/errors.ts';
import { PLACES } from '../../web/places.ts';
import { problemPage } from '../../web/problem.ts';
import { sayRefusal } from '../../web/refusals.ts';
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
    problemPage(view, { status, text: sayRefusal(view, refusal), reference: status >= 500 ? request.id : null }),
    status,
  );
}
