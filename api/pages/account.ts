import type { FastifyReply, FastifyRequest } from 'fastify';
import { encode } from 'uqr';
import { z } from 'zod';
import { TocsinError } from '../../domain/errors.ts';
import { endSessions } from '../../store/users.ts';
import { accountPage, type Factor } from '../../web/account/page.ts';
import { EMPTY_FORM, type Form } from '../../web/forms.ts';
import type { Routes } from '../routes/route.ts';
import type { Session } from '../sessions.ts';
import { alreadyEnrolled } from '../sign-in/sign-in.ts';
import { acceptForms } from './form.ts';
import { sendPage, viewOf } from './page.ts';

const Action = z.strictObject({ action: z.enum(['enrol', 'confirm', 'sign-out-everywhere']) });
const Code = z.object({ code: z.string().max(40).catch('') }).catch({ code: '' });

/** One's own account. */
export const accountPages: Routes = (server, deps) => {
  acceptForms(server);

  server.get('/desk/account', async (request, reply) => show(request, reply, standing(request.session)));

  server.post('/desk/account/:action', { schema: { params: Action } }, async (request, reply) => {
    const { session } = request;
    if (session === null) throw new TocsinError('bad-input', 'Only somebody who signed in has an account to change.');
    // Its secret and its recovery codes were shown when it was enrolled; a session alone gets neither.
    if (session.hasSecondFactor && request.params.action !== 'sign-out-everywhere') throw alreadyEnrolled();
    switch (request.params.action) {
      case 'enrol':
        return show(request, reply, enrolling(await deps.signIn.enrol(request), EMPTY_FORM));
      case 'confirm': {
        const { code } = Code.parse(request.body);
        const recoveryCodes = await deps.signIn.confirmEnrolment(code, request, reply);
        if (recoveryCodes !== null) {
          // The session was renewed with the enrolment; forms of this page must be of the new one.
          return show(request, reply, { state: 'done', recoveryCodes });
        }
        const { wrong } = (await viewOf(deps, request)).words.account.factor;
        const form = { values: {}, problems: [{ field: 'code', message: wrong }] };
        return show(request, reply, enrolling(await deps.signIn.enrolling(request), form), 422);
      }
      case 'sign-out-everywhere':
        await endSessions(deps.store, session.userId);
        await deps.signIn.signOut(request, reply);
        return reply.redirect('/sign-in', 303);
    }
  });

  async function show(request: FastifyRequest, reply: FastifyReply, factor: Factor, status = 200) {
    return sendPage(reply, accountPage(await viewOf(deps, request), factor), status);
  }
};

function standing(session: Session | null): Factor {
  if (session === null) return { state: 'off' };
  if (session.hasSecondFactor) return { state: 'enrolled' };
  return { state: session.mustEnrol ? 'must' : 'none' };
}

function enrolling(uri: string, form: Form): Factor {
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  return { state: 'enrolling', secret, image: encode(uri, { border: 2 }).data, form };
}
