import type { Command } from '../../domain/breach/commands.ts';
import { throwRefusal } from '../../domain/breach/decide/decision.ts';
import { decide } from '../../domain/breach/decide.ts';
import { foldEvents } from '../../domain/breach/evolve.ts';
import { TocsinError } from '../../domain/errors.ts';
import { findCommand } from '../../store/commands.ts';
import { readEvents } from '../../store/events.ts';
import type { CommandOutcome, CommandRequest } from '../../workflows/messages.ts';
import type { ServiceDeps } from '../deps.ts';

/** Tries where the run that was just ending did not take it any more. */
const MOST_TRIES = 3;

/**
 * Sends a command to a breach that is closed and whose workflow has ended: it begins anew from the whole record with
 * the command, and ends by itself where the command does not open it. Safe to repeat: a repeated call is answered from
 * the run or from the record.
 *
 * @throws TocsinError what the breach refuses it with, `record-broken`, `unavailable`
 */
export async function sendToClosed(
  deps: ServiceDeps,
  breachId: string,
  request: CommandRequest,
): Promise<CommandOutcome> {
  for (let tries = 1; ; tries += 1) {
    const events = await readEvents(deps.store, breachId);
    const state = foldEvents(events);
    const intake = events[0]?.key;
    if (state === null || intake === undefined) throw new TocsinError('internal', `${breachId} has no stream.`);
    // No run begins for what would be refused.
    const decision = decide(state, { ...request, at: deps.clock() } as Command);
    throwRefusal(decision.ok ? null : decision);
    try {
      return await deps.temporal.reopen({ state, intake }, request);
    } catch (error) {
      const hasEnded = error instanceof TocsinError && error.code === 'breach-closed';
      if (!hasEnded) throw error;
      // A run that nothing is left to do for may have done it and ended before it was asked for the answer.
      const done = await findCommand(deps.store, breachId, request.key);
      if (done !== null) return done;
      if (tries >= MOST_TRIES) throw error;
    }
  }
}
