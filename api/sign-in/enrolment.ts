import type { FastifyReply, FastifyRequest } from 'fastify';
import { TocsinError } from '../../domain/errors.ts';
import type { Role } from '../../domain/roles.ts';
import type { Instant } from '../../domain/time.ts';
import {
  allowEnrolment,
  endEnrolment,
  enterEnrolmentCode,
  mayEnrol,
  newEnrolmentCode,
} from '../../store/auth/enrolment.ts';
import type { SharedLimits } from '../../store/shared-limits.ts';
import type { Store } from '../../store/store.ts';
import { endSessions } from '../../store/users.ts';
import type { SignInEvent } from '../../store/views.ts';
import { cookiesOf, cookiesSet } from '../http/cookies.ts';
import { createCodeBudget } from '../http/throttle.ts';
import { asksForFactor, type SecondFactor } from '../route-access.ts';
import type { Auth } from './auth.ts';
import type { FactorCode } from './factor-code.ts';
import { orRefused } from './refused.ts';
import type { Session } from './sessions.ts';

/** The second factor of one's own account. */
export type Enrolment = {
  /** Whether somebody of this role gets no further without a second factor, and enrols it with a code of its own. */
  asksForFactor(role: Role): boolean;
  /** A new enrolment code of a user, to be handed over by telephone or in person. */
  newEnrolmentCode(userId: string): Promise<string>;
  /** Begins to enrol an authenticator, in this session alone. @returns its `otpauth:` address */
  enrol(session: Session, enrolmentCode: string, request: FastifyRequest): Promise<URL | 'wrong' | 'locked'>;
  /** The address of an authenticator that waits to be confirmed. @throws TocsinError `conflict` where none does here */
  enrolling(session: Session, request: FastifyRequest): Promise<URL>;
  /**
   * Enrols it for good, renews the session, in the request as well, and ends all others.
   *
   * @returns the recovery codes, shown this once; null for a wrong code
   * @throws TocsinError `conflict` where none waits to be confirmed in this session
   */
  confirmEnrolment(
    session: Session,
    code: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<string[] | null>;
  /** New recovery codes for a code of the authenticator; the old ones end. Shown this once. */
  renewRecoveryCodes(session: Session, code: string, request: FastifyRequest): Promise<string[] | 'wrong' | 'locked'>;
};

export type EnrolmentDeps = {
  auth: Auth;
  store: Store;
  limits: SharedLimits;
  secondFactor: SecondFactor;
  /** Now, by the machine's clock, which the library goes by as well. */
  clock: () => Instant;
  factorCode: FactorCode;
  tell(userId: string, what: SignInEvent): Promise<void>;
};

export function createEnrolment(deps: EnrolmentDeps): Enrolment {
  const { auth, store, limits, clock, secondFactor, factorCode, tell } = deps;
  const enrolmentCodes = createCodeBudget(limits, 'enrolment-codes');
  const enroller = ({ userId, id: sessionId }: Session) => ({ userId, sessionId, at: clock() });

  async function enrolling(session: Session, request: FastifyRequest): Promise<URL> {
    const isHere = await mayEnrol(store, enroller(session));
    const waiting = isHere ? await orRefused(auth.api.getTOTPURI({ body: {}, headers: cookiesOf(request) })) : null;
    if (waiting === null) throw new TocsinError('conflict', 'Begin again: no authenticator waits to be confirmed.');
    return new URL(waiting.totpURI);
  }

  return {
    asksForFactor: (role) => asksForFactor(secondFactor, role),
    newEnrolmentCode: (userId) => newEnrolmentCode(store, userId, clock()),
    async enrol(session, enrolmentCode, request) {
      const { userId } = session;
      if (session.mustEnrol) {
        // By session: whoever reads the mailbox has others, and must not use up the tries of its owner.
        const tries = await enrolmentCodes(session.id);
        if (tries === 'over') return 'locked';
        if ((await enterEnrolmentCode(store, enroller(session), enrolmentCode)) === 'wrong') {
          await tell(userId, 'enrolment-code-wrong');
          if (tries === 'last') await tell(userId, 'enrolment-code-locked');
          return 'wrong';
        }
      } else await allowEnrolment(store, enroller(session));
      const begun = await orRefused(auth.api.enableTwoFactor({ body: {}, headers: cookiesOf(request) }));
      if (begun === null || !('totpURI' in begun) || begun.totpURI === undefined) throw alreadyEnrolled();
      return new URL(begun.totpURI);
    },
    enrolling,
    async confirmEnrolment(session, code, request, reply) {
      await enrolling(session, request);
      const body = { code: code.replaceAll(/\s/g, '') };
      const asked = { body, headers: cookiesOf(request), returnHeaders: true } as const;
      const confirmed = await orRefused(auth.api.verifyTOTP(asked));
      if (confirmed === null) return null;
      reply.header('set-cookie', confirmed.headers.getSetCookie());
      const headers = cookiesSet(confirmed.headers);
      request.headers.cookie = headers.get('cookie') ?? '';
      // Sessions from before had a mailbox alone behind them, whoever reads it; from now on they would count as whole.
      const kept = await auth.api.getSession({ headers });
      if (kept !== null) await endSessions(store, kept.user.id, kept.session.id);
      await endEnrolment(store, session.userId);
      await tell(session.userId, 'enrolled');
      const { backupCodes } = await auth.api.generateBackupCodes({ body: {}, headers });
      return backupCodes;
    },
    async renewRecoveryCodes(session, code, request) {
      const given = await factorCode(session, code, request);
      if (given !== 'right') return given;
      const { backupCodes } = await auth.api.generateBackupCodes({ body: {}, headers: cookiesOf(request) });
      await tell(session.userId, 'recovery-codes-renewed');
      return backupCodes;
    },
  };
}

/** What is said to whoever would enrol an authenticator over another. */
export function alreadyEnrolled(): TocsinError {
  return new TocsinError('conflict', 'An authenticator is enrolled already. Ask an administrator to reset it.');
}
