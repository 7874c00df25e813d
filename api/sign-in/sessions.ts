import type { FastifyRequest } from 'fastify';
import { TocsinError } from '../../domain/errors.ts';
import type { Role } from '../../domain/roles.ts';
import { HOUR_MS, type Instant, MINUTE_MS, toInstant, toMs } from '../../domain/time.ts';
import { cookieMac } from '../../store/crypto/digest.ts';
import type { Store } from '../../store/store.ts';
import type { Principal } from '../../store/tokens.ts';
import { touchSession, type User } from '../../store/users.ts';
import { cookieOf, cookiesOf } from '../http/cookies.ts';
import { asksForFactor, isUse, type SecondFactor } from '../route-access.ts';
import type { Auth } from './auth.ts';

/** Who signed in with a browser. */
export type Session = {
  id: string;
  userId: string;
  principal: Principal;
  /** The name to show; never recorded. */
  displayName: string;
  /** When it began, which is when the second factor was given in it. */
  startedAt: Instant;
  /** What forms of this session carry against forgery, masked; in hex. */
  csrf: string;
  hasSecondFactor: boolean;
  /** Whether the role asks for a second factor that is not enrolled: only the account page opens. */
  mustEnrol: boolean;
};

export type Sessions = {
  /**
   * The session of the request's cookie; null where there is none, or it has ended. Its idle time begins anew, but not
   * with what an open page asks for by itself.
   */
  find(request: FastifyRequest): Promise<Session | null>;
  /** Whose session the request's cookie named, though it may have been idle for too long; null where nobody knows. */
  lastUser(request: FastifyRequest): Promise<string | null>;
  /** Whether the role of a user asks for a second factor that is not enrolled. */
  mustEnrol(user: Pick<User, 'role' | 'secondFactor'>): boolean;
};

export const IDLE_MS = 2 * HOUR_MS;
/** A session in use is noted this often, and not with every page. */
const NOTE_MS = 5 * MINUTE_MS;

export function createSessions({
  auth,
  store,
  publicUrl,
  clock,
  secondFactor,
}: {
  auth: Auth;
  store: Store;
  publicUrl: string;
  /** Now, by the machine's clock, which the library goes by as well. */
  clock: () => Instant;
  secondFactor: SecondFactor;
}): Sessions {
  /** The library has checked the cookie's signature and the twelve hours. */
  async function read(request: FastifyRequest) {
    if (cookieOf(request, 'session_token', publicUrl) === undefined) return null;
    try {
      return await auth.api.getSession({ headers: cookiesOf(request) });
    } catch (error) {
      // The library wraps what the store says, such as that the database is away.
      throw error instanceof Error && error.cause instanceof TocsinError ? error.cause : error;
    }
  }

  function mustEnrol({ role, secondFactor: isEnrolled }: Pick<User, 'role' | 'secondFactor'>): boolean {
    return asksForFactor(secondFactor, role) && !isEnrolled;
  }

  return {
    async find(request) {
      const known = await read(request);
      if (known === null || known.user.disabled) return null;
      const { session, user } = known;
      const now = clock();
      const idleMs = toMs(now) - new Date(session.seenAt).getTime();
      if (idleMs >= IDLE_MS) return null;
      if (idleMs >= NOTE_MS && isUse(request.routeOptions.url ?? ''))
        await touchSession(store, session.id, toInstant(toMs(now)));
      const role = user.role as Role;
      const hasSecondFactor = user.twoFactorEnabled === true;
      return {
        id: session.id,
        userId: user.id,
        principal: { name: `user:${user.id}`, role },
        displayName: user.name,
        startedAt: toInstant(new Date(session.createdAt).getTime()),
        csrf: cookieMac(store.keyring, 'csrf', session.token),
        hasSecondFactor,
        mustEnrol: mustEnrol({ role, secondFactor: hasSecondFactor }),
      };
    },
    mustEnrol,
    async lastUser(request) {
      return (await read(request))?.user.id ?? null;
    },
  };
}
