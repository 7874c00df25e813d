import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { TocsinError } from '../../../domain/errors.ts';
import type { Routes } from '../../http/route.ts';
import { FilingParams, FilingQuery, filingOf, VersionParams } from './params.ts';

const DraftQuery = FilingQuery.extend({ approved: z.string().optional() });

/** Downloads: the exact file of the draft, of the approved bytes or of a version. */
export const filingFiles: Routes = (server, deps) => {
  const schema = { params: FilingParams, querystring: DraftQuery };
  const base = '/desk/breaches/:breachId/filings/:obligation';
  server.get(`${base}/draft.json`, { schema }, async (request, reply) => {
    const { filing, model } = await filingOf(deps, request, {
      ...request.params,
      stage: request.query.stage,
      form: request.query.form,
    });
    const kept = filing.approval === null ? null : (filing.saved?.approved?.content ?? null);
    const content = request.query.approved === 'yes' ? kept : filing.draft.content;
    if (content === null) throw new TocsinError('not-found', 'Nothing is approved that is not filed yet.', 'approved');
    return sendFile(reply, `${model.breachId}-${model.planned.id}-${model.stage}.json`, content);
  });

  server.get(`${base}/versions/:version/document`, { schema: { params: VersionParams } }, async (request, reply) => {
    const { version: number, ...ref } = request.params;
    const { model } = await filingOf(deps, request, ref);
    const content = model.versions.find((v) => v.number === number)?.content ?? null;
    if (content === null) throw new TocsinError('not-found', 'Of this version no document was recorded.', 'version');
    return sendFile(reply, `${model.breachId}-${model.planned.id}-version-${number}.json`, content);
  });
};

/** Whatever it holds, a browser saves it and shows none of it. */
function sendFile(reply: FastifyReply, name: string, content: string): FastifyReply {
  const isJson = content.trimStart().startsWith('{');
  return reply
    .type(isJson ? 'application/json; charset=utf-8' : 'application/octet-stream')
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(Buffer.from(content, 'utf8'));
}
