import type { View } from '../view.ts';
import type { BreachModel } from './model.ts';

/** Whether a form is shown: to who may send it, for a breach that is open, as it stands now and with a whole record. */
export function mayChange(view: View, { state, asOf, chain }: BreachModel, route: string): boolean {
  return asOf === null && state.status !== 'closed' && chain.broken.length === 0 && view.may(route);
}

/**
 * What who looks can do about a closed breach as it stands now: open it again, on a whole record alone, or propose to.
 */
export function reopeningAct(view: View, { state, asOf, chain }: BreachModel): 'reopen' | 'propose' | null {
  if (asOf !== null || state.status !== 'closed') return null;
  if (view.may('POST /desk/breaches/:breachId/reopening')) return chain.broken.length === 0 ? 'reopen' : null;
  return view.may('POST /desk/breaches/:breachId/reopening/proposal') ? 'propose' : null;
}
