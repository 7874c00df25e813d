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
  return sendBytes(reply, breachId, file, found.bytes);
}

/** Bytes that nothing is known of, as a download: no browser shows them, runs them or guesses what they are. */
export function sendBytes(reply: FastifyReply, breachId: string, file: string, bytes: Buffer): FastifyReply {
  return reply
    .type('application/octet-stream')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('content-disposition', `attachment; filename="${breachId}-${file.slice(0, 16)}.bin"`)
    .send(bytes);
}
