import { z } from 'zod';
import { askForTest, readChecklist, TESTS } from '../../services/setup/checklist.ts';
import type { Routes } from '../http/route.ts';
import { Setup } from '../openapi/answers.ts';
import { operation } from '../openapi/operation.ts';
import { principalOf } from '../sign-in/authentication.ts';

/** How far the company is set up, and tests of the ways out. */
export const setupRoutes: Routes = (server, deps) => {
  const read = operation(
    { id: 'readSetup', tag: 'setup', summary: 'What is left to set up', answers: { 200: Setup } },
    {},
  );
  server.get('/setup', { schema: read }, async () => ({
    items: await readChecklist(deps, { asksForFactor: deps.signIn.asksForFactor('dpo'), standIns: deps.standIns }),
  }));

  const test = operation(
    {
      id: 'testWayOut',
      tag: 'setup',
      summary: 'Test mail, Slack or the webhooks',
      description: 'It is done within seconds; what it came to is then in the answer of `readSetup`.',
      answers: { 202: null },
      refusals: ['conflict'],
    },
    { body: z.strictObject({ test: z.enum(TESTS) }) },
  );
  server.post('/setup/tests', { schema: test }, async (request, reply) => {
    await askForTest(deps, request.body.test, { at: deps.clock(), by: principalOf(request).name });
    return reply.status(202).send();
  });
};
