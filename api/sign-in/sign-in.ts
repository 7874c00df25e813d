import { finished } from 'node:stream/promises';
import { isAPIError } from 'better-auth/api';
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import { TocsinError } from '../../domain/errors.ts';
import type { Role } from '../../domain/roles.ts';
import { clearFactorTries, isFactorLocked } from '../../store/auth/factor.ts';
import { blindIndex } from '../../store/crypto/digest.ts';
import { openInvitation } from '../../store/invitations.ts';
import type { SharedLimits } from '../../store/shared-limits.ts';
import { endSession, findUserByEmail, readUser } from '../../store/users.ts';
import { recordSignIn, type SignInEvent } from '../../store/views.ts';
import { cookieOf, cookiePrefix, cookiesOf, cookiesSet, decodeCookie } from '../http/cookies.ts';
import { createCodeBudget, createLinkBudget, SIGNED_OUT_PER_ADDRESS, sourceOf } from '../http/throttle.ts';
import { CHALLENGE } from './challenge.ts';
import { createEnrolment, type Enrolment, type EnrolmentDeps } from './enrolment.ts';
import type { Entry } from './entry.ts';
import { createFactorCode } from './factor-code.ts';
import { knownBrowser, provenBrowser } from './known-browser.ts';
import { type Letter, type Mailer, sendAll } from './mail.ts';
import { createPasskeys, type Passkeys } from './passkeys.ts';
import { type OidcSettings, orNoAnswer, SSO } from './provider.ts';
import { orRefused } from './refused.ts';

/** `spent`: no more codes of the authenticator are taken from this browser for now; `locked`: no code at all. */
export type CodeEntry = 'in' | 'wrong' | 'spent' | 'locked' | 'over';

/** What makes the letter with a link, in the language of the page it was asked on. */
export type LetterOf = (token: string) => Omit<Letter, 'to'>;

