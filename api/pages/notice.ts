import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { NoticeAnswers } from '../../domain/breach/intake-payload.ts';
import { answersGiven, lacksPhone } from '../../domain/communication/answers.ts';
import type { OtherAnswer } from '../../domain/communication/notice.ts';
import { type ErrorCode, TocsinError } from '../../domain/errors.ts';
import { foreignTexts } from '../../domain/notices/said.ts';
import { LETTER_EVENTS, sinceRelease, sinceSent } from '../../domain/notices/since.ts';
import { readNoticeLink } from '../../store/crypto/links.ts';
import { readEventsOf } from '../../store/events.ts';
import { acknowledgeNotice, OTHERS_KEPT } from '../../store/ledger/notice-answers.ts';
import { recordLook } from '../../store/ledger/notice-looks.ts';
import { textsOf } from '../../store/notice-texts.ts';
import { type NoticeContent, type NoticeRecord, readNotice } from '../../store/notices.ts';
import { readReleases } from '../../store/releases.ts';
import { LANGUAGE_NAMES, type Language, pickLanguage } from '../../web/languages/index.ts';
import { acknowledgedNoticePage } from '../../web/notice/acknowledged.ts';
import type { FormState } from '../../web/notice/form.ts';
import { noNoticePage, type WhyNoNotice } from '../../web/notice/link-refused.ts';
import type { NoticePage, NoticeView } from '../../web/notice/model.ts';
import { openNoticePage } from '../../web/notice/to-answer.ts';
import type { ApiDeps } from '../deps.ts';
import { acceptForms, STRANGERS_FORM_LIMIT_BYTES } from '../forms/form.ts';
import { statusOf, toRefusal } from '../http/problems.ts';
import type { Routes } from '../http/route.ts';
import { addressPrefix, sourceOf } from '../http/throttle.ts';

/** Of whoever reads, where they chose one. */
const Query = z.object({
  language: z
    .enum(Object.keys(LANGUAGE_NAMES) as Language[])
    .optional()
    .catch(undefined),
});
const Params = z.strictObject({ token: z.string().max(2_000) });
/** What was left empty was not given. */
const given = (field: unknown) => (typeof field === 'string' && field.trim() === '' ? undefined : field);
const { phone, comment } = NoticeAnswers.shape;
/** A browser's extension may add fields; they are dropped. */
const AnswersForm = z
  .object({ ...NoticeAnswers.shape, phone: z.preprocess(given, phone), comment: z.preprocess(given, comment) })
  .refine((answers) => !lacksPhone(answers), { path: ['phone'] });
const TYPED = { holdsData: 300, misuse: 300, answeredBy: 300, phone: 60, comment: 1_200 } as const;

type Given = z.output<typeof NoticeAnswers>;
type Sent = NoticeRecord & { content: NoticeContent };

/**
 * The page behind a supplier's link. Looking at it confirms nothing, however often and by whatever it is fetched; each
 * look is recorded.
 */
