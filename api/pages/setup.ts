import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { askForTest, readChecklist, TESTS } from '../../services/setup/checklist.ts';
import { leaveExample, readExample } from '../../services/setup/example.ts';
import { EMPTY_FORM, type Form } from '../../web/forms.ts';
import { examplePage } from '../../web/setup/example.ts';
import { setupPage } from '../../web/setup/page.ts';
import { acceptForms, submit } from '../forms/form.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { putOnRecord } from '../http/views.ts';
import { principalOf } from '../sign-in/authentication.ts';
import { sendPage } from './page.ts';

/** What a company does once, and how far it is. */
export const setupPages: Routes = (server, deps) => {
  acceptForms(server);

  server.get('/desk/setup', async (request, reply) => show(request, reply, EMPTY_FORM));

  server.post('/desk/setup/tests', async (request, reply) => {
    const view = await viewOf(deps, request);
    const form = await submit(view, request, z.object({ test: z.enum(TESTS) }), ({ test }) =>
      askForTest(deps, test, { at: deps.clock(), by: principalOf(request).name }),
    );
    return form === null ? reply.redirect('/desk/setup', 303) : show(request, reply, form, 422);
  });

  server.get('/desk/setup/example', async (request, reply) => showExample(request, reply, EMPTY_FORM));

  server.post('/desk/setup/example', async (request, reply) => {
    const view = await viewOf(deps, request);
    const form = await submit(view, request, z.object({}), async () => {
      const { systems, counterparties, users } = await leaveExample(deps, askerOf(request));
      const about = `${systems.length} systems, ${counterparties.length} parties, ${users.length} users`;
      await putOnRecord(deps, request, { route: 'POST /desk/setup/example', breachId: '', about });
      request.log.info({ by: principalOf(request).name, count: users.length }, 'the example company was left');
    });
    return form === null ? reply.redirect('/desk/setup', 303) : showExample(request, reply, form, 422);
  });

  async function showExample(request: FastifyRequest, reply: FastifyReply, form: Form, status = 200) {
    const example = await readExample(deps, askerOf(request));
    return sendPage(reply, examplePage(await viewOf(deps, request), example, form), status);
  }

  async function show(request: FastifyRequest, reply: FastifyReply, form: Form, status = 200) {
    const items = await readChecklist(deps, {
      asksForFactor: deps.signIn.asksForFactor('dpo'),
      standIns: deps.standIns,
    });
    const { organisation } = deps.policy;
    return sendPage(reply, setupPage(await viewOf(deps, request), { items, organisation }, form), status);
  }
};

function askerOf(request: FastifyRequest): string | null {
  return request.session?.userId ?? null;
}
