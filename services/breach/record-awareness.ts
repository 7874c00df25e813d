import { type KnownFirst, knownFirstOf } from '../../domain/breach/suspicion.ts';
import { type Awaited, awaitedOf } from '../../domain/communication/release.ts';
import type { Instant } from '../../domain/time.ts';
import type { CommandOutcome } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import type { ServiceDeps } from '../deps.ts';
import { findBreach, runCommand } from './command.ts';

/**
 * `awaited`: what waits for a person's release, since awareness alone tells nobody outside. `knownFirst`: that it lies
 * before the first suspicion which somebody recorded; null where it does not.
 */
export type AwarenessOutcome = CommandOutcome & { awaited: Awaited[]; knownFirst: KnownFirst | null };

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
  const state = await findBreach(deps, breachId);
  const { communications, statement, plan } = state;
  const counterparties = plan?.counterparties ?? null;
  const awaited = awaitedOf({ notices: communications.notices, statement, counterparties });
  return { ...outcome, awaited, knownFirst: knownFirstOf(state) };
}