export const noticeRoutes: Routes = (server, deps) => {
  acceptForms(server, STRANGERS_FORM_LIMIT_BYTES);
  /** In the language that was chosen, else in that of the letter; where there is none, in the browser's. */
  const page = ({ query, headers }: Pick<FastifyRequest, 'query' | 'headers'>, letter?: string): NoticePage => {
    const { organisation } = deps;
    const chosen = Query.safeParse(query).data?.language;
    const language = pickLanguage(chosen, letter ?? headers['accept-language'], organisation.language);
    return { now: deps.clock(), organisation, language };
  };

  server.setErrorHandler((error, request, reply) => {
    const { code, members } = toRefusal(error);
    request.refusal = code;
    if (code === 'internal') request.log.error({ err: error }, 'supplier page failed');
    reply.status(statusOf(code)).type('text/html; charset=utf-8');
    if (code === 'rate-limited') reply.header('retry-after', members.retryAfter ?? 60);
    return reply.send(noNoticePage(page(request), whyNoNotice(code)));
  });

  server.get('/n/:token', { schema: { params: Params } }, async (request, reply) => {
    await deps.limiter.take('look', sourceOf(request.ip));
    const notice = await openLink(deps, request.params.token);
    await deps.limiter.take('notice', notice.id);
    const look = { at: deps.clock(), addressPrefix: addressPrefix(request.ip) };
    // Shown to whatever fetches it, so that it is recorded whatever fetches it.
    await recordLook(deps.store, notice, look, isAhead(request) ? 'prefetched' : 'opened');
    return reply.type('text/html; charset=utf-8').send(await show(request, notice, answersGiven(notice)));
  });

  server.post('/n/:token', { schema: { params: Params } }, async (request, reply) => {
    const notice = await openLink(deps, request.params.token);
    const form = AnswersForm.safeParse(request.body ?? {});
    reply.type('text/html; charset=utf-8');
    if (!form.success) {
      return reply
        .status(422)
        .send(await show(request, notice, answersGiven(notice), formState(request.body, form.error)));
    }
    const answers = answersOf(form.data);
    try {
      return reply.send(await show(request, notice, await acknowledge(notice, answers, request.ip)));
    } catch (error) {
      if (!(error instanceof TocsinError) || error.members.why !== 'answers-full') throw error;
      const all = answersGiven((await readSent(deps, notice.id)) ?? notice);
      const shown = { isFull: true, refused: answers };
      return reply
        .status(statusOf(error.code))
        .send(acknowledgedNoticePage(pageOf(request, notice), await viewOf(notice), all, shown));
    }
  });

  /**
   * The row and its entry in the ledger together; the workflow hears of it from there within a second. What was said
   * before stays on record, whoever holds the link now.
   */
  async function acknowledge(notice: Sent, answers: Given, address: string): Promise<OtherAnswer[]> {
    const all = await acknowledgeNotice(deps.store, notice, deps.clock(), answers, addressPrefix(address));
    return all ?? [];
  }

  function pageOf(request: FastifyRequest, { content }: Sent): NoticePage {
    return page(request, content.language ?? 'en');
  }

  async function show(
    request: FastifyRequest,
    notice: Sent,
    answers: readonly OtherAnswer[],
    form?: FormState,
  ): Promise<string> {
    const view = await viewOf(notice);
    return answers.length === 0
      ? openNoticePage(pageOf(request, notice), view, form)
      : acknowledgedNoticePage(pageOf(request, notice), view, answers, { form, isFull: answers.length > OTHERS_KEPT });
  }

  /** With what was corrected since it was sent. A stream that does not open must not keep anybody from answering. */
  async function viewOf(notice: Sent): Promise<NoticeView> {
    const { breachId, kind, exercise, content, answerBy } = notice;
    const { counterpartyName, subject, text, language, release } = content;
    // Of what was released, a correction says only what was released since.
    const reading =
      release === undefined
        ? readEventsOf(deps.store, breachId, LETTER_EVENTS).then((events) => ({
            ...sinceSent(events, notice, content.writtenFrom ?? null),
            foreign: [],
          }))
        : readReleases(deps.store, breachId).then((releases) => ({
            ...sinceRelease(releases, notice, release, language ?? 'en'),
            foreign: foreignTexts(releases, kind, language ?? 'en'),
          }));
    const since = await reading.catch((error: unknown) => {
      deps.log.warn({ err: error, breachId }, 'events of a notice not read');
      return { sentAt: null, changes: [], foreign: [] };
    });
    const [, ...corrections] = textsOf(notice);
    return {
      ...{ reference: breachId, kind, exercise, counterpartyName, subject, text, corrections, answerBy, ...since },
      ...(language !== undefined && { language }),
    };
  }
};

function whyNoNotice(code: ErrorCode): WhyNoNotice {
  if (code === 'rate-limited') return 'busy';
  if (code === 'link-expired') return 'expired';
  if (code === 'link-revoked') return 'replaced';
  if (code === 'cross-site') return 'otherSite';
  return code === 'unavailable' || code === 'internal' ? 'unavailable' : 'unknown';
}

/** Whether a program fetched it before anybody looked, or says so: headers of browsers of today and of earlier ones. */
function isAhead({ method, headers }: FastifyRequest): boolean {
  const purposes = [headers['sec-purpose'], headers.purpose, headers['x-purpose'], headers['x-moz']];
  return method === 'HEAD' || purposes.some((purpose) => /prefetch|prerender|preview/i.test(String(purpose ?? '')));
}

/** The notice a link opens, or the refusal that says why it opens nothing. */
async function openLink(deps: ApiDeps, token: string): Promise<Sent> {
  const link = await readNoticeLink(deps.store.keyring, token, deps.clock());
  const notice = await readSent(deps, link.noticeId);
  if (notice === null) throw new TocsinError('not-found', 'There is no such notice.');
  if (notice.revoked || notice.generation !== link.generation) {
    throw new TocsinError('link-revoked', 'The link was ended, or replaced by a newer one.');
  }
  return notice;
}

/** A notice with its text; one that has none yet was sent to nobody, so that no link to it was given out. */
async function readSent({ store }: Pick<ApiDeps, 'store'>, id: string): Promise<Sent | null> {
  const notice = await readNotice(store, id);
  return notice === null || notice.content === null ? null : { ...notice, content: notice.content };
}

/** What was left empty is absent. */
function answersOf({ phone, comment, ...said }: z.output<typeof AnswersForm>): Given {
  return { ...said, ...(phone !== undefined && { phone }), ...(comment !== undefined && { comment }) };
}

function formState(body: unknown, error: z.ZodError): FormState {
  const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const typed = Object.entries(TYPED).map(([name, most]) => {
    return [name, typeof given[name] === 'string' ? given[name].slice(0, most) : ''];
  });
  return {
    given: Object.fromEntries(typed) as FormState['given'],
    missing: [...new Set(error.issues.map((issue) => String(issue.path[0] ?? 'answeredBy')))],
  };
}
