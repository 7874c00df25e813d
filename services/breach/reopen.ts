import type { CommandOutcome, CommandRequest } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import type { ServiceDeps } from '../deps.ts';
import { findBreach, type StillSeen, sendCommand } from './command.ts';
import { sendToClosed } from './late.ts';

/**
 * Opens a closed breach again. Safe to repeat.
 *
 * @throws TocsinError `conflict` where it is open, `reasons-missing`, `record-broken`, `unavailable`
 */
export async function reopenBreach(
  deps: ServiceDeps,
  asked: Asked,
  breachId: string,
  reasons: string,
  stillSeen?: StillSeen,
): Promise<CommandOutcome> {
  const send = (_: string, request: CommandRequest) => sendToClosed(deps, breachId, request);
  const state = await findBreach(deps, breachId);
  return sendCommand(deps, asked, state, { type: 'reopen', reasons }, { stillSeen, send });
}
