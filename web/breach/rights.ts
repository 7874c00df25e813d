import type { View } from '../view.ts';
import type { BreachModel } from './model.ts';

/** Whether a form is shown: to who may send it, for a breach that is open, as it stands now and with a whole record. */
export function mayChange(view: View, { state, asOf, chain }: BreachModel, route: string): boolean {
  return asOf === null && state.status !== 'closed' && chain.broken.length === 0 && view.may(route);
}
