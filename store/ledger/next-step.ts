import type { BreachState } from '../../domain/breach/state.ts';
import { type CommunicationName, listIdOf } from '../../domain/communication/standing.ts';
import { countByStatus } from '../notice-lists.ts';
import { countLetters } from '../recipients.ts';
import type { Store } from '../store.ts';

/** Whether a row of a communication's ledger has a next step, such as a letter that is to be sent again. */
export async function hasNextStep(
  store: Store,
  state: Pick<BreachState, 'breachId' | 'campaigns'>,
  communication: CommunicationName,
): Promise<boolean> {
  if (communication === 'notices') return (await countByStatus(store, state.breachId)).nextAt !== null;
  const listId = listIdOf(state, communication);
  return listId !== null && (await countLetters(store, listId)).nextAt !== null;
}
