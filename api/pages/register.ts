import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { countRegister, pageRegister } from '../../store/register.ts';
import { registerDocument, registerPage } from '../../web/register/page.ts';
import type { View } from '../../web/view.ts';
import { registerCsv, registerJson, registerPdf } from '../register/exports.ts';
import { namesFor } from '../register/names.ts';
import { filterOf, placeOf, type RegisterQueryGiven, RegisterQuerySchema, writePlace } from '../register/query.ts';
import type { Routes } from '../routes/route.ts';
import { sendPage, viewOf } from './page.ts';

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

  const schema = { querystring: RegisterQuerySchema };
  server.get('/desk/register.csv', { schema }, async (request, reply) => {
    const view = await viewOf(deps, request);
    return download(reply, view, 'csv', Readable.from(registerCsv(deps, view, fromStart(request.query))));
  });

  server.get('/desk/register.json', { schema }, async (request, reply) => {
    const view = await viewOf(deps, request);
    return download(reply, view, 'json', Readable.from(registerJson(deps, view, fromStart(request.query))));
  });

  server.get('/desk/register.pdf', { schema }, async (request, reply) => {
    const view = await viewOf(deps, request);
    return download(reply, view, 'pdf', await registerPdf(deps, view, fromStart(request.query)));
  });
};

const TYPES = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8', pdf: 'application/pdf' };

function download(reply: FastifyReply, { now }: View, type: keyof typeof TYPES, body: Readable): FastifyReply {
  const name = `register-${now.slice(0, 10)}.${type}`;
  return reply.type(TYPES[type]).header('content-disposition', `attachment; filename="${name}"`).send(body);
}

/** A file has all entries, from whatever page it was asked for. */
function fromStart(query: RegisterQueryGiven): RegisterQueryGiven {
  return { ...query, after: '' };
}
