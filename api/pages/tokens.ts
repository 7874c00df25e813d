import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { TocsinError } from '../../domain/errors.ts';
import { ROLES, TOKEN_DAYS } from '../../domain/roles.ts';
import { DAY_MS, plusMs } from '../../domain/time.ts';
import { secretsToGive } from '../../intake/trusted-sources.ts';
import { issueToken, isTakenForAnother, listTokens, revokeToken, SCOPES } from '../../store/tokens.ts';
import type { Form } from '../../web/forms.ts';
import { SaidRefusal } from '../../web/refusals.ts';
import { issuedPage, tokensPage } from '../../web/tokens/pages.ts';
import { acceptForms, openForm, submit } from '../forms/form.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { principalOf } from '../sign-in/authentication.ts';
import { powerLetters } from '../sign-in/role-change-letters.ts';
import { sendPage } from './page.ts';

const MOST_DAYS = 3_660;
const NAME = /^[a-z0-9][a-z0-9-]{0,63}$/;

const Params = z.strictObject({ token: z.string().max(64) });

/** The API tokens: for administrators. A token is shown when it is issued, and never again. */
export const tokenPages: Routes = (server, deps) => {
  const { store, alertSecrets, trusted } = deps;
  acceptForms(server);

  server.get('/desk/tokens', async (request, reply) => showAll(request, reply, await openForm(deps, request)));

  server.post('/desk/tokens', async (request, reply) => {
    const view = await viewOf(deps, request);
    const { badName, badDays, reserved, taken } = view.words.tokens;
    let issued = { name: '', token: '', role: '' };
    const schema = z.object({
      name: z.string().trim().regex(NAME, badName),
      role: z.enum(ROLES),
      scope: z.enum(SCOPES),
      days: z.coerce.number(badDays).int(badDays).min(1, badDays).max(MOST_DAYS, badDays),
    });
    const form = await submit(view, request, schema, async ({ name, role, scope, days }) => {
      if (isTakenForAnother(name, role)) throw new SaidRefusal('bad-input', reserved, 'name');
      const known = await listTokens(store);
      if (known.some((each) => each.name === name)) throw new SaidRefusal('conflict', taken, 'name');
      const at = deps.clock();
      const token = await issueToken(store, { name, role, scope, at, expiresAt: plusMs(at, days * DAY_MS) });
      issued = { name, token, role };
      const by = request.session?.displayName ?? principalOf(request).name;
      deps.signIn.mail(powerLetters({ ...deps, at }, { what: 'token', role, user: null, by }), request);
    });
    if (form !== null) return showAll(request, reply, form, 422);
    request.log.info({ by: principalOf(request).name, token: issued.name }, 'token issued');
    const signing = issued.role === 'alert-source' ? await secretsToGive(trusted, alertSecrets) : [];
    return sendPage(reply, issuedPage(view, { ...issued, signing }));
  });

  server.post('/desk/tokens/:token', { schema: { params: Params } }, async (request, reply) => {
    const { token } = request.params;
    if (!(await revokeToken(store, token))) throw new TocsinError('not-found', 'There is no such token.', 'token');
    request.log.info({ by: principalOf(request).name, token }, 'token revoked');
    return reply.redirect('/desk/tokens', 303);
  });

  async function showAll(request: FastifyRequest, reply: FastifyReply, form: Form, status = 200) {
    const content = { tokens: await listTokens(store), roles: ROLES, form, days: TOKEN_DAYS };
    return sendPage(reply, tokensPage(await viewOf(deps, request), content), status);
  }
};
