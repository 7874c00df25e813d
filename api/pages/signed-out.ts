import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TocsinError } from '../../domain/errors.ts';
import { wordsOf } from '../../web/languages/index.ts';
import { type SignedOutView, shutPage, stopPage } from '../../web/sign-in/pages.ts';
import type { ApiDeps } from '../deps.ts';
import { formPage } from '../forms/drafts.ts';
import { sayWhen, statusOf } from '../http/problems.ts';
import { languageOf } from '../http/view.ts';
import { sendPage } from './page.ts';

/** What pages are shown with where nobody is signed in. */
export function signedOutViewOf(deps: ApiDeps, request: FastifyRequest): SignedOutView {
  const { clock, organisation } = deps;
  const language = languageOf(deps, request);
  return { now: clock(), organisation, language, words: wordsOf(language) };
}

/** Answers a stranger's refusal: with the sign-in where that helps, and else with what is wrong. */
export function sendSignedOutProblem(
  deps: ApiDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: TocsinError,
): FastifyReply {
  const { code } = refusal;
  sayWhen(reply, refusal);
  if (code === 'unauthenticated') {
    const next = request.method === 'GET' ? request.url : formPage(request);
    return reply.redirect(`/sign-in?next=${encodeURIComponent(next)}`, 303);
  }
  const view = signedOutViewOf(deps, request);
  const { problem } = view.words.signIn;
  const { problems } = view.words.shell;
  const desk = { href: '/', label: problems.back };
  if (code === 'not-found') {
    return sendPage(reply, stopPage(view, { title: problems.title(404), text: problems.notFound, on: desk }), 404);
  }
  if (code === 'unavailable') {
    const on = { href: request.method === 'GET' ? request.url : '/', label: problem.tryAgain };
    return sendPage(reply, stopPage(view, { title: problem.awayTitle, text: problem.away, on }), statusOf(code));
  }
  const { retryAfter } = refusal.members;
  if (code === 'rate-limited' && retryAfter !== undefined) {
    const text = problems.tooManyCalls(retryAfter);
    return sendPage(reply, stopPage(view, { title: problems.title(429), text, on: desk }), 429);
  }
  const texts: Record<string, string> = {
    'too-large': problems.tooLarge,
    'unsupported-media-type': problems.otherKind,
    'cross-site': problem.crossSite,
    'rate-limited': problem.tooMany,
  };
  const text = texts[code] ?? problem.other;
  return sendPage(reply, shutPage(view, { title: problem.title, text, next: '/' }), statusOf(code));
}
