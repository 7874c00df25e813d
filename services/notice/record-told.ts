import { TocsinError } from '../../domain/errors.ts';
import { metByNotices } from '../../domain/filing/told-customers.ts';
import type { ToldWords } from '../../domain/filing/told-words.ts';
import type { CommandOutcome } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import { findBreach } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordFiling } from '../filing/record.ts';

/**
 * Records the duty to tell the customers as met by their acknowledgements, with the ledger of the notices as the proof.
 * @throws TocsinError `not-filable` where not every customer has acknowledged, or the duty is none that notices meet
 */
export async function recordTold(
  deps: ServiceDeps,
  asked: Asked,
  breachId: string,
  obligation: string,
  words: ToldWords,
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
