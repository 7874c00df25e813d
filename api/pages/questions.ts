import { questionsPage } from '../../web/audit/questions.ts';
import { FILE_FORMATS, sendListFile, TEXTS } from '../audit/files.ts';
import { AUDIT_LISTS } from '../audit/lists.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { sendPage } from './page.ts';

/** An auditor's questions, and the lists that answer them, each with its files. */
export const questionPages: Routes = (server, deps) => {
  server.get('/desk/audit/questions', async (request, reply) =>
    sendPage(reply, questionsPage(await viewOf(deps, request))),
  );

  for (const list of Object.values(AUDIT_LISTS)) {
    const url = `/desk/audit/${list.name}`;
    server.get(url, { schema: { querystring: list.query } }, async (request, reply) => {
      const view = await viewOf(deps, request);
      return sendPage(reply, await list.html(deps, view, request.query));
    });
    for (const format of FILE_FORMATS) {
      const schema = { querystring: list.query.extend(TEXTS) };
      server.get(`${url}.${format}`, { schema }, (request, reply) =>
        sendListFile(deps, request, reply, { list, format }),
      );
    }
  }
};
