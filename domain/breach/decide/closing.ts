import { awarenessOf, openObligations } from '../state.ts';
import { type Decide, done, reasonsMissing, refuse } from './decision.ts';
import { plannedObligation } from './duties.ts';

/** Closing with a duty still open would lose it: each must be filed or waived first. */
export const close: Decide<'close'> = (state, { outcome, reasons }, head) => {
  const { breachId } = state;
  if (reasons === '') return reasonsMissing('closing');
  const open = openObligations(state).map((o) => o.id);
  if (open.length > 0 && outcome === 'resolved') {
    const named = open.map((id) => `${plannedObligation(state, id)?.article ?? 'a duty'} (${id})`).join(', ');
    const message = `Still running: ${named}. File or waive each before closing ${breachId}.`;
    return refuse('clocks-still-running', message, 'breach', { obligations: open });
  }
  if (outcome === 'resolved' && awarenessOf(state) !== null && (state.plan === null || state.planIsStale)) {
    // What the newest facts ask for is not known yet: a duty could be lost in between.
    return refuse('conflict', `${breachId} is being assessed anew; try again in a moment.`, 'breach');
  }
  const sending = state.campaigns.filter((c) => c.status === 'sending').map((c) => c.number);
  if (sending.length > 0) {
    const message = `Campaign ${sending.join(', ')} is still being sent; close ${breachId} once it has finished.`;
    return refuse('conflict', message, 'campaign');
  }
  if (outcome === 'resolved' && awarenessOf(state) === null) {
    const message = `${breachId} has no awareness: record it, or close with outcome 'not-a-breach'.`;
    return refuse('awareness-missing', message, 'outcome');
  }
  return done({ ...head, type: 'closed', data: { outcome }, personal: { reasons } });
};