/** The ways to sign in. Each sets the cookies of its answer on `reply`. */
type WaysIn = {
  /** Whether links are mailed here. */
  hasMail: boolean;
  hasSso: boolean;
  /**
   * Mails a link to a mailbox that has one, once the answer is sent: until then, and but for the mail itself after it,
   * the same is done for every mailbox, so that nobody can ask who is a user, nor measure it.
   * @throws TocsinError `rate-limited`
   */
  requestLink(email: string, request: FastifyRequest, reply: FastifyReply, letterOf: LetterOf): Promise<void>;
  /** The token of a link, for an operator at the machine itself. @throws TocsinError `not-found` for a stranger */
  issueLink(email: string): Promise<string>;
  openLink(token: string, request: FastifyRequest, reply: FastifyReply): Promise<Entry>;
  /** Opens an invitation, once: then as a link that was asked for. */
  openInvitation(token: string, request: FastifyRequest, reply: FastifyReply): Promise<Entry>;
  /** Whether the request carries a challenge that waits for its code. */
  owesCode(request: FastifyRequest): boolean;
  enterCode(code: string, request: FastifyRequest, reply: FastifyReply): Promise<CodeEntry>;
  /** Where single sign-on begins. @throws TocsinError `unavailable` when the provider cannot be used */
  startSso(request: FastifyRequest, reply: FastifyReply): Promise<string>;
  finishSso(request: FastifyRequest, reply: FastifyReply): Promise<Entry>;
  signOut(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** Mails letters from here; returns at once. Where no mail is sent from here, nothing is. */
  mail(letters: Promise<Letter[]>, request: Pick<FastifyRequest, 'log'>): void;
  /** Waits for letters under way. */
  settle(): Promise<void>;
};

/** The ways to sign in, and what of them stands in one's own account. */
export type SignIn = WaysIn & Enrolment & Passkeys;

export type SignInDeps = Omit<EnrolmentDeps, 'factorCode' | 'tell'> & {
  limits: SharedLimits;
  publicUrl: string;
  mailer: Mailer | null;
  oidc: OidcSettings | null;
  log: Pick<FastifyBaseLogger, 'error' | 'info'>;
};

export function createSignIn(deps: SignInDeps): SignIn {
  const { auth, store, limits, publicUrl, mailer, oidc, clock, log } = deps;
  const mayHaveLink = createLinkBudget(limits);
  const perAddress = limits('signed-out', SIGNED_OUT_PER_ADDRESS);
  const codes = createCodeBudget(limits, 'codes');
  const underWay = new Set<Promise<void>>();

  // Links and codes are not counted here: nobody guesses the ones, the others are counted by browser, and a stranger
  // behind the same proxy must not keep the DPO out.
  async function knock(address: string): Promise<void> {
    if ((await perAddress(sourceOf(address))) !== null) throw tooMany();
  }

  async function issue(email: string): Promise<string> {
    let issued = '';
    const take = (token: string) => {
      issued = token;
    };
    await auth.api.signInMagicLink({ body: { email, metadata: { take } }, headers: new Headers() });
    return issued;
  }

  async function mailLink(email: string, letterOf: LetterOf, { log }: Pick<FastifyRequest, 'log'>): Promise<void> {
    if (mailer === null) return;
    const user = await findUserByEmail(store, email);
    // For a stranger as well, to whom it is not sent: what it costs to issue a link tells nobody who has one.
    const letter = letterOf(await issue(user?.email ?? email));
    if (user === null || user.disabled) return;
    await mailer.send({ to: { name: user.name, email: user.email }, ...letter });
    log.info({ by: `user:${user.id}` }, 'sign-in link mailed');
  }

  async function mailAll(letters: Promise<Letter[]>): Promise<void> {
    const given = await letters;
    if (mailer !== null) await sendAll(mailer, given);
  }

  function inBackground(work: Promise<void>, whereItFails: string, { log }: Pick<FastifyRequest, 'log'>): void {
    const mailing = work.catch((error) => log.error({ error }, whereItFails)).finally(() => underWay.delete(mailing));
    underWay.add(mailing);
  }

  /**
   * What the library answered: the cookies go on, and a challenge among them says that a code is owed. A browser has
   * one session: the one it came with would live on unseen.
   */
  async function enter(headers: Headers, request: FastifyRequest, reply: FastifyReply): Promise<Entry> {
    const cookies = headers.getSetCookie();
    const isSet = (name: string) => cookies.some((cookie) => cookie.split('=')[0]?.endsWith(name) && !isEnd(cookie));
    const entry = isSet(CHALLENGE) ? 'code' : isSet('session_token') ? 'in' : 'refused';
    if (entry !== 'refused') {
      const before = await auth.api.getSession({ headers: cookiesOf(request) });
      if (before !== null) await endSession(store, before.user.id, before.session.id);
    }
    const opened = entry === 'in' ? await auth.api.getSession({ headers: cookiesSet(headers) }) : null;
    if (opened !== null) {
      request.entrant = { name: `user:${opened.user.id}`, role: opened.user.role as Role };
      await tell(opened.user.id, 'signed-in');
    }
    reply.header('set-cookie', cookies);
    return entry;
  }

  async function tell(userId: string, what: SignInEvent): Promise<void> {
    const user = await readUser(store, userId);
    if (user !== null) await recordSignIn(store, { userId, role: user.role, what, at: clock() });
  }

  /** Whoever knows the challenge is the browser that it was given to; its signature is checked where a code is. */
  async function owedBy(challenge: string): Promise<string | null> {
    const { internalAdapter } = await auth.$context;
    const identifier = decodeCookie(challenge)?.replace(/\.[^.]*$/, '') ?? '';
    return (await internalAdapter.findVerificationValue(identifier))?.value ?? null;
  }

  async function openLink(token: string, request: FastifyRequest, reply: FastifyReply): Promise<Entry> {
    const asked = { query: { token }, headers: cookiesOf(request), returnHeaders: true } as const;
    const answer = await orRefused(auth.api.magicLinkVerify(asked));
    return answer === null ? 'refused' : enter(answer.headers, request, reply);
  }

  const factorCode = createFactorCode({ ...deps, tell });

  return {
    hasMail: mailer !== null,
    hasSso: oidc !== null,
    async requestLink(email, request, reply, letterOf) {
      const browser = knownBrowser(request, store.keyring, email, publicUrl);
      if (browser === null) await knock(request.ip);
      const mailbox = blindIndex(store.keyring, 'throttle', email.trim().normalize('NFC').toLowerCase());
      if (!(await mayHaveLink(mailbox, { address: request.ip, browser }))) throw tooMany();
      // Whoever goes away before the answer gets the mail all the same.
      const answered = finished(reply.raw).catch(() => undefined);
      const mailed = answered.then(() => mailLink(email, letterOf, request));
      inBackground(mailed, 'sign-in link not mailed', request);
    },
    mail: (letters, request) =>
      inBackground(mailAll(letters), 'a change of who may decide was not told by mail', request),
    async issueLink(email) {
      const user = await findUserByEmail(store, email);
      if (user === null || user.disabled) {
        throw new TocsinError('not-found', 'No user who may sign in has this e-mail address.', 'email');
      }
      return issue(user.email);
    },
    openLink,
    async openInvitation(token, request, reply) {
      const userId = await openInvitation(store, token, clock());
      const user = userId === null ? null : await readUser(store, userId);
      if (user === null || user.disabled) return 'refused';
      return openLink(await issue(user.email), request, reply);
    },
    owesCode: (request) => (cookieOf(request, CHALLENGE, publicUrl) ?? '') !== '',
    async enterCode(given, request, reply) {
      const code = given.replaceAll(/\s/g, '');
      const challenge = cookieOf(request, CHALLENGE, publicUrl) ?? '';
      // Alone: beside a session the library would check the code of whoever that is.
      const headers = new Headers({ cookie: `${cookiePrefix(publicUrl)}.${CHALLENGE}=${challenge}` });
      const userId = await owedBy(challenge);
      if (userId === null) return 'over';
      if (await isFactorLocked(store, userId, clock())) return 'locked';
      // A browser in which the factor was given before has its own count; all others, such as those of whoever reads
      // the mailbox, have one together. Nobody guesses a recovery code, so it is taken in spite of that count: its
      // owner may be in a new browser.
      const browser = provenBrowser(request, store.keyring, userId, publicUrl);
      const tries = await codes(`${userId} ${browser ?? 'unknown'}`);
      const asked = { body: { code }, headers, returnHeaders: true } as const;
      const isTotp = /^\d{6}$/.test(code);
      if (isTotp && tries === 'over') return 'spent';
      try {
        const answer = await (isTotp ? auth.api.verifyTOTP(asked) : auth.api.verifyBackupCode(asked));
        if (!isTotp) await tell(userId, 'recovery-code-used');
        await clearFactorTries(store, userId);
        return (await enter(answer.headers, request, reply)) === 'in' ? 'in' : 'over';
      } catch (error) {
        if (!isAPIError(error)) throw error;
        if (/INVALID_TWO_FACTOR_COOKIE|TOO_MANY_ATTEMPTS/.test(String(error.body?.code))) return 'over';
        await tell(userId, 'code-wrong');
        if (tries === 'last') await tell(userId, 'code-locked');
        return tries === 'over' ? 'spent' : 'wrong';
      }
    },
    async startSso(request, reply) {
      await knock(request.ip);
      const body = { provider: SSO, callbackURL: '/', disableRedirect: true };
      const answer = await orNoAnswer(
        auth.api.signInSocial({ body, headers: cookiesOf(request), returnHeaders: true }),
      );
      // Only now: where the provider was away when this process began, its document was read for this.
      const { socialProviders } = await auth.$context;
      const provider = socialProviders.find(({ id }) => id === SSO);
      // A provider that calls itself something else could be another organisation's (OpenID Connect Discovery, 4.3).
      const isOther = provider !== undefined && provider.issuer !== oidc?.issuer;
      if (isOther) log.error({ setting: 'OIDC_ISSUER' }, 'the provider of single sign-on names another issuer');
      const url = answer === null || isOther || !('url' in answer.response) ? undefined : answer.response.url;
      if (answer === null || url === undefined) {
        throw new TocsinError('unavailable', 'Single sign-on does not answer. Ask for a link by mail instead.');
      }
      reply.header('set-cookie', answer.headers.getSetCookie());
      return url;
    },
    async finishSso(request, reply) {
      const { query } = request;
      const asking = { method: 'GET', params: { id: SSO }, query: query as Record<string, string> } as const;
      const answer = await orNoAnswer(
        auth.api.callbackOAuth({ ...asking, headers: cookiesOf(request), asResponse: true }),
      );
      if (answer !== null) return enter(answer.headers, request, reply);
      log.error({ setting: 'OIDC_ISSUER' }, 'the provider of single sign-on answers what cannot be read');
      return 'refused';
    },
    async signOut(request, reply) {
      const ending = await auth.api.getSession({ headers: cookiesOf(request) });
      if (ending !== null) await tell(ending.user.id, 'signed-out');
      const { headers } = await auth.api.signOut({ headers: cookiesOf(request), returnHeaders: true });
      reply.header('set-cookie', headers.getSetCookie());
    },
    ...createEnrolment({ ...deps, factorCode, tell }),
    ...createPasskeys({ ...deps, factorCode, tell, enter }),
    async settle() {
      await Promise.all(underWay);
      mailer?.close();
    },
  };
}

function isEnd(cookie: string): boolean {
  return /; ?max-age=0(?:;|$)/i.test(cookie);
}

function tooMany(): TocsinError {
  return new TocsinError('rate-limited', 'Too many attempts. Wait a quarter of an hour, or call your administrator.');
}
