import type { ApiDeps } from '../deps.ts';
import { createSessions } from '../sessions.ts';
import { type AuthOptions, createAuth } from './auth.ts';
import { createSignIn, type SignInDeps } from './sign-in.ts';

type DoorOptions = AuthOptions & Omit<SignInDeps, 'auth'>;

/** Everything that lets people in, put together. */
export function openDoor(options: DoorOptions): Pick<ApiDeps, 'signIn' | 'sessions' | 'signInClock'> {
  const auth = createAuth(options);
  const { clock: signInClock } = options;
  return {
    signIn: createSignIn({ ...options, auth }),
    sessions: createSessions({ ...options, auth }),
    signInClock,
  };
}
