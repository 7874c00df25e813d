import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ApiDeps } from '../deps.ts';
import { viewOf } from '../http/view.ts';
import type { AuditList } from './list.ts';

export const FILE_FORMATS = ['csv', 'json'] as const;
type FileFormat = (typeof FILE_FORMATS)[number];

const TYPES: Record<FileFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

/** Whether a file holds the exact texts too. */
export const TEXTS = { texts: z.enum(['yes', 'no']).default('no') };

/** Answers with all of a list as a file, written while it is read. */
export async function sendListFile(
  deps: ApiDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { list, format }: { list: AuditList; format: FileFormat },
): Promise<FastifyReply> {
  const view = await viewOf(deps, request);
  const { texts, format: _, ...query } = request.query as { texts: string; format?: string };
  const lines = list[format](deps, view, query, texts === 'yes');
  const name = `${list.name}-${view.now.slice(0, 10)}.${format}`;
  return reply
    .type(TYPES[format])
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(Readable.from(lines));
}
