import { z } from 'zod';
import { countRegister, pageRegister } from '../../store/register.ts';
import { registerDocument, registerPage } from '../../web/register/page.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { EXPORTS, exportRegister } from '../register/exports.ts';
import { namesFor } from '../register/names.ts';
import { filterOf, placeOf, RegisterQuerySchema, writePlace } from '../register/query.ts';
import { sendExport } from '../routes/register.ts';
import { sendPage } from './page.ts';

const ENTRIES_SHOWN = 25;
const ENTRIES_PRINTED = 200;
const PageQuery = RegisterQuerySchema.extend({ view: z.enum(['list', 'print']).default('list') });

/** The register of breaches: a list, a document, and files of the same entries. */
export const registerPages: Routes = (server, deps) => {
  server.get('/desk/register', { schema: { querystring: PageQuery } }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const { view: shape, ...query } = request.query;
    const filter = filterOf(query, view.zone);
    const after = placeOf(query);
    const [page, counts] = await Promise.all([
      pageRegister(deps.store, {
        filter,
        sort: query.sort,
        limit: shape === 'print' ? ENTRIES_PRINTED : ENTRIES_SHOWN,
        ...(after === undefined ? {} : { after }),
      }),
      countRegister(deps.store, filter),
    ]);
    const names = await namesFor(deps, view, page.rows);
    const model = { query, rows: page.rows, next: writePlace(page.next), ...counts, names };
    return sendPage(reply, shape === 'print' ? registerDocument(view, model) : registerPage(view, model));
  });

  for (const format of EXPORTS) {
    const schema = { querystring: RegisterQuerySchema };
    server.get(`/desk/register.${format}`, { schema }, async (request, reply) => {
      const view = await viewOf(deps, request);
      return sendExport(
        reply,
        view.now,
        format,
        await exportRegister(deps, view, request.query, format, view.language),
      );
    });
  }
};
