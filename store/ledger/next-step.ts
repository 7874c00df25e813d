import type { BreachState } from '../../domain/breach/state.ts';
import { type CommunicationName, campaignNumber } from '../../domain/communication/standing.ts';
import { countByStatus } from '../notice-lists.ts';
import { countLetters } from '../recipients.ts';
import type { Store } from '../store.ts';

/** Whether a row of a communication's ledger has a next step, such as a letter that is to be sent again. */
export async function hasNextStep(
  store: Store,
  { breachId, campaigns }: BreachState,
  communication: CommunicationName,
): Promise<boolean> {
  const number = campaignNumber(communication);
  const listId = campaigns.find((campaign) => campaign.number === number)?.listId ?? '';
  const counting = number === null ? countByStatus(store, breachId) : countLetters(store, listId);
  return (await counting).nextAt !== null;
}
