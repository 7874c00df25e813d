import { z } from 'zod';
import { campaignName, LETTER_STATUSES, listIdOf, NOTICE_STATUSES } from '../../domain/communication/standing.ts';
import { COUNTERPARTY_KINDS } from '../../domain/dataflow.ts';
import { TocsinError } from '../../domain/errors.ts';
import { Identifier } from '../../domain/identifier.ts';
import { maskEmail } from '../../domain/notices/letter.ts';
import { COMMAND_REFUSALS, findBreach } from '../../services/breach/command.ts';
import { CONTROLS, controlCommunication } from '../../services/communication/control.ts';
import { decideOnUncertain } from '../../services/communication/decide-uncertain.ts';
import { namesOf, noticeLine } from '../../services/notice/lines.ts';
import { listNoticeEntries } from '../../store/ledger/history.ts';
import { countByStatus, listNotices, listRounds, NOTICE_PLACE } from '../../store/notice-lists.ts';
import { listRecipients } from '../../store/recipients.ts';
import { askedOf } from '../http/asked.ts';
import {
  BreachParams,
  CampaignParams,
  CommunicationParams,
  communicationOfPath,
  givenReasons,
  NoticeParams,
  reasons,
  wholeNumber,
} from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import {
  BreachNotices,
  communicationAnswer,
  NoticeHistory,
  Recipients,
  Recorded,
  UncertainDecided,
} from '../openapi/answers.ts';
import { BY_A_SECOND, operation, WriteHeaders } from '../openapi/operation.ts';

const limit = wholeNumber(1, 200).default(50);
const isTrue = z.enum(['true', 'false']).default('false');
const NoticesQuery = z.strictObject({
  limit,
  after: z.string().regex(NOTICE_PLACE, 'this is no `next` of an earlier page').optional(),
  status: z.union([z.enum(NOTICE_STATUSES), z.array(z.enum(NOTICE_STATUSES)).max(20)]).optional(),
  kind: z.enum(COUNTERPARTY_KINDS).optional(),
  late: isTrue.describe('Only those not answered in time'),
  misuse: isTrue.describe('Only those whose answer speaks of misuse'),
});
const RecipientsQuery = z.strictObject({
  limit,
  after: wholeNumber(0).default(0),
  status: z.enum(LETTER_STATUSES).optional(),
});
const ResumeBody = z.strictObject({ reasons: reasons.default('') });
const ReasonsBody = z.strictObject({ reasons: givenReasons });
const UncertainBody = z
  .strictObject({
    decision: z.enum(['arrived', 'send-again']),
    reasons: givenReasons,
    counterparties: z.array(Identifier).min(1).max(1_000).optional().describe('Of the notices; all where left out'),
    people: z
      .array(z.int().min(1))
      .min(1)
      .max(1_000)
      .optional()
      .describe('Numbers on the list of a campaign; all where left out'),
  })
  .refine(({ counterparties, people }) => counterparties === undefined || people === undefined, {
    path: ['people'],
    error: 'notices go by counterparties, campaigns by people: name one of both',
  })
  .meta({ not: { required: ['counterparties', 'people'] } });

const REFUSALS = [...COMMAND_REFUSALS, 'reasons-missing', 'unknown-campaign'] as const;

