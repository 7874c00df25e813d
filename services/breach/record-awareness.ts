import { type Awaited, awaitedOf } from '../../domain/communication/release.ts';
import type { Instant } from '../../domain/time.ts';
import type { CommandOutcome } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import type { ServiceDeps } from '../deps.ts';
import { findBreach, runCommand } from './command.ts';

/** `awaited`: what waits for a person's release, since awareness alone tells nobody outside. */
export type AwarenessOutcome = CommandOutcome & { awaited: Awaited[] };

/**
 * Records or corrects the awareness, and says what of the notices waits.
 *
 * @throws TocsinError with the breach's refusal
 */
export async function recordAwareness(
  deps: ServiceDeps,
  asked: Asked,
  { breachId, awareAt, reasons }: { breachId: string; awareAt: Instant; reasons: string },
): Promise<AwarenessOutcome> {
  const outcome = await runCommand(deps, asked, breachId, { type: 'record-awareness', awareAt, reasons });
  const { communications, statement, plan } = await findBreach(deps, breachId);
  const counterparties = plan?.counterparties ?? null;
  return { ...outcome, awaited: awaitedOf({ notices: communications.notices, statement, counterparties }) };
}
