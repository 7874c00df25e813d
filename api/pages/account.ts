import type { FastifyReply, FastifyRequest } from 'fastify';
import { encode } from 'uqr';
import { z } from 'zod';
import { TocsinError } from '../../domain/errors.ts';
import { plusMs } from '../../domain/time.ts';
import { endSlackLink, linkSlack, readSlackLink } from '../../store/auth/slack-links.ts';
import { endCalendarLink, makeCalendarLink, readCalendarLink } from '../../store/calendars.ts';
import { endSession, endSessions, listSessions, readUser } from '../../store/users.ts';
import { recordSignIn, type SignInEvent } from '../../store/views.ts';
import { accountPage, type Factor } from '../../web/account/page.ts';
import { EMPTY_FORM, type Form } from '../../web/forms.ts';
import { acceptForms } from '../forms/form.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { CALENDAR_READS, mayCall } from '../route-access.ts';
import { alreadyEnrolled } from '../sign-in/enrolment.ts';
import { powerLetters } from '../sign-in/role-change-letters.ts';
import { IDLE_MS, type Session } from '../sign-in/sessions.ts';
import { readLinkCode } from '../slack/link-code.ts';
import { sendPage } from './page.ts';

const ACTIONS = [
  'enrol',
  'confirm',
  'recovery-codes',
  'passkey-options',
  'passkey',
  'end-passkey',
  'calendar-link',
  'end-calendar-link',
  'slack-link',
  'end-slack-link',
  'end-session',
  'sign-out-everywhere',
] as const;
const Action = z.strictObject({ action: z.enum(ACTIONS) });
const short = z.string().max(64).catch('');
const Sent = z.object({ code: short, session: short }).catch({ code: '', session: '' });
const SentOfSlack = z.object({ slackCode: z.string().max(200) }).catch({ slackCode: '' });
const SentOfPasskey = z.object({
  passkeyCode: short,
  passkey: short,
  name: z.string().trim().max(64).catch(''),
  /** What the browser made, as JSON. */
  response: z.string().max(64_000).catch(''),
});

