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
      // Single sign-on: the address must be verified there, and still be the user's here; and it must be the account
      // there by which the user came the first time, for an address can be given to somebody else.
      async validateUserInfo({ user: { id, email, emailVerified }, source }) {
        const known = id === undefined ? null : await readUser(store, id);
        if (known === null || known.email !== email || emailVerified !== true) return { error: 'not_this_user' };
        const subject = await readSubject(store, known.id);
        return subject === null || subject === source.oauth?.profile?.sub ? undefined : { error: 'another_account' };
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

type SsoProfile = Record<string, unknown>;
type SsoAnswer = { tokens: { idToken?: string | undefined }; profile: SsoProfile };

function providerOf({ issuer, clientId, clientSecret }: OidcSettings, publicUrl: string) {
  return {
    providerId: SSO,
    // With headers given, the library follows a redirect to the provider itself and to nobody else.
    discoveryHeaders: { accept: 'application/json' },
    discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId,
    ...(clientSecret === null ? { tokenEndpointAuth: { method: 'none' as const } } : { clientSecret }),
    redirectURI: `${publicUrl}/sign-in/sso/callback`,
    scopes: ['openid', 'email', 'profile'],
    pkce: true,
    requireIdTokenVerification: true,
    // The library takes an answer without an ID token, and "true" for true (OpenID Connect Core, 3.1.3.3 and 5.1).
    accountSubject: ({ tokens, profile }: SsoAnswer) => (tokens.idToken === undefined ? '' : String(profile.sub ?? '')),
    mapProfileToUser: (profile: SsoProfile) => ({ emailVerified: profile.email_verified === true }),
    disableSignUp: true,
    disableImplicitSignUp: true,
  };
}
