import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TocsinError } from '../../domain/errors.ts';
import { type Instant, MINUTE_MS, SECOND_MS, toMs } from '../../domain/time.ts';
import {
  addPasskey,
  findPasskey,
  listPasskeys,
  type Passkey,
  removePasskey,
  usePasskey,
} from '../../store/auth/passkeys.ts';
import type { Store } from '../../store/store.ts';
import { readUser } from '../../store/users.ts';
import type { SignInEvent } from '../../store/views.ts';
import { cookieOf, cookiesOf, setCookie } from '../http/cookies.ts';
import type { Auth } from './auth.ts';
import type { Entry } from './entry.ts';
import type { FactorCode } from './factor-code.ts';
import { orRefused } from './refused.ts';
import type { Session } from './sessions.ts';
import {
  ANSWER_MS,
  newPasskeyOptions,
  readMade,
  readSigned,
  relyingPartyOf,
  signInOptions,
  verifyMade,
  verifySigned,
} from './webauthn.ts';

/** Passkeys: of one's own account, and to sign in by. */
export type Passkeys = {
  /** Whether browsers take passkeys for the address of this server. */
  hasPasskeys: boolean;
  listPasskeys(session: Session): Promise<Passkey[]>;
  /** Whether a passkey is added only for a code: where the second factor was given longer ago in this session. */
  asksCodeForPasskey(session: Session): boolean;
  /**
   * Begins to add a passkey, in this session alone. `code`: of the authenticator, where one is asked for.
   *
   * @returns what the browser makes it from
   * @throws TocsinError `conflict` where the user has no second factor
   */
  beginPasskey(session: Session, code: string, request: FastifyRequest): Promise<object | 'wrong' | 'locked'>;
  /** Adds what the browser made; `answer` is its JSON. */
  addPasskey(session: Session, made: { name: string; answer: string }): Promise<'added' | 'refused' | 'known' | 'full'>;
  removePasskey(session: Session, id: string): Promise<void>;
  /** What the browser has a passkey sign, to sign in. */
  askPasskey(reply: FastifyReply): Promise<object>;
  /** Signs in whoever's passkey has signed; `answer` is the browser's JSON. */
  openByPasskey(answer: string, request: FastifyRequest, reply: FastifyReply): Promise<Entry>;
};

export type PasskeysDeps = {
  auth: Auth;
  store: Store;
  publicUrl: string;
  /** Now, by the machine's clock, which the library goes by as well. */
  clock: () => Instant;
  factorCode: FactorCode;
  tell(userId: string, what: SignInEvent): Promise<void>;
  enter(headers: Headers, request: FastifyRequest, reply: FastifyReply): Promise<Entry>;
};

/** A session begins with the second factor, so for so long nobody is asked for it once more. */
const FRESH_MS = 10 * MINUTE_MS;
/** Which browser was asked to sign. */
const COOKIE = 'passkey';

export function createPasskeys(deps: PasskeysDeps): Passkeys {
  const { auth, store, publicUrl, clock, factorCode, tell, enter } = deps;
  const party = relyingPartyOf(publicUrl);

  /** Keeps what was asked of a session, or of a browser in which nobody is signed in. */
  async function keepChallenge(whom: string, challenge: string): Promise<void> {
    const { internalAdapter } = await auth.$context;
    const expiresAt = new Date(toMs(clock()) + ANSWER_MS);
    await internalAdapter.createVerificationValue({ identifier: `${whom}/${challenge}`, value: '', expiresAt });
  }

  /** Whether it was asked of that one, and nothing was answered to it yet, right or wrong. */
  async function takeChallenge(whom: string, challenge: string): Promise<boolean> {
    const { internalAdapter } = await auth.$context;
    return (await internalAdapter.consumeVerificationValue(`${whom}/${challenge}`)) !== null;
  }

  function asksCodeForPasskey({ startedAt }: Session): boolean {
    return toMs(clock()) - toMs(startedAt) > FRESH_MS;
  }

  function requireParty() {
    if (party !== null) return party;
    throw new TocsinError('conflict', `Browsers take no passkeys for ${publicUrl}: it must have a name, and https.`);
  }

  return {
    hasPasskeys: party !== null,
    listPasskeys: ({ userId }) => listPasskeys(store, userId),
    asksCodeForPasskey,
    async beginPasskey(session, code, request) {
      const { userId, id: sessionId, hasSecondFactor } = session;
      const user = await readUser(store, userId);
      // Whoever reads a mailbox alone must not leave a key of their own behind.
      if (!hasSecondFactor || user === null)
        throw new TocsinError('conflict', 'Enrol an authenticator first; then add passkeys.');
      const given = asksCodeForPasskey(session) ? await factorCode(session, code, request) : 'right';
      if (given !== 'right') return given;
      const known = (await listPasskeys(store, userId)).flatMap(({ credentialId }) => credentialId ?? []);
      const options = await newPasskeyOptions(requireParty(), user, known);
      await keepChallenge(addingIn(sessionId), options.challenge);
      return options;
    },
    async addPasskey({ userId, id: sessionId }, { name, answer }) {
      const made = readMade(answer);
      if (made === null || !(await takeChallenge(addingIn(sessionId), made.challenge))) return 'refused';
      const credential = await verifyMade(requireParty(), made);
      if (credential === null) return 'refused';
      const added = await addPasskey(store, { ...credential, userId, name, at: clock() });
      if (added === 'added') await tell(userId, 'passkey-added');
      return added;
    },
    async removePasskey({ userId }, id) {
      if (await removePasskey(store, userId, id)) await tell(userId, 'passkey-removed');
    },
    async askPasskey(reply) {
      const options = await signInOptions(requireParty());
      const browser = randomBytes(16).toString('base64url');
      await keepChallenge(signingInFrom(browser), options.challenge);
      reply.header('set-cookie', setCookie(COOKIE, browser, ANSWER_MS / SECOND_MS, publicUrl));
      return options;
    },
    async openByPasskey(answer, request, reply) {
      const browser = cookieOf(request, COOKIE, publicUrl) ?? '';
      reply.header('set-cookie', setCookie(COOKIE, '', 0, publicUrl));
      const signed = readSigned(answer);
      if (signed === null || !(await takeChallenge(signingInFrom(browser), signed.challenge))) return 'refused';
      const passkey = await findPasskey(store, signed.answer.id);
      const counter = passkey === null ? null : await verifySigned(requireParty(), signed, passkey);
      if (passkey === null || counter === null) return 'refused';
      const { id, userId } = passkey;
      const used = await usePasskey(store, id, { counter, at: clock() });
      if (used === 'back') await tell(userId, 'passkey-counted-back');
      if (used !== 'used') return 'refused';
      const asked = { body: { userId }, headers: cookiesOf(request), returnHeaders: true } as const;
      const opened = await orRefused(auth.api.openSession(asked));
      return opened === null ? 'refused' : enter(opened.headers, request, reply);
    },
  };
}

const addingIn = (sessionId: string) => `add-passkey/${sessionId}`;
const signingInFrom = (browser: string) => `passkey/${browser}`;
