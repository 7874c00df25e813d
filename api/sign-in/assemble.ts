import type { ApiDeps } from '../deps.ts';
import { type AuthOptions, createAuth } from './auth.ts';
import { createSessions } from './sessions.ts';
import { createSignIn, type SignInDeps } from './sign-in.ts';

type SignInOptions = AuthOptions & Omit<SignInDeps, 'auth'>;

/** Everything that lets people in, put together. */
export function assembleSignIn(options: SignInOptions): Pick<ApiDeps, 'signIn' | 'sessions' | 'signInClock'> {
  const auth = createAuth(options);
  const { clock: signInClock } = options;
  return {
    signIn: createSignIn({ ...options, auth }),
    sessions: createSessions({ ...options, auth }),
    signInClock,
  };
}
