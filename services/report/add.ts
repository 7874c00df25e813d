import type { BreachState } from '../../domain/breach/state.ts';
import { TocsinError } from '../../domain/errors.ts';
import { readBreach } from '../../store/breaches.ts';
import { findReport } from '../../store/intake.ts';
import type { CommandOutcome } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import { type Attachment, attachFile } from '../attachment/attach.ts';
import { sendCommand } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';

/** What whoever reported adds to the own report. Each throws with the breach's own refusal too. */

/** @throws TocsinError `not-found` for a report that is not the caller's */
export async function addWords(
  deps: ServiceDeps,
  asked: Asked,
  reference: string,
  text: string,
): Promise<CommandOutcome> {
  return sendCommand(deps, asked, await ownBreach(deps, asked.by, reference), { type: 'add-words', text });
}

/** @throws TocsinError `not-found` for a report that is not the caller's */
export async function answerQuestion(
  deps: ServiceDeps,
  asked: Asked,
  reference: string,
  { question, text }: { question: number; text: string },
): Promise<CommandOutcome> {
  const state = await ownBreach(deps, asked.by, reference);
  return sendCommand(deps, asked, state, { type: 'answer-question', question, text });
}

/** @throws TocsinError `not-found` for a report that is not the caller's, and as `attachFile` */
export async function attachToReport(
  deps: ServiceDeps,
  asked: Asked,
  reference: string,
  file: Attachment,
): Promise<CommandOutcome> {
  const { breachId } = await ownBreach(deps, asked.by, reference);
  return attachFile(deps, asked, breachId, { ...file, asReporter: true });
}

/** The breach that somebody's own report opened. */
async function ownBreach({ store }: ServiceDeps, by: string, reference: string): Promise<BreachState> {
  const intake = await findReport(store, by, reference);
  if (intake === null) throw new TocsinError('not-found', 'You have no report of this reference.', 'reference');
  const state = intake.breachId === null ? null : await readBreach(store, intake.breachId);
  if (state !== null) return state;
  const message = 'The report is kept, and not taken up yet: add to it once the workflow engine has it.';
  throw new TocsinError('conflict', message, 'reference', { why: 'not-taken-up' });
}
