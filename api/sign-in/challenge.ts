import type { BetterAuthPlugin } from 'better-auth';
import { createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import { deleteSessionCookie } from 'better-auth/cookies';
import { generateRandomString } from 'better-auth/crypto';

/** The cookie by which better-auth's two-factor plugin knows who still owes a code. */
export const CHALLENGE = 'two_factor';
const CHALLENGE_SECONDS = 600;
/** Of 62 each: 190 bits, where 128 are asked for (OWASP ASVS 5.0, 11.5.1). */
const CHALLENGE_LETTERS = 32;
const USED_CODE_MS = 120_000;
const SIGN_IN_PATHS: readonly string[] = ['/magic-link/verify', '/callback/:id'];

/**
 * better-auth asks for the second factor after a password alone. This asks for it after a mail link and after single
 * sign-on as well, in the same way: no session yet, and a challenge that `verifyTOTP` and `verifyBackupCode` answer.
 * It also takes no code of an authenticator twice (RFC 6238, 5.2).
 */
export const challengeEverySignIn = {
  id: 'tocsin-challenge',
  hooks: {
    before: [
      {
        matcher: ({ path }) => path === '/two-factor/verify-totp',
        handler: createAuthMiddleware(async (ctx) => {
          const userId = (await getSessionFromCtx(ctx))?.user.id ?? (await owedBy(ctx));
          if (userId === null) return;
          const isFresh = await ctx.context.internalAdapter.reserveVerificationValue({
            identifier: `used-code/${userId}/${ctx.body.code}`,
            value: '',
            expiresAt: new Date(Date.now() + USED_CODE_MS),
          });
          if (!isFresh)
            throw ctx.error('UNAUTHORIZED', { code: 'CODE_ALREADY_USED', message: 'Wait for the next code.' });
        }),
      },
    ],
    after: [
      {
        matcher: ({ path }) => SIGN_IN_PATHS.includes(path ?? ''),
        handler: createAuthMiddleware(async (ctx) => {
          const signedIn = ctx.context.newSession;
          if (!signedIn?.user.twoFactorEnabled) return;
          deleteSessionCookie(ctx, true);
          await ctx.context.internalAdapter.deleteSession(signedIn.session.token);
          ctx.context.setNewSession(null);
          const identifier = `2fa-${generateRandomString(CHALLENGE_LETTERS)}`;
          const expiresAt = new Date(Date.now() + CHALLENGE_SECONDS * 1_000);
          const { internalAdapter, secret } = ctx.context;
          await internalAdapter.createVerificationValue({ identifier, value: signedIn.user.id, expiresAt });
          await internalAdapter.createVerificationValue({
            identifier: `2fa-attempts-${identifier}`,
            value: '0',
            expiresAt,
          });
          const cookie = ctx.context.createAuthCookie(CHALLENGE, { maxAge: CHALLENGE_SECONDS });
          await ctx.setSignedCookie(cookie.name, identifier, secret, cookie.attributes);
          return ctx.json({ [CHALLENGE]: true });
        }),
      },
    ],
  },
} satisfies BetterAuthPlugin;

type Context = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/** Who owes a code, by the signed cookie of the challenge; null where nobody does. */
async function owedBy(ctx: Context): Promise<string | null> {
  const { name } = ctx.context.createAuthCookie(CHALLENGE);
  const challenge = await ctx.getSignedCookie(name, ctx.context.secret);
  if (typeof challenge !== 'string') return null;
  return (await ctx.context.internalAdapter.findVerificationValue(challenge))?.value ?? null;
}
