import type { BreachState } from '../../domain/breach/state.ts';
import type { View } from '../view.ts';

/** Whether an open incident is nobody's: nobody has taken it, or who has it cannot act on it any more. */
export function isOwnerless({ gone }: Pick<View, 'gone'>, { owner, status }: BreachState): boolean {
  return status !== 'closed' && (owner === undefined || gone.has(owner.by));
}
