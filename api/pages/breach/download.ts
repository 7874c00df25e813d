import { z } from 'zod';
import { sendFile } from '../../http/evidence-file.ts';
import { makePack, PACK_QUERY } from '../../http/evidence-pack.ts';
import { EXPORT_QUERY, sendExported } from '../../http/exported.ts';
import { BreachParams } from '../../http/params.ts';
import type { Routes } from '../../http/route.ts';
import { principalOf } from '../../sign-in/authentication.ts';

const FileParams = BreachParams.extend({ file: z.string().regex(/^[0-9a-f]{64}$/, 'the SHA-256 of the file') });
const EvidenceQuery = z.object(PACK_QUERY);

/** What leaves the page as a file. */
export const breachDownloads: Routes = (server, deps) => {
  const evidence = { schema: { params: BreachParams, querystring: EvidenceQuery } };
  server.get('/desk/breaches/:breachId/evidence.json', evidence, async (request, reply) => {
    const { breachId } = request.params;
    const open = request.query.open === 'true';
    const pack = await makePack(deps, breachId, principalOf(request).role, request.query);
    return reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="${breachId}-evidence${open ? '-open' : ''}.json"`)
      .send(pack);
  });

  const exported = { schema: { params: BreachParams, querystring: z.object(EXPORT_QUERY) } };
  server.get('/desk/breaches/:breachId/export.json', exported, async (request, reply) =>
    sendExported(deps, reply, request.params.breachId, request.query),
  );

  server.get('/desk/breaches/:breachId/files/:file', { schema: { params: FileParams } }, async (request, reply) => {
    return sendFile(deps, reply, request.params);
  });
};
