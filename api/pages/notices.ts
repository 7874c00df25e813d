import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { linkLeaving, secondPerson } from '../../domain/breach/decide/four-eyes.ts';
import { mayRecordSpoken, whyUntold } from '../../domain/breach/decide/spoken-answer.ts';
import { LINK_ACTS, whyNoLinkAct } from '../../domain/communication/link.ts';
import { TocsinError } from '../../domain/errors.ts';
import { findBreach } from '../../services/breach/command.ts';
import { changeLink } from '../../services/notice/change-link.ts';
import { namesOf, noticeLine } from '../../services/notice/lines.ts';
import { recordSpoken } from '../../services/notice/record-spoken.ts';
import { listRounds } from '../../store/notice-lists.ts';
import { textsOf } from '../../store/notice-texts.ts';
import { noticePage, reasonsField } from '../../web/communication/notice-page.ts';
import { noticePath } from '../../web/communication/notice-words.ts';
import { SPOKEN_FIELDS } from '../../web/communication/spoken-form.ts';
import type { Form } from '../../web/forms.ts';
import { SaidRefusal } from '../../web/refusals.ts';
import type { View } from '../../web/view.ts';
import type { ApiDeps } from '../deps.ts';
import { acceptForms, openForm, submit, valuesOf } from '../forms/form.ts';
import { instantOf } from '../forms/instant.ts';
import { askedOf } from '../http/asked.ts';
import { NoticeParams } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { incidentOf } from './campaigns/compose.ts';
import { sendPage } from './page.ts';

/** `reasons` stand under a name for each act and round. */
const LinkForm = z.looseObject({ act: z.enum(LINK_ACTS), round: z.coerce.number().int().min(1) });
type Party = z.output<typeof NoticeParams>;

/** The page of the notice to one supplier or customer, with what is done about its link. */
export const noticePages: Routes = (server, deps) => {
  acceptForms(server);
  const url = '/desk/breaches/:breachId/notices/:counterparty';
  server.get(url, { schema: { params: NoticeParams } }, async (request, reply) => {
    const view = await viewOf(deps, request);
    return sendNotice(deps, view, reply, request.params, await openForm(deps, request));
  });

  server.post(url, { schema: { params: NoticeParams } }, async (request, reply) => {
    const { breachId, counterparty } = request.params;
    const view = await viewOf(deps, request);
    const form = await submit(view, request, LinkForm, async ({ act, round, ...given }) => {
      const field = reasonsField(act, round);
      const reasons = String(given[field] ?? '').trim();
      const { needReasons } = view.words.communication;
      if (reasons === '' || reasons.length > 10_000) throw new SaidRefusal('bad-input', needReasons, field);
      await changeLink(deps, askedOf(request), { breachId, counterparty, round, act, reasons });
    });
    if (form !== null) return sendNotice(deps, view, reply, request.params, form, 422);
    return reply.redirect(noticePath(breachId, counterparty), 303);
  });

  server.post(`${url}/answer`, { schema: { params: NoticeParams } }, async (request, reply) => {
    const { breachId, counterparty } = request.params;
    const view = await viewOf(deps, request);
    const form = await submit(view, request, spokenForm(view), async (given) => {
      const saidAt = instantOf(view, valuesOf(request), SPOKEN_FIELDS.saidAt);
      if (saidAt === null) throw new SaidRefusal('bad-input', view.words.work.errors.needed, SPOKEN_FIELDS.saidAt);
      const { spokenRound: round, spokenHoldsData: holdsData, spokenMisuse: misuse } = given;
      const said = { holdsData, misuse, answeredBy: given.spokenBy, saidAt, reasons: given.spokenReasons };
      await recordSpoken(deps, askedOf(request), { breachId, counterparty, round, ...said });
    });
    if (form === null) return reply.redirect(noticePath(breachId, counterparty), 303);
    const problems = form.problems.map(({ field, message }) => ({ field: spokenField(field), message }));
    return sendNotice(deps, view, reply, request.params, { ...form, problems }, 422);
  });
};

function spokenForm(view: View) {
  const { needed, tooLong } = view.words.work.errors;
  const choice = z.enum(['yes', 'no', 'unknown'], needed);
  return z.object({
    spokenRound: z.coerce.number().int().min(1),
    ...{ spokenHoldsData: choice, spokenMisuse: choice },
    spokenBy: z.string(needed).trim().min(2, needed).max(300, tooLong),
    spokenReasons: z.string(needed).trim().min(1, view.words.communication.needReasons).max(10_000, tooLong),
  });
}

/** A refusal names what it is about as the API does; one that names nothing of the form is shown at who said it. */
function spokenField(field: string): string {
  const fields: readonly string[] = Object.values(SPOKEN_FIELDS);
  if (fields.includes(field)) return field;
  return field === 'saidAt' ? SPOKEN_FIELDS.saidAt : field === 'reasons' ? SPOKEN_FIELDS.reasons : SPOKEN_FIELDS.by;
}

async function sendNotice(
  deps: ApiDeps,
  view: View,
  reply: FastifyReply,
  { breachId, counterparty }: Party,
  form: Form,
  status = 200,
): Promise<FastifyReply> {
  const state = await findBreach(deps, breachId);
  const notices = await listRounds(deps.store, breachId, counterparty);
  if (notices.length === 0) {
    throw new TocsinError('not-found', `Breach ${breachId} tells nobody of the id '${counterparty}'.`, 'counterparty');
  }
  const name = (await namesOf(deps.store, notices))(counterparty);
  const isClosed = state.status === 'closed';
  const maySpeak = mayRecordSpoken(state, view.viewer.role);
  const rounds = notices.toReversed().map((notice, i) => {
    const acts = isClosed ? (['revoke'] as const) : LINK_ACTS;
    const open = acts.filter((act) => whyNoLinkAct(notice, act) === null);
    const takesSpoken = i === 0 && maySpeak && whyUntold(notice) === null;
    return { ...noticeLine(notice, name, { until: null, state }), texts: textsOf(notice), open, takesSpoken };
  });
  const fourEyes = secondPerson(state, linkLeaving(counterparty), view.asker);
  return sendPage(reply, noticePage(view, { incident: incidentOf(state), name, rounds, fourEyes }, form), status);
}
