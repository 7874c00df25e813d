import { unseenWarnings } from '../../domain/breach/acknowledged.ts';
import type { WarningRef } from '../../domain/breach/events.ts';
import type { CommandOutcome } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import { findBreach, sendCommand } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';

/**
 * Puts on record that somebody has seen warnings; all that went out and nobody has seen, where none is named.
 * @throws what a command is refused with
 */
export async function acknowledge(
  deps: ServiceDeps,
  asked: Asked,
  breachId: string,
  named?: readonly WarningRef[],
): Promise<CommandOutcome> {
  const state = await findBreach(deps, breachId);
  const warnings = [...(named ?? unseenWarnings(state))];
  return sendCommand(deps, asked, state, { type: 'acknowledge-warnings', warnings });
}
