import type { CommandOutcome } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import { findBreach, runCommand } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';
import { goneOwners } from '../task/owner.ts';

/**
 * Takes an incident that nobody has, or whose owner cannot act on it any more.
 * @throws TocsinError `conflict` at `owner` where somebody has it; what a command is refused with
 */
export async function take(deps: ServiceDeps, asked: Asked, breachId: string): Promise<CommandOutcome> {
  const { owner } = await findBreach(deps, breachId);
  const [gone] = await goneOwners(deps.store, [owner?.by ?? null]);
  return runCommand(deps, asked, breachId, { type: 'take', ...(gone !== undefined && { gone }) });
}
