import { throwRefusal } from '../../domain/breach/decide/decision.ts';
import { whyUnconfirmed } from '../../domain/breach/decide/filing.ts';
import { filingLeaving, refuseAlone } from '../../domain/breach/decide/four-eyes.ts';
import { TocsinError } from '../../domain/errors.ts';
import { keepApproved, saveDraft } from '../../store/filing-drafts.ts';
import type { CommandOutcome } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import { sendCommand } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';
import { type Filing, toConfirm } from './read.ts';

/**
 * Approves the draft as it reads now, if it is the file that was seen: its bytes are kept, then the approval is
 * recorded. Nothing may be handed in without it.
 *
 * @param given `sha256`: of the file that was seen, in hex; `confirmed`: what the engine proposes in it is right, and
 *   the recorded words in it are in its language
 * @throws TocsinError `conflict` for another file, `not-filable` where it cannot be the next version, `four-eyes`,
 *   `record-broken`
 */
export async function approveDraft(
  deps: ServiceDeps,
  asked: Asked,
  filing: Filing,
  { sha256, confirmed }: { sha256: string; confirmed: boolean },
): Promise<CommandOutcome> {
  const { draft, drafter, saved, isOfNext, answers, state, why } = filing;
  const { obligation, stage, content } = draft;
  if (sha256 !== draft.sha256) {
    throw new TocsinError(
      'conflict',
      `The draft is another file by now, SHA-256 ${draft.sha256}; read it again.`,
      'sha256',
      { why: 'moved' },
    );
  }
  if (why !== null)
    throw new TocsinError('not-filable', `It cannot be approved: ${why.says}.`, 'stage', { why: 'order' });
  // Asked beforehand too: the bytes that are kept take the place of those approved earlier.
  throwRefusal(refuseAlone(state, filingLeaving(obligation, drafter), asked));
  const unconfirmed = confirmed ? 0 : toConfirm(filing);
  throwRefusal(whyUnconfirmed(unconfirmed));
  const { breachId } = state;
  const ref = { breachId, obligation, stage };
  let revision = isOfNext ? (saved?.revision ?? 0) : null;
  // They take the place of those approved earlier, so only once the record is known to be whole. What was typed for the
  // versions before is kept with them: it is part of these bytes, and of what follows them.
  const prepare = async () => {
    const over = saved?.revision ?? 0;
    const save = { answers, by: drafter ?? asked.by, at: deps.clock(), over, isOfApproval: true };
    revision ??= (await saveDraft(deps.store, ref, save)).revision;
    await keepApproved(deps.store, ref, { content, sha256, revision });
  };
  const command = { type: 'approve-filing' as const, obligation, stage, sha256, drafter, unconfirmed };
  return sendCommand(deps, asked, state, command, { prepare });
}
