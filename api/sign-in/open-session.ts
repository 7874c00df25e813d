import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';

/**
 * Opens a session for whoever has proved who they are by what better-auth does not know, a passkey. Never reached by
 * HTTP. Whoever is shut out gets none, as everywhere: see `databaseHooks` in `auth.ts`.
 */
export const openSession = {
  id: 'tocsin-open-session',
  endpoints: {
    openSession: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ userId: z.string() }) },
      async (ctx) => {
        const { internalAdapter } = ctx.context;
        const user = await internalAdapter.findUserById(ctx.body.userId);
        const session = user === null ? null : await internalAdapter.createSession(user.id);
        if (user === null || session === null)
          throw ctx.error('UNAUTHORIZED', { code: 'SHUT_OUT', message: 'This user may not sign in.' });
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ userId: user.id });
      },
    ),
  },
} satisfies BetterAuthPlugin;