/** Telling many: who was told and has answered, and what people do about a communication as a whole. */
export const communicationRoutes: Routes = (server, deps) => {
  const { store } = deps;
  const list = operation(
    {
      id: 'listNotices',
      tag: 'communications',
      summary: 'Notices of a breach to suppliers and customers, worst first, with how many are in which state',
      answers: { 200: BreachNotices },
      refusals: ['not-found'],
    },
    { params: BreachParams, querystring: NoticesQuery },
  );
  server.get('/breaches/:breachId/notices', { schema: list }, async (request) => {
    const state = await findBreach(deps, request.params.breachId);
    const { breachId, seq } = state;
    const { status, kind, late, misuse, ...page } = request.query;
    const filter = {
      ...{ kind, statuses: status === undefined ? undefined : [status].flat() },
      lateAt: late === 'true' ? deps.clock() : undefined,
      misuse: misuse === 'true' ? true : undefined,
    };
    const [{ notices, next }, { counts }] = await Promise.all([
      listNotices(store, breachId, filter, page),
      countByStatus(store, breachId),
    ]);
    const names = await namesOf(store, notices);
    const lines = notices.map((notice) => noticeLine(notice, names(notice.counterparty), { until: null, state }));
    return { seq, counts, communication: communicationAnswer(state, 'notices'), notices: lines, next };
  });

  const one = operation(
    {
      id: 'readNotice',
      tag: 'communications',
      summary: 'What one supplier or customer was told, with every entry of the ledger about it',
      answers: { 200: NoticeHistory },
      refusals: ['not-found'],
    },
    { params: NoticeParams },
  );
  server.get('/breaches/:breachId/notices/:counterparty', { schema: one }, async (request) => {
    const { breachId, counterparty } = request.params;
    const state = await findBreach(deps, breachId);
    const rounds = await listRounds(store, breachId, counterparty);
    if (rounds.length === 0) {
      throw new TocsinError(
        'not-found',
        `Breach ${breachId} tells nobody of the id '${counterparty}'.`,
        'counterparty',
      );
    }
    const names = await namesOf(store, rounds);
    const notices = rounds.map((notice) => noticeLine(notice, names(counterparty), { until: null, state }));
    return { seq: state.seq, notices, entries: await listNoticeEntries(store, breachId, rounds) };
  });

  const people = operation(
    {
      id: 'listRecipients',
      tag: 'communications',
      summary: 'People a campaign writes to, in the order of the list; addresses are masked',
      answers: { 200: Recipients },
      refusals: ['not-found', 'unknown-campaign'],
    },
    { params: CampaignParams, querystring: RecipientsQuery },
  );
  server.get('/breaches/:breachId/campaigns/:campaign/recipients', { schema: people }, async (request) => {
    const { breachId, campaign } = request.params;
    const listId = listIdOf(await findBreach(deps, breachId), campaignName(campaign));
    if (listId === null) {
      throw new TocsinError('unknown-campaign', `Breach ${breachId} has no campaign ${campaign}.`, 'campaign');
    }
    const { people: found, next } = await listRecipients(store, listId, request.query);
    return {
      recipients: found.map(({ n, email, language, status, at }) => ({
        n,
        email: maskEmail(email),
        language,
        status,
        at,
      })),
      next,
    };
  });

  const words = {
    pause: 'Pause a communication: nothing more leaves until it goes on',
    resume: 'Let a paused communication go on',
    stop: 'Stop a communication for good',
  };
  for (const act of CONTROLS) {
    const schema = operation(
      {
        id: `${act}Communication`,
        tag: 'communications',
        summary: words[act],
        ...(act === 'resume' && { description: BY_A_SECOND }),
        answers: { 200: Recorded },
        refusals: act === 'resume' ? [...REFUSALS, 'four-eyes'] : REFUSALS,
      },
      { params: CommunicationParams, body: act === 'resume' ? ResumeBody : ReasonsBody, headers: WriteHeaders },
    );
    server.post(`/breaches/:breachId/communications/:communication/${act}`, { schema }, async (request) => {
      const { breachId, communication: path } = request.params;
      const { reasons: why } = request.body;
      return controlCommunication(deps, askedOf(request), {
        ...{ breachId, act, reasons: why },
        communication: communicationOfPath(path),
      });
    });
  }

  const uncertain = operation(
    {
      id: 'decideUncertain',
      tag: 'communications',
      summary: 'Say of letters that may have left that they arrived, or have them sent again',
      description:
        'Notices go by `counterparties`, campaigns by `people`, never both. ' +
        `Without either it is said of all that are uncertain. To send again: ${BY_A_SECOND}`,
      answers: { 200: UncertainDecided },
      refusals: [...REFUSALS, 'four-eyes'],
    },
    { params: CommunicationParams, body: UncertainBody, headers: WriteHeaders },
  );
  server.post('/breaches/:breachId/communications/:communication/uncertain', { schema: uncertain }, async (request) => {
    const { breachId, communication: path } = request.params;
    const { counterparties, people: numbers, ...said } = request.body;
    const communication = communicationOfPath(path);
    const [fitting, other] = communication === 'notices' ? [counterparties, numbers] : [numbers, counterparties];
    if (other !== undefined) {
      const field = communication === 'notices' ? 'people' : 'counterparties';
      throw new TocsinError('content-refused', `${communication} does not go by ${field}; leave it out.`, field);
    }
    const receivers = fitting?.map(String) ?? null;
    return decideOnUncertain(deps, askedOf(request), { breachId, communication, receivers, ...said });
  });
};
