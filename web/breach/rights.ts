import type { View } from '../view.ts';
import type { BreachModel } from './model.ts';

/** Whether a form is shown: to who may send it, for a breach that is open, as it stands now and with a whole record. */
export function mayChange(view: View, { state, asOf, chain }: BreachModel, route: string): boolean {
  return asOf === null && state.status !== 'closed' && chain.broken.length === 0 && view.may(route);
}

/** Whether a closed breach can be opened again by who looks: as it stands now, and with a whole record. */
export function mayReopen(view: View, { state, asOf, chain }: BreachModel): boolean {
  const may = view.may('POST /desk/breaches/:breachId/reopening');
  return asOf === null && state.status === 'closed' && chain.broken.length === 0 && may;
}
