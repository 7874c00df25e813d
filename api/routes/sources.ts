import { z } from 'zod';
import {
  changeSource,
  GivenSecret,
  listSources,
  makeSourceSecret,
  readSource,
  retireSourceSecret,
  SourceChange,
} from '../../services/alert/sources.ts';
import { sendTest } from '../alerts/send-test.ts';
import { SourceParams, SourceSecretParams } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { MadeSecret, SentTest, Source, SourceList } from '../openapi/answers/sources.ts';
import { operation } from '../openapi/operation.ts';
import { principalOf } from '../sign-in/authentication.ts';

/** Alert sources: how each is set up, and what came from it; their secrets, and a test. */
export const sourceRoutes: Routes = (server, deps) => {
  const list = operation(
    { id: 'listSources', tag: 'intake', summary: 'Every alert source', answers: { 200: SourceList } },
    {},
  );
  server.get('/sources', { schema: list }, async () => ({ sources: await listSources(deps) }));

  const read = operation(
    {
      ...{ id: 'readSource', tag: 'intake', summary: 'How an alert source is set up, and what came from it' },
      ...{ answers: { 200: Source }, refusals: ['unknown-source'] },
    },
    { params: SourceParams },
  );
  server.get('/sources/:source', { schema: read }, async ({ params }) => readSource(deps, params.source));

  const change = operation(
    {
      id: 'changeSource',
      tag: 'intake',
      summary: 'Switch an alert source, or name what it is trusted by beside secrets',
      description: 'What is left out stays as it is.',
      answers: { 200: Source },
      refusals: ['unknown-source'],
    },
    { params: SourceParams, body: SourceChange },
  );
  server.patch('/sources/:source', { schema: change }, async (request) => {
    const { source } = request.params;
    await changeSource(deps, source, principalOf(request).name, request.body);
    return readSource(deps, source);
  });

  const make = operation(
    {
      id: 'makeSourceSecret',
      tag: 'intake',
      summary: 'Make a secret of an alert source, which is shown this one time',
      description:
        'Those before it go on holding until they are retired. Sent twice, it makes two. With `secret`, the one that ' +
        'the vendor made is taken, where it makes its own.',
      answers: { 201: MadeSecret },
      refusals: ['unknown-source', 'conflict'],
    },
    { params: SourceParams, body: z.strictObject({ secret: GivenSecret.optional() }).nullish() },
  );
  server.post('/sources/:source/secrets', { schema: make }, async (request, reply) => {
    const { source } = request.params;
    const made = await makeSourceSecret(deps, source, principalOf(request).name, request.body?.secret);
    return reply.status(201).send(made);
  });

  const retire = operation(
    {
      id: 'retireSourceSecret',
      tag: 'intake',
      summary: 'Retire a secret of an alert source',
      description: 'It is taken no more within five seconds. `settings` is the one that is derived from the keyring.',
      answers: { 200: Source },
      refusals: ['unknown-source', 'not-found', 'conflict'],
    },
    { params: SourceSecretParams },
  );
  server.post('/sources/:source/secrets/:secret/retire', { schema: retire }, async (request) => {
    const { source, secret } = request.params;
    await retireSourceSecret(deps, source, secret, principalOf(request).name);
    return readSource(deps, source);
  });

  const test = operation(
    {
      id: 'testSource',
      tag: 'intake',
      summary: 'Send a test as the source would',
      description:
        'Invented data in the vendor’s form. It is read like every alert, marked as a sample, and opens nothing.',
      answers: { 202: SentTest },
      refusals: ['unknown-source', 'conflict', 'forbidden'],
    },
    { params: SourceParams },
  );
  server.post('/sources/:source/test', { schema: test }, async ({ params, id, ip }, reply) => {
    const reference = await sendTest(deps, deps.sources.find(params.source), { requestId: id, ip });
    return reply.status(202).send({ reference });
  });
};
