import { z } from 'zod';
import { awaitAlert } from '../../services/alert/await.ts';
import { readTest } from '../../services/alert/read.ts';
import {
  changeSource,
  GivenSecret,
  listSources,
  makeSourceSecret,
  readSource,
  retireSourceSecret,
  SourceChange,
} from '../../services/alert/sources.ts';
import { ALERT_ID } from '../../store/alert-record.ts';
import type { Form } from '../../web/forms.ts';
import { sourcesPage } from '../../web/sources/list.ts';
import { sourceSecretPage } from '../../web/sources/secrets.ts';
import { sourcePage } from '../../web/sources/show.ts';
import { sendTest } from '../alerts/send-test.ts';
import { acceptForms, openForm, submit, valuesOf } from '../forms/form.ts';
import { SourceParams, SourceSecretParams } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { principalOf } from '../sign-in/authentication.ts';
import { sendPage } from './page.ts';

/** Longer than judging takes, where nothing else waits. */
const TEST_WAIT_S = 2;
const Query = z.object({
  saved: z.string().optional(),
  test: z.string().regex(ALERT_ID).optional().catch(undefined),
});
type Shown = { form: Form; isSaved?: boolean; test?: string | undefined };

/** The alert sources: how each is set up, what came from it, its secrets, and a test. */
export const sourcePages: Routes = (server, deps) => {
  const { store } = deps;
  acceptForms(server);

  server.get('/desk/sources', async (request, reply) => {
    const [view, sources] = await Promise.all([viewOf(deps, request), listSources(deps)]);
    return sendPage(reply, sourcesPage(view, sources));
  });

  server.get(
    '/desk/sources/:source',
    { schema: { params: SourceParams, querystring: Query } },
    async (request, reply) => {
      const { saved, test } = request.query;
      const form = await openForm(deps, request);
      return sendPage(reply, await pageOf(request, { form, isSaved: saved !== undefined, test }));
    },
  );

  server.post('/desk/sources/:source', { schema: { params: SourceParams } }, async (request, reply) => {
    const { source } = request.params;
    const by = principalOf(request).name;
    const view = await viewOf(deps, request);
    const { badTopics, badSenders } = view.words.sources;
    const { topics, senders } = SourceChange.shape;
    const schema = z.object({
      act: z.enum(['on', 'off', 'trust']),
      topics: listed(topics, badTopics),
      audience: SourceChange.shape.audience,
      senders: listed(senders, badSenders),
    });
    const form = await submit(view, request, schema, ({ act, ...trust }) =>
      changeSource(deps, source, by, act === 'trust' ? trust : { isOn: act === 'on' }),
    );
    if (form !== null) return sendPage(reply, await pageOf(request, { form }), 422);
    request.log.info({ by, source }, 'alert source changed');
    return reply.redirect(`/desk/sources/${source}?saved=yes`, 303);
  });

  server.post('/desk/sources/:source/secrets', { schema: { params: SourceParams } }, async (request, reply) => {
    const { source } = request.params;
    const by = principalOf(request).name;
    const view = await viewOf(deps, request);
    if (valuesOf(request).secret === undefined) {
      const { secret } = await makeSourceSecret(deps, source, by);
      request.log.info({ by, source }, 'secret of an alert source made');
      return sendPage(reply, sourceSecretPage(view, await readSource(deps, source), secret));
    }
    const { badSecret } = view.words.sources;
    const schema = z.object({ secret: z.string().refine((given) => GivenSecret.safeParse(given).success, badSecret) });
    const form = await submit(view, request, schema, ({ secret }) => makeSourceSecret(deps, source, by, secret.trim()));
    if (form !== null) return sendPage(reply, await pageOf(request, { form }), 422);
    request.log.info({ by, source }, 'secret of an alert source given');
    return reply.redirect(`/desk/sources/${source}?saved=yes`, 303);
  });

  const retire = { schema: { params: SourceSecretParams } };
  server.post('/desk/sources/:source/secrets/:secret/retire', retire, async (request, reply) => {
    const { source, secret } = request.params;
    const by = principalOf(request).name;
    await retireSourceSecret(deps, source, secret, by);
    request.log.info({ by, source }, 'secret of an alert source retired');
    return reply.redirect(`/desk/sources/${source}?saved=yes`, 303);
  });

  server.post('/desk/sources/:source/test', { schema: { params: SourceParams } }, async (request, reply) => {
    const source = deps.sources.find(request.params.source);
    const reference = await sendTest(deps, source, { requestId: request.id, ip: request.ip });
    return reply.redirect(`/desk/sources/${source.name}?test=${reference}`, 303);
  });

  async function pageOf(request: Parameters<typeof viewOf>[1], { form, isSaved = false, test }: Shown) {
    const { source: name } = SourceParams.parse(request.params);
    const [view, source] = await Promise.all([viewOf(deps, request), readSource(deps, name)]);
    const sent = test === undefined ? null : await awaitAlert(() => readTest(store, source.name, test), TEST_WAIT_S);
    return sourcePage(view, { source, form, isSaved, test: sent });
  }
};

/** Entries of a text area, one a line. */
function listed<S extends z.ZodType>(entries: S, problem: string) {
  const lines = z.string().transform((text) => text.split(/\s+/).filter((line) => line !== ''));
  return lines.optional().refine((given) => entries.safeParse(given).success, problem);
}
