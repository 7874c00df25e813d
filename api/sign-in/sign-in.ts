import { isAPIError } from 'better-auth/api';
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import { TocsinError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/time.ts';
import { blindIndex } from '../../store/crypto/digest.ts';
import type { Store } from '../../store/store.ts';
import { endSessions, findUserByEmail } from '../../store/users.ts';
import { cookieOf, cookiesOf } from '../cookies.ts';
import { knownBrowser } from '../known-browser.ts';
import { createLinkBudget, createThrottle, DOOR_PER_ADDRESS, sourceOf } from '../throttle.ts';
import { type Auth, type OidcSettings, SSO } from './auth.ts';
import { CHALLENGE } from './challenge.ts';
import type { Letter, Mailer } from './mail.ts';

/** How somebody came to a door: signed in, owing a code, or not let in. */
export type Entry = 'in' | 'code' | 'refused';
export type CodeEntry = 'in' | 'wrong' | 'locked' | 'over';

/** What makes the letter with a link, in the language of the page it was asked on. */
export type LetterOf = (token: string) => Omit<Letter, 'to'>;

/** The doors of the house. Each sets the cookies of its answer on `reply`. */
export type SignIn = {
  /** Whether links are mailed here. */
  hasMail: boolean;
  hasSso: boolean;
  /** Mails a link to a mailbox that has one; returns at once and the same for every mailbox, so that nobody can ask who
   * is a user. @throws TocsinError `rate-limited` */
  requestLink(email: string, request: FastifyRequest, letterOf: LetterOf): void;
  /** The token of a link, for an operator at the machine itself. @throws TocsinError `not-found` for a stranger */
  issueLink(email: string): Promise<string>;
  openLink(token: string, request: FastifyRequest, reply: FastifyReply): Promise<Entry>;
  /** Whether the request carries a challenge that waits for its code. */
  owesCode(request: FastifyRequest): boolean;
  enterCode(code: string, request: FastifyRequest, reply: FastifyReply): Promise<CodeEntry>;
  /** Where single sign-on begins. @throws TocsinError `unavailable` when the provider cannot be used */
  startSso(request: FastifyRequest, reply: FastifyReply): Promise<string>;
  finishSso(request: FastifyRequest, reply: FastifyReply): Promise<Entry>;
  signOut(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** Begins to enrol an authenticator. @returns its `otpauth:` address */
  enrol(request: FastifyRequest): Promise<string>;
  /** The address of an authenticator that waits to be confirmed. */
  enrolling(request: FastifyRequest): Promise<string>;
  /** Enrols it for good and ends all other sessions. @returns the recovery codes, shown this once; null for a wrong code */
  confirmEnrolment(code: string, request: FastifyRequest, reply: FastifyReply): Promise<string[] | null>;
  /** Waits for letters under way. */
  settle(): Promise<void>;
};

export type SignInDeps = {
  auth: Auth;
  store: Store;
  publicUrl: string;
  mailer: Mailer | null;
  oidc: OidcSettings | null;
  /** Now, by the machine's clock, which the library goes by as well. */
  clock: () => Instant;
  log: Pick<FastifyBaseLogger, 'error' | 'info'>;
};

export function createSignIn({ auth, store, publicUrl, mailer, oidc, clock, log }: SignInDeps): SignIn {
  const mayHaveLink = createLinkBudget();
  const perAddress = createThrottle(DOOR_PER_ADDRESS);
  const underWay = new Set<Promise<void>>();

  // Links and codes are not counted here: nobody guesses the ones, five wrong ones of the others lock, and a stranger
  // behind the same proxy must not keep the DPO out.
  function knock(address: string): void {
    const source = sourceOf(address);
    if (perAddress.isBlocked(source, clock())) throw tooMany();
    perAddress.count(source, clock());
  }

  async function issue(email: string): Promise<string> {
    let issued = '';
    const take = (token: string) => {
      issued = token;
    };
    await auth.api.signInMagicLink({ body: { email, metadata: { take } }, headers: new Headers() });
    return issued;
  }

  async function mailLink(email: string, letterOf: LetterOf): Promise<void> {
    const user = await findUserByEmail(store, email);
    if (user === null || user.disabled || mailer === null) return;
    const token = await issue(user.email);
    await mailer.send({ to: { name: user.name, email: user.email }, ...letterOf(token) });
    log.info({ by: `user:${user.id}` }, 'sign-in link mailed');
  }

  /** What a door answered: the cookies go on, and a challenge among them says that a code is owed. */
  function enter(headers: Headers, reply: FastifyReply): Entry {
    const cookies = headers.getSetCookie();
    reply.header('set-cookie', cookies);
    const isSet = (name: string) => cookies.some((cookie) => cookie.split('=')[0]?.endsWith(name) && !isEnd(cookie));
    if (isSet(CHALLENGE)) return 'code';
    return isSet('session_token') ? 'in' : 'refused';
  }

  return {
    hasMail: mailer !== null,
    hasSso: oidc !== null,
    requestLink(email, request, letterOf) {
      const browser = knownBrowser(request, store.keyring, email, publicUrl);
      if (browser === null) knock(request.ip);
      const mailbox = blindIndex(store.keyring, 'throttle', email.trim().normalize('NFC').toLowerCase());
      if (!mayHaveLink(mailbox, { address: request.ip, browser }, clock())) throw tooMany();
      const mailing = mailLink(email, letterOf)
        .catch((error) => log.error({ error: nameOf(error) }, 'sign-in link not mailed'))
        .finally(() => underWay.delete(mailing));
      underWay.add(mailing);
    },
    async issueLink(email) {
      const user = await findUserByEmail(store, email);
      if (user === null || user.disabled) {
        throw new TocsinError('not-found', 'No user who may sign in has this e-mail address.', 'email');
      }
      return issue(user.email);
    },
    async openLink(token, request, reply) {
      const asked = { query: { token }, headers: cookiesOf(request), returnHeaders: true } as const;
      const answer = await orRefused(auth.api.magicLinkVerify(asked));
      return answer === null ? 'refused' : enter(answer.headers, reply);
    },
    owesCode: (request) => (cookieOf(request, CHALLENGE, publicUrl) ?? '') !== '',
    async enterCode(given, request, reply) {
      const code = given.replaceAll(/\s/g, '');
      const asked = { body: { code }, headers: cookiesOf(request), returnHeaders: true } as const;
      try {
        const isTotp = /^\d{6}$/.test(code);
        const { headers } = await (isTotp ? auth.api.verifyTOTP(asked) : auth.api.verifyBackupCode(asked));
        return enter(headers, reply) === 'in' ? 'in' : 'over';
      } catch (error) {
        if (!isAPIError(error)) throw error;
        const why = String(error.body?.code);
        if (why === 'ACCOUNT_TEMPORARILY_LOCKED') return 'locked';
        return /INVALID_TWO_FACTOR_COOKIE|TOO_MANY_ATTEMPTS/.test(why) ? 'over' : 'wrong';
      }
    },
    async startSso(request, reply) {
      knock(request.ip);
      const { socialProviders } = await auth.$context;
      const provider = socialProviders.find(({ id }) => id === SSO);
      // A provider that calls itself something else could be another house's (OpenID Connect Discovery, 4.3).
      const isOther = provider !== undefined && provider.issuer !== oidc?.issuer;
      if (isOther) log.error({ setting: 'OIDC_ISSUER' }, 'the provider of single sign-on names another issuer');
      const body = { provider: SSO, callbackURL: '/', disableRedirect: true };
      const answer = isOther
        ? null
        : await orRefused(auth.api.signInSocial({ body, headers: cookiesOf(request), returnHeaders: true }));
      const url = answer === null || !('url' in answer.response) ? undefined : answer.response.url;
      if (answer === null || url === undefined) {
        throw new TocsinError('unavailable', 'Single sign-on does not answer. Ask for a link by mail instead.');
      }
      reply.header('set-cookie', answer.headers.getSetCookie());
      return url;
    },
    async finishSso(request, reply) {
      const answer = await auth.api.callbackOAuth({
        method: 'GET',
        params: { id: SSO },
        query: request.query as Record<string, string>,
        headers: cookiesOf(request),
        asResponse: true,
      });
      return enter(answer.headers, reply);
    },
    async signOut(request, reply) {
      const { headers } = await auth.api.signOut({ headers: cookiesOf(request), returnHeaders: true });
      reply.header('set-cookie', headers.getSetCookie());
    },
    async enrol(request) {
      const begun = await orRefused(auth.api.enableTwoFactor({ body: {}, headers: cookiesOf(request) }));
      if (begun === null || !('totpURI' in begun) || begun.totpURI === undefined) throw alreadyEnrolled();
      return begun.totpURI;
    },
    async enrolling(request) {
      const waiting = await orRefused(auth.api.getTOTPURI({ body: {}, headers: cookiesOf(request) }));
      if (waiting === null) throw new TocsinError('conflict', 'Begin again: no authenticator waits to be confirmed.');
      return waiting.totpURI;
    },
    async confirmEnrolment(code, request, reply) {
      const body = { code: code.replaceAll(/\s/g, '') };
      const asked = { body, headers: cookiesOf(request), returnHeaders: true } as const;
      const confirmed = await orRefused(auth.api.verifyTOTP(asked));
      if (confirmed === null) return null;
      const cookies = confirmed.headers.getSetCookie();
      reply.header('set-cookie', cookies);
      const headers = new Headers({ cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') });
      // Sessions from before had a mailbox alone behind them, whoever reads it; from now on they would count as whole.
      const kept = await auth.api.getSession({ headers });
      if (kept !== null) await endSessions(store, kept.user.id, kept.session.id);
      const { backupCodes } = await auth.api.generateBackupCodes({ body: {}, headers });
      return backupCodes;
    },
    async settle() {
      await Promise.all(underWay);
      mailer?.close();
    },
  };
}

/** Null where the library refuses; its faults go on. */
async function orRefused<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (!isAPIError(error) || error.statusCode >= 500) throw error;
    return null;
  }
}

function isEnd(cookie: string): boolean {
  return /; ?max-age=0(?:;|$)/i.test(cookie);
}

function tooMany(): TocsinError {
  return new TocsinError('rate-limited', 'Too many attempts. Wait a quarter of an hour, or call your administrator.');
}

/** What is said to whoever would enrol an authenticator over another. */
export function alreadyEnrolled(): TocsinError {
  return new TocsinError('conflict', 'An authenticator is enrolled already. Ask an administrator to reset it.');
}

/** Never the message: what an SMTP server says may repeat an address. */
function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name} ${String(Reflect.get(error, 'code') ?? '')}`.trim() : 'unknown';
}
