import { betterAuth } from 'better-auth';
import { genericOAuth, magicLink, twoFactor } from 'better-auth/plugins';
import type { FastifyBaseLogger } from 'fastify';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../domain/time.ts';
import { readSubject } from '../../store/auth/account.ts';
import { signInAdapter } from '../../store/auth/adapter.ts';
import { signInSecrets } from '../../store/auth/secrets.ts';
import type { Store } from '../../store/store.ts';
import { readUser } from '../../store/users.ts';
import { cookiePrefix } from '../http/cookies.ts';
import { challengeEverySignIn } from './challenge.ts';
import { openSession } from './open-session.ts';
import { type OidcSettings, providerOf, whyNotTheirs } from './provider.ts';

const LINK_MS = 10 * MINUTE_MS;
const SESSION_MS = 12 * HOUR_MS;

export type AuthOptions = {
  store: Store;
  publicUrl: string;
  log: Pick<FastifyBaseLogger, 'error'>;
  oidc: OidcSettings | null;
};

/**
 * better-auth as Tocsin uses it: called by our pages, never by HTTP, on the sealed store, for people known before.
 */
export function createAuth({ store, publicUrl, log, oidc }: AuthOptions) {
  const isHttps = new URL(publicUrl).protocol === 'https:';
  return betterAuth({
    appName: 'Tocsin',
    baseURL: publicUrl,
    ...signInSecrets(store.keyring),
    database: signInAdapter(store),
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    // Its messages name no person; their arguments may.
    logger: { level: 'error', log: (_level, message) => log.error({ part: 'better-auth' }, message) },
    advanced: {
      // The library's own prefix would be `__Secure-`.
      cookiePrefix: cookiePrefix(publicUrl),
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps },
    },
    session: {
      expiresIn: SESSION_MS / SECOND_MS,
      disableSessionRefresh: true,
      additionalFields: { seenAt: { type: 'date', input: false, defaultValue: () => new Date() } },
    },
    user: {
      additionalFields: {
        role: { type: 'string', input: false },
        disabled: { type: 'boolean', input: false, defaultValue: false },
      },
      async validateUserInfo({ user, source }) {
        const known = user.id === undefined ? null : await readUser(store, user.id);
        const subject = known === null ? null : await readSubject(store, known.id);
        return whyNotTheirs({ ...user, subject: source.oauth?.profile?.sub }, known, subject);
      },
    },
    account: { updateAccountOnSignIn: false },
    databaseHooks: {
      session: {
        create: {
          before: async ({ userId }) => ((await readUser(store, userId))?.disabled === false ? undefined : false),
        },
      },
    },
    plugins: [
      magicLink({
        expiresIn: LINK_MS / SECOND_MS,
        disableSignUp: true,
        storeToken: 'hashed',
        // Who asked for the link says what becomes of it.
        sendMagicLink: ({ token, metadata }) => metadata?.take(token),
      }),
      twoFactor({
        issuer: 'Tocsin',
        allowPasswordless: true,
        // It would count all browsers as one; `sign-in.ts` counts by browser.
        accountLockout: { enabled: false },
      }),
      genericOAuth({ config: oidc === null ? [] : [providerOf(oidc, publicUrl)] }),
      challengeEverySignIn,
      openSession,
    ],
  });
}

export type Auth = ReturnType<typeof createAuth>;
