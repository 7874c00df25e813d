import type { CommandBody } from '../../domain/breach/commands.ts';
import { isOfFile } from '../../domain/breach/filing-order.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import { TocsinError } from '../../domain/errors.ts';
import { keepApproved } from '../../store/filing-drafts.ts';
import type { CommandOutcome } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import { runCommand } from '../breach/command.ts';
import { requireWholeRecord } from '../breach/whole-record.ts';
import type { ServiceDeps } from '../deps.ts';
import type { Filing } from './read.ts';

/**
 * Approves the draft as it reads now, if it is the file that was seen: its bytes are kept, then the approval is
 * recorded. Nothing may be handed in without it.
 *
 * @param sha256 of the file that was seen, in hex
 * @throws TocsinError `conflict` for another file, `not-filable` where it cannot be the next version,
 *   `record-broken`
 */
export async function approveDraft(
  deps: ServiceDeps,
  asked: Asked,
  { draft, saved, state, why }: Filing,
  sha256: string,
): Promise<CommandOutcome> {
  const { obligation, stage, content } = draft;
  if (sha256 !== draft.sha256) {
    throw new TocsinError(
      'conflict',
      `The draft is another file by now, SHA-256 ${draft.sha256}; read it again.`,
      'sha256',
    );
  }
  if (why !== null) throw new TocsinError('not-filable', `It cannot be approved: ${why}.`, 'stage');
  const { breachId } = state;
  // Before its bytes take the place of those approved earlier.
  await requireWholeRecord(deps, state, 'approve-filing');
  const who = { by: asked.by, at: deps.clock(), over: saved?.revision ?? 0 };
  await keepApproved(deps.store, { breachId, obligation, stage }, { content, sha256, ...who });
  return runCommand(deps, asked, breachId, { type: 'approve-filing', obligation, stage, sha256 });
}

/**
 * Refuses to record a filing that nobody approved: it is of approved bytes that were not recorded yet, or it says that it
 * was made elsewhere, and why.
 * @throws TocsinError `not-approved`, `reasons-missing`
 */
export function requireApproved(
  { obligations }: Pick<BreachState, 'obligations'>,
  { obligation, stage, sha256, elsewhere, reasons }: CommandBody & { type: 'file' },
): void {
  const duty = obligations[obligation];
  // That there is no such duty is for the breach to say.
  if (duty === undefined) return;
  if (elsewhere === true) {
    if (reasons !== '') return;
    const message = 'A filing made elsewhere needs its reasons: say why it left without an approval here.';
    throw new TocsinError('reasons-missing', message, 'reasons');
  }
  const isOf = isOfFile({ stage, sha256 });
  if (sha256 !== undefined && duty.approvals?.some(isOf) && !duty.versions?.some(isOf)) return;
  const elsewise = 'or, where it was filed without an approved draft, say `elsewhere` with the reasons';
  throw sha256 === undefined
    ? new TocsinError('not-approved', `Give the approved \`document\` with its stage, ${elsewise}.`, 'elsewhere')
    : new TocsinError(
        'not-approved',
        `No approval of ${sha256} (${stage}) stands for this duty: approve exactly these bytes first, ${elsewise}.`,
        'document',
      );
}
