import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { EXPORT_FORMATS, type ExportFormat } from '../../domain/export/suspicion.ts';
import { TLPS } from '../../domain/export/tlp.ts';
import { type ExportAsked, exportSuspicion } from '../../services/export/suspicion.ts';
import type { ApiDeps } from '../deps.ts';

/** How the export of a breach is asked for. */
export const EXPORT_QUERY = {
  format: z.enum(EXPORT_FORMATS).describe('`ocsf`: an Incident Finding; `stix`: a bundle of STIX 2.1'),
  tlp: z
    .enum(TLPS)
    .optional()
    .describe('How far it may be passed on, by the Traffic Light Protocol; of a bundle alone, amber where not given'),
};

/** By the registry of media types. */
const EXPORT_TYPES = {
  ocsf: 'application/json',
  stix: 'application/stix+json;version=2.1',
} as const satisfies Record<ExportFormat, string>;

/** Answers with a breach as a file for other tools. @throws TocsinError as `exportSuspicion` */
export async function sendExported(
  deps: ApiDeps,
  reply: FastifyReply,
  breachId: string,
  asked: ExportAsked,
): Promise<FastifyReply> {
  const exported = await exportSuspicion(deps, breachId, asked);
  return reply
    .type(EXPORT_TYPES[asked.format])
    .header('content-disposition', `attachment; filename="${breachId}-${asked.format}.json"`)
    .send(Buffer.from(`${JSON.stringify(exported, null, 1)}\n`));
}
