import type { FastifyRequest } from 'fastify';
import type { Instant } from '../../domain/time.ts';
import { clearFactorTries, countFactorTry, isFactorLocked } from '../../store/auth/factor.ts';
import type { Store } from '../../store/store.ts';
import type { SignInEvent } from '../../store/views.ts';
import { cookiesOf } from '../http/cookies.ts';
import type { Auth } from './auth.ts';
import { orRefused } from './refused.ts';
import type { Session } from './sessions.ts';

/** Takes a code of the authenticator in a session, for what a session alone must not do. */
export type FactorCode = (
  session: Session,
  code: string,
  request: FastifyRequest,
) => Promise<'right' | 'wrong' | 'locked'>;

export function createFactorCode({
  auth,
  store,
  clock,
  tell,
}: {
  auth: Auth;
  store: Store;
  clock: () => Instant;
  tell(userId: string, what: SignInEvent): Promise<void>;
}): FactorCode {
  return async ({ userId }, code, request) => {
    if (!(await countFactorTry(store, userId, clock()))) return 'locked';
    const body = { code: code.replaceAll(/\s/g, '') };
    if ((await orRefused(auth.api.verifyTOTP({ body, headers: cookiesOf(request) }))) === null) {
      await tell(userId, 'code-wrong');
      if (await isFactorLocked(store, userId, clock())) await tell(userId, 'code-locked');
      return 'wrong';
    }
    await clearFactorTries(store, userId);
    return 'right';
  };
}
