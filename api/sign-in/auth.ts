import { betterAuth } from 'better-auth';
import { genericOAuth, magicLink, twoFactor } from 'better-auth/plugins';
import type { FastifyBaseLogger } from 'fastify';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../domain/time.ts';
import { signInAdapter } from '../../store/auth/adapter.ts';
import { LOCKED_MS, WRONG_CODES } from '../../store/auth/lockout.ts';
import { signInSecrets } from '../../store/auth/secrets.ts';
import type { Store } from '../../store/store.ts';
import { readUser } from '../../store/users.ts';
import { cookiePrefix } from '../http/cookies.ts';
import { challengeEverySignIn } from './challenge.ts';

/** A provider of single sign-on (OpenID Connect). `clientSecret` is null for a public client, which has PKCE alone. */
export type OidcSettings = { issuer: string; clientId: string; clientSecret: string | null };

/** Name of the provider in the library. */
export const SSO = 'sso';
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
      // Single sign-on: the address must be verified there, and still be the user's here.
      async validateUserInfo({ user: { id, email, emailVerified } }) {
        const known = id === undefined ? null : await readUser(store, id);
        return emailVerified === true && known?.email === email ? undefined : { error: 'not_this_user' };
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
        accountLockout: { enabled: true, maxFailedAttempts: WRONG_CODES, durationSeconds: LOCKED_MS / SECOND_MS },
      }),
      genericOAuth({ config: oidc === null ? [] : [providerOf(oidc, publicUrl)] }),
      challengeEverySignIn,
    ],
  });
}

export type Auth = ReturnType<typeof createAuth>;

function providerOf({ issuer, clientId, clientSecret }: OidcSettings, publicUrl: string) {
  return {
    providerId: SSO,
    discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId,
    ...(clientSecret === null ? { tokenEndpointAuth: { method: 'none' as const } } : { clientSecret }),
    redirectURI: `${publicUrl}/sign-in/sso/callback`,
    scopes: ['openid', 'email', 'profile'],
    pkce: true,
    requireIdTokenVerification: true,
    disableSignUp: true,
    disableImplicitSignUp: true,
  };
}
