import { z } from 'zod';
import { search } from '../../services/search/search.ts';
import { searchPage } from '../../web/search/page.ts';
import { acceptForms, valuesOf } from '../forms/form.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { sendPage } from './page.ts';

const Sent = z.object({ words: z.string().trim().max(200).default('') });

/** The search over everything. Its words are sent and in no address: browsers, proxies and logs keep those. */
export const searchPages: Routes = (server, deps) => {
  acceptForms(server);
  server.get('/desk/search', async (request, reply) =>
    sendPage(reply, searchPage(await viewOf(deps, request), '', null)),
  );
  server.post('/desk/search', async (request, reply) => {
    const { words } = Sent.parse(valuesOf(request));
    const [view, found] = await Promise.all([viewOf(deps, request), words === '' ? null : search(deps, words)]);
    return sendPage(reply, searchPage(view, words, found));
  });
};
