import { TocsinError } from '../../domain/errors.ts';
import { metByNotices } from '../../domain/filing/told-customers.ts';
import type { CommandOutcome } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import { findBreach } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordFiling } from '../filing/record.ts';

/** The words of the filing, in the language of whoever asks. */
export type ToldWords = {
  channel: string;
  receipt(proof: { customers: number; spoken: number; page: number; hash: string }): string;
  reasons: string;
};

/** Of the API and the command line. */
export const TOLD_IN_ENGLISH: ToldWords = {
  channel: 'Notices to the customers, each by its own link',
  receipt: ({ customers, spoken, page, hash }) =>
    `Every customer has acknowledged (${customers}${spoken === 0 ? '' : `, ${spoken} by telephone or in person`}). ` +
    `Ledger of the notices, page ${page}, hash ${hash}.`,
  reasons: 'Met by the notices that every customer has acknowledged; it counts from the last acknowledgement.',
};

/**
 * Records the duty to tell the customers as met by their acknowledgements, with the ledger of the notices as the proof.
 * @throws TocsinError `not-filable` where not every customer has acknowledged, or the duty is none that notices meet
 */
export async function recordTold(
  deps: ServiceDeps,
  asked: Asked,
  breachId: string,
  obligation: string,
  words: ToldWords = TOLD_IN_ENGLISH,
): Promise<CommandOutcome> {
  const state = await findBreach(deps, breachId);
  const met = metByNotices(state).find((each) => each.obligation === obligation);
  if (met === undefined) {
    const message = `'${obligation}' is not met by notices: it is another duty, or a customer has not acknowledged.`;
    throw new TocsinError('not-filable', message, 'obligation', { why: 'customers-open' });
  }
  const { customers, spoken, lastAt, head } = met;
  return recordFiling(deps, asked, state, {
    ...{ obligation, stage: 'complete', filedAt: lastAt, notices: head, channel: words.channel },
    ...{ receipt: words.receipt({ customers, spoken, ...head }), reasons: words.reasons },
  });
}
