import { Readable } from 'node:stream';
import { z } from 'zod';
import { packJson } from '../../domain/audit/pack.ts';
import { TocsinError } from '../../domain/errors.ts';
import { exportEvidence } from '../../store/evidence-pack.ts';
import type { ApiDeps } from '../deps.ts';

const flag = z.enum(['true', 'false']).default('false');

/** How an evidence pack is asked for. */
export const PACK_QUERY = {
  open: flag.describe('With people’s words and the files in clear'),
  privileged: flag.describe('With privileged notes in clear too; by a DPO, and of an open pack'),
};

/**
 * The evidence pack of a breach as it was asked for, as JSON.
 * @throws TocsinError `forbidden` where anybody but a DPO asks for privileged notes, `bad-input` where the pack is to
 *   be sealed; else as `exportEvidence`
 */
export async function makePack(
  { store, clock }: Pick<ApiDeps, 'store' | 'clock'>,
  breachId: string,
  role: string,
  asked: { open: string; privileged: string },
): Promise<Readable> {
  const [open, privileged] = [asked.open === 'true', asked.privileged === 'true'];
  if (privileged && role !== 'dpo') {
    throw new TocsinError('forbidden', 'A DPO alone includes privileged notes in an evidence pack.', 'privileged');
  }
  if (privileged && !open) {
    const message = 'A sealed pack shows no notes at all; ask for an open one to include privileged notes.';
    throw new TocsinError('content-refused', message, 'privileged');
  }
  return Readable.from(packJson(await exportEvidence(store, breachId, { at: clock(), open, privileged })));
}
