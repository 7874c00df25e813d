import type { ClosedOver, Dismissal, TriageOutcome } from '../../domain/breach/events.ts';
import { TocsinError } from '../../domain/errors.ts';
import { readBreach } from '../../store/breaches.ts';
import type { CommandOutcome } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import { findBreach, runCommand, type StillSeen } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';

/**
 * `kind`: what it was that is dismissed, where somebody says. `over`: what stands in the way of the closing that it
 * leads to, each with the reasons to close all the same.
 */
export type TriageGiven = {
  outcome: TriageOutcome;
  into: string | null;
  kind?: Dismissal;
  reasons: string;
  over: ClosedOver[];
};

/**
 * Ends a suspicion that is not confirmed. What it is merged into must be another incident that is open, so that its
 * duties are met there, and real or an exercise as this one is.
 * @throws TocsinError `conflict` where there is no open incident of that reference; `closing-blocked` with the points
 *   left; what a command is refused with
 */
export async function triage(
  deps: ServiceDeps,
  asked: Asked,
  breachId: string,
  given: TriageGiven,
  stillSeen?: StillSeen,
): Promise<CommandOutcome> {
  if (given.outcome === 'merged') await requireOpen(deps, breachId, given.into);
  return runCommand(deps, asked, breachId, { type: 'triage', ...given }, stillSeen);
}

export async function requireOpen(deps: ServiceDeps, breachId: string, into: string | null): Promise<void> {
  const [own, other] = await Promise.all([
    findBreach(deps, breachId),
    into === null ? null : readBreach(deps.store, into),
  ]);
  const isOther = other !== null && into !== breachId;
  const isFit = isOther && other.status !== 'closed' && (other.exercise === null) === (own.exercise === null);
  if (isFit) return;
  if (other?.status === 'closed') {
    const message = `${into} is closed. Open it again first, with the reasons, and then merge ${breachId} into it.`;
    throw new TocsinError('conflict', message, 'into', { why: 'merge-closed' });
  }
  const message = `There is no other open incident '${into ?? ''}' to merge ${breachId} into.`;
  throw new TocsinError('conflict', message, 'into', { why: 'merge-into' });
}
