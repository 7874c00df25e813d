import { orRefused } from './refused.ts';

/** A provider of single sign-on (OpenID Connect). `clientSecret` is null for a public client, which has PKCE alone. */
export type OidcSettings = { issuer: string; clientId: string; clientSecret: string | null };

/** Name of the provider in the library. */
export const SSO = 'sso';

type SsoProfile = Record<string, unknown>;
type SsoAnswer = { tokens: { idToken?: string | undefined }; profile: SsoProfile };

/** The provider as the library asks it, with all that is demanded of its answers. */
export function providerOf({ issuer, clientId, clientSecret }: OidcSettings, publicUrl: string) {
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
    // The library takes an answer without an ID token, or with an empty one, and "true" for true (OpenID Connect Core,
    // 3.1.3.3 and 5.1).
    accountSubject: ({ tokens, profile }: SsoAnswer) => (tokens.idToken ? textOf(profile.sub) : ''),
    mapProfileToUser: (profile: SsoProfile) => ({
      email: textOf(profile.email),
      emailVerified: profile.email_verified === true,
    }),
    disableSignUp: true,
    disableImplicitSignUp: true,
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** What came of asking the provider; null where it refuses, or where what it answers cannot be read. */
export async function orNoAnswer<T>(asking: Promise<T>): Promise<T | null> {
  try {
    return await orRefused(asking);
  } catch (error) {
    // The library takes an answer's parts for what they should be.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/**
 * Why somebody signed in there is not a user here; undefined where they are. The address must be verified there, and
 * still be the user's here; and it must be the account there by which the user came the first time, for an address can
 * be given to somebody else.
 *
 * @param known the user of that address; null where there is none
 * @param subject of the account by which they came the first time; null where they never came
 */
export function whyNotTheirs(
  given: { email?: unknown; emailVerified?: unknown; subject: unknown },
  known: { email: string } | null,
  subject: string | null,
): { error: string } | undefined {
  if (known === null || known.email !== given.email || given.emailVerified !== true) return { error: 'not_this_user' };
  return subject === null || subject === given.subject ? undefined : { error: 'another_account' };
}
