import { z } from 'zod';
import { TocsinError } from '../../../domain/errors.ts';
import { exportEvidence } from '../../../store/audit.ts';
import { readFile } from '../../../store/files.ts';
import { findBreach } from '../../commands.ts';
import { BreachParams, type Routes } from '../../routes/route.ts';

const FileParams = BreachParams.extend({ file: z.string().regex(/^[0-9a-f]{64}$/, 'the SHA-256 of the file') });
const EvidenceQuery = z.object({ open: z.enum(['true', 'false']).default('false') });

/** What leaves the page as a file. Nothing of it is ever shown: an alert may hold whatever an intruder wrote. */
export const breachDownloads: Routes = (server, deps) => {
  const evidence = { schema: { params: BreachParams, querystring: EvidenceQuery } };
  server.get('/desk/breaches/:breachId/evidence.json', evidence, async (request, reply) => {
    const { breachId } = await findBreach(deps, request.params.breachId);
    const open = request.query.open === 'true';
    const pack = await exportEvidence(deps.store, breachId, { at: deps.clock(), open });
    return reply
      .type('application/json')
      .header('content-disposition', `attachment; filename="${breachId}-evidence${open ? '-open' : ''}.json"`)
      .send(Buffer.from(JSON.stringify(pack, null, 1)));
  });

  server.get('/desk/breaches/:breachId/files/:file', { schema: { params: FileParams } }, async (request, reply) => {
    const { breachId, evidence: kept } = await findBreach(deps, request.params.breachId);
    const { file } = request.params;
    const isOurs = kept.some((each) => each.file === file);
    const found = isOurs ? await readFile(deps.store, file) : null;
    if (found === null) throw new TocsinError('not-found', `Breach ${breachId} has no file of this name.`, 'file');
    return reply
      .type('application/octet-stream')
      .header('content-disposition', `attachment; filename="${breachId}-${file.slice(0, 16)}.bin"`)
      .send(found.bytes);
  });
};
