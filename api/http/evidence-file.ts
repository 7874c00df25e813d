import type { FastifyReply } from 'fastify';
import { TocsinError } from '../../domain/errors.ts';
import { findBreach } from '../../services/breach/command.ts';
import { readFile } from '../../store/files.ts';
import type { ApiDeps } from '../deps.ts';

/**
 * Answers with a file that a breach names as its evidence. Nothing of it is ever shown: an alert may hold whatever an
 * intruder wrote.
 * @throws TocsinError `not-found` for an unknown breach, and for a file that is not this breach's
 */
export async function sendFile(
  deps: Pick<ApiDeps, 'store'>,
  reply: FastifyReply,
  { breachId: id, file }: { breachId: string; file: string },
): Promise<FastifyReply> {
  const { breachId, evidence: kept } = await findBreach(deps, id);
  const isOurs = kept.some((each) => each.file === file);
  const found = isOurs ? await readFile(deps.store, file) : null;
  if (found === null) throw new TocsinError('not-found', `Breach ${breachId} has no file of this name.`, 'file');
  return reply
    .type('application/octet-stream')
    .header('content-disposition', `attachment; filename="${breachId}-${file.slice(0, 16)}.bin"`)
    .send(found.bytes);
}
