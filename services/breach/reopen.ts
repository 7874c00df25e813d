import type { Command } from '../../domain/breach/commands.ts';
import { throwRefusal } from '../../domain/breach/decide/decision.ts';
import { decide } from '../../domain/breach/decide.ts';
import { foldEvents } from '../../domain/breach/evolve.ts';
import { TocsinError } from '../../domain/errors.ts';
import { readEvents } from '../../store/events.ts';
import { forgetLateAnswers } from '../../store/ledger/late-answers.ts';
import type { CommandOutcome, CommandRequest } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import type { ServiceDeps } from '../deps.ts';
import { findBreach, type StillSeen, sendCommand } from './command.ts';

/** Tries where the run that was just ending did not take it any more. */
const MOST_TRIES = 3;

/**
 * Opens a closed breach again: its workflow has ended, and begins anew from the whole record. Safe to repeat: the run
 * begins with the command, and a repeated call is answered from it or from the record.
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
  const send = (_: string, request: CommandRequest) => beginAgain(deps, breachId, request);
  const state = await findBreach(deps, breachId);
  const outcome = await sendCommand(deps, asked, state, { type: 'reopen', reasons }, { stillSeen, send });
  await forgetLateAnswers(deps.store, breachId);
  return outcome;
}

async function beginAgain(deps: ServiceDeps, breachId: string, request: CommandRequest): Promise<CommandOutcome> {
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
      if (!hasEnded || tries >= MOST_TRIES) throw error;
    }
  }
}