/** One's own account. */
export const accountPages: Routes = (server, deps) => {
  const { signIn, store, signInClock: clock } = deps;
  acceptForms(server);

  server.get('/desk/account', async (request, reply) => show(request, reply, standing(request.session)));

  server.post('/desk/account/:action', { schema: { params: Action } }, async (request, reply) => {
    const { session } = request;
    if (session === null) throw new TocsinError('bad-input', 'Only somebody who signed in has an account to change.');
    const { code, session: sessionId } = Sent.parse(request.body);
    const { factor, passkeys } = (await viewOf(deps, request)).words.account;
    const { wrong, wrongEnrolment } = factor;
    switch (request.params.action) {
      case 'enrol': {
        requireNoFactor(session);
        const begun = await signIn.enrol(session, code, request);
        if (begun instanceof URL) return show(request, reply, enrolling(begun, EMPTY_FORM));
        return again(request, reply, standing(session), begun, wrongEnrolment);
      }
      case 'confirm': {
        requireNoFactor(session);
        const recoveryCodes = await signIn.confirmEnrolment(session, code, request, reply);
        if (recoveryCodes !== null) {
          // The session was renewed with the enrolment; forms of this page must be of the new one.
          request.session = await deps.sessions.find(request);
          return show(request, reply, { state: 'done', recoveryCodes, isRenewed: false });
        }
        return show(request, reply, enrolling(await signIn.enrolling(session, request), faulty(wrong)), {
          status: 422,
        });
      }
      case 'recovery-codes': {
        if (!session.hasSecondFactor)
          throw new TocsinError('conflict', 'No authenticator is enrolled. Enrol one first.');
        const renewed = await signIn.renewRecoveryCodes(session, code, request);
        if (typeof renewed === 'string') return again(request, reply, standing(session), renewed, wrong);
        return show(request, reply, { state: 'done', recoveryCodes: renewed, isRenewed: true });
      }
      case 'passkey-options': {
        const { passkeyCode } = SentOfPasskey.parse(request.body);
        const begun = await signIn.beginPasskey(session, passkeyCode, request);
        if (typeof begun === 'object') return begun;
        const message = begun === 'wrong' ? wrong : factor.locked;
        return reply.status(begun === 'wrong' ? 422 : 429).send({ message });
      }
      case 'passkey': {
        const { name, response } = SentOfPasskey.parse(request.body);
        const added = await signIn.addPasskey(session, { name: name || passkeys.unnamed, answer: response });
        if (added === 'added') {
          await mailPasskey(session, request);
          return reply.redirect('/desk/account', 303);
        }
        const form = { values: { name }, problems: [{ field: 'name', message: passkeys.refused[added] }] };
        return show(request, reply, standing(session), { status: 422, passkeyForm: form });
      }
      case 'end-passkey':
        await signIn.removePasskey(session, SentOfPasskey.parse(request.body).passkey);
        return reply.redirect('/desk/account', 303);
      case 'calendar-link': {
        if (!mayHaveCalendar(session)) {
          throw new TocsinError('forbidden', 'This role reads no deadlines, and has no calendar of them.');
        }
        const secret = await makeCalendarLink(store, session.userId, clock());
        await tell(session, 'calendar-link-made');
        return show(request, reply, standing(session), { calendarLink: `${deps.publicUrl}/calendar/${secret}.ics` });
      }
      case 'end-calendar-link':
        if (await endCalendarLink(store, session.userId)) await tell(session, 'calendar-link-ended');
        return reply.redirect('/desk/account', 303);
      case 'slack-link': {
        const member = readLinkCode(store.keyring, SentOfSlack.parse(request.body).slackCode, clock());
        if (member === null) {
          const { slack } = (await viewOf(deps, request)).words.account;
          const form = { values: {}, problems: [{ field: 'slackCode', message: slack.wrong }] };
          return show(request, reply, standing(session), { status: 422, slackForm: form });
        }
        await linkSlack(store, { userId: session.userId, member, at: clock() });
        await tell(session, 'slack-linked');
        return reply.redirect('/desk/account#slack', 303);
      }
      case 'end-slack-link':
        if (await endSlackLink(store, session.userId)) await tell(session, 'slack-link-ended');
        return reply.redirect('/desk/account#slack', 303);
      case 'end-session':
        if (await endSession(store, session.userId, sessionId)) await tell(session, 'session-ended');
        return reply.redirect('/desk/account', 303);
      case 'sign-out-everywhere':
        await tell(session, 'signed-out-everywhere');
        await endSessions(store, session.userId);
        await signIn.signOut(request, reply);
        return reply.redirect('/sign-in', 303);
    }
  });

  async function tell({ userId, principal: { role } }: Session, what: SignInEvent): Promise<void> {
    await recordSignIn(store, { userId, role, what, at: clock() });
  }

  /** Nobody should have to look at the account to find a passkey there that is not theirs. */
  async function mailPasskey({ userId, principal, displayName: by }: Session, request: FastifyRequest): Promise<void> {
    const change = { what: 'passkey', role: principal.role, user: await readUser(store, userId), by } as const;
    signIn.mail(powerLetters({ ...deps, at: deps.clock() }, change), request);
  }

  /** The form again: with what was wrong, or with why no code is taken for now. */
  async function again(
    request: FastifyRequest,
    reply: FastifyReply,
    factor: Standing,
    why: 'wrong' | 'locked',
    wrong: string,
  ) {
    if (why === 'locked') return show(request, reply, { ...factor, isLocked: true }, { status: 429 });
    return show(request, reply, { ...factor, form: faulty(wrong) }, { status: 422 });
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    factor: Factor,
    { status = 200, passkeyForm = EMPTY_FORM, slackForm = EMPTY_FORM, calendarLink = null }: Shown = {},
  ) {
    const { session } = request;
    const at = clock();
    const open =
      session === null ? [] : await listSessions(store, session.userId, { at, usedAfter: plusMs(at, -IDLE_MS) });
    const sessions = open.map(({ id, ...times }) => ({ id, ...times, isThis: id === session?.id }));
    const passkeys =
      session?.hasSecondFactor && signIn.hasPasskeys
        ? {
            own: await signIn.listPasskeys(session),
            asksCode: signIn.asksCodeForPasskey(session),
            form: passkeyForm,
          }
        : null;
    const calendar =
      session === null || !mayHaveCalendar(session)
        ? null
        : { link: await readCalendarLink(store, session.userId), shown: calendarLink };
    const slack =
      session === null || deps.slack === null
        ? null
        : { link: await readSlackLink(store, session.userId), form: slackForm };
    const content = { factor, sessions, passkeys, calendar, slack };
    return sendPage(reply, accountPage(await viewOf(deps, request), content), status);
  }
};

/** What the page shows beside what stands. `calendarLink`: the link that was just made, this one time. */
type Shown = { status?: number; passkeyForm?: Form; slackForm?: Form; calendarLink?: string | null };

function mayHaveCalendar({ principal }: Session): boolean {
  return mayCall(principal.role, CALENDAR_READS);
}

/** Its secret and its recovery codes were shown when it was enrolled; a session alone gets neither. */
function requireNoFactor({ hasSecondFactor }: Session): void {
  if (hasSecondFactor) throw alreadyEnrolled();
}

type Standing = Extract<Factor, { isLocked: boolean }>;

function standing(session: Session | null): Standing {
  const rest = { form: EMPTY_FORM, isLocked: false };
  if (session === null) return { state: 'off', ...rest };
  if (session.hasSecondFactor) return { state: 'enrolled', ...rest };
  return { state: session.mustEnrol ? 'must' : 'none', ...rest };
}

function enrolling({ href, searchParams }: URL, form: Form): Factor {
  const secret = searchParams.get('secret') ?? '';
  return { state: 'enrolling', secret, image: encode(href, { border: 2 }).data, form };
}

function faulty(message: string): Form {
  return { values: {}, problems: [{ field: 'code', message }] };
}
