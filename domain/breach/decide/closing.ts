import { type CommunicationName, type LedgerStanding, newerStanding } from '../../communication/standing.ts';
import { type ClosingPoint, closingPoints, closingPointsOf07, closingPointsOf08, pointsLeft } from '../closing-gate.ts';
import type { BreachEvent } from '../events.ts';
import { awarenessOf, type BreachState, openObligations } from '../state.ts';
import { type CommandOf, type Decide, done, type Head, type Refusal, reasonsMissing, refuse } from './decision.ts';
import { plannedObligation } from './duties.ts';

/** Since one closing: each of them is read. */
const MOST_PROPOSALS = 50;

/** Closing with something left open would lose it: each is mended first, or closed over with reasons of its own. */
export const close: Decide<'close'> = closeBy(closingPoints);

/** The same by what version 0.8 asked for, which stands in histories. */
export const closeAsIn08: Decide<'close'> = closeBy(closingPointsOf08);

/** The same by what version 0.7 asked for, which stands in histories. */
export const closeAsIn07: Decide<'close'> = closeBy(closingPointsOf07);

function closeBy(pointsOf: typeof closingPoints): Decide<'close'> {
  return (state, command, head) => {
    const refusal = whyNotClosed(state, command);
    if (refusal !== null) return refusal;
    const { outcome, over = [], looked } = command;
    const points = pointsOf(state, outcome, looked);
    const left = pointsLeft(points, over);
    if (left.length > 0) return refuseLeft(state, left);
    const passed = over.filter(({ point }) => points.some((each) => each.point === point));
    return done(...progressOf(state, command, head), closed(command, head, passed));
  };
}

/** The same as versions until 0.6 decided it, which stands in histories. */
export const closeUngated: Decide<'close'> = (state, command, head) =>
  whyNotClosed(state, command) ?? done(closed(command, head, []));

/** The breach goes on as it was. Only what is closed can be opened again. */
export const reopen: Decide<'reopen'> = (state, { reasons }, head) => {
  const { breachId, closed } = state;
  if (reasons === '') return reasonsMissing('opening a breach again');
  if (closed === null) {
    const message = `${breachId} is open; there is nothing to be opened again.`;
    return refuse('conflict', message, 'breach', { why: 'not-closed' });
  }
  return done({ ...head, type: 'reopened', data: { closedAt: closed.at }, personal: { reasons } });
};

/** What one of us learned of a closed breach, who may not open it again: whoever may looks at it. */
export const proposeReopening: Decide<'propose-reopening'> = (state, { reasons }, head) => {
  const { breachId, closed } = state;
  if (reasons === '') return reasonsMissing('proposing to open a breach again');
  if (closed === null) {
    const message = `${breachId} is open: state what you learned as a fact, or as a note.`;
    return refuse('conflict', message, 'breach', { why: 'not-closed' });
  }
  if ((closed.proposals?.length ?? 0) >= MOST_PROPOSALS) {
    const message = `That ${breachId} is opened again was proposed ${MOST_PROPOSALS} times already; call the DPO.`;
    return refuse('conflict', message, 'reasons', { why: 'full' });
  }
  return done({ ...head, type: 'reopening-proposed', data: { closedAt: closed.at }, personal: { reasons } });
};

/** What no reasons let pass. */
function whyNotClosed(state: BreachState, { outcome, reasons }: CommandOf<'close'>): Refusal | null {
  const { breachId } = state;
  if (reasons === '') return reasonsMissing('closing');
  const open = openObligations(state).map((o) => o.id);
  if (open.length > 0 && outcome === 'resolved') {
    const named = open.map((id) => `${plannedObligation(state, id)?.article ?? 'a duty'} (${id})`).join(', ');
    const message = `Still running: ${named}. File or waive each before closing ${breachId}.`;
    return refuse('clocks-still-running', message, 'breach', { obligations: open });
  }
  if (outcome === 'resolved' && awarenessOf(state) !== null && state.planIsStale) {
    // What the newest facts ask for is not known yet: a duty could be lost in between.
    return refuse('conflict', `${breachId} is being assessed anew; try again in a moment.`, 'breach', {
      why: 'assessed',
    });
  }
  const sending = state.campaigns.filter((c) => c.status === 'sending').map((c) => c.number);
  if (sending.length > 0) {
    const message = `Campaign ${sending.join(', ')} is still being sent; close ${breachId} once it has finished.`;
    return refuse('conflict', message, 'campaign', { why: 'campaign-sending' });
  }
  if (outcome === 'resolved' && awarenessOf(state) === null) {
    const message = `${breachId} has no awareness: record it, or close with outcome 'not-a-breach'.`;
    return refuse('awareness-missing', message, 'outcome');
  }
  return null;
}

function refuseLeft({ breachId }: BreachState, left: readonly ClosingPoint[]): Refusal {
  const named = left.map(({ point, says }) => `${point}: ${says}`).join(' ');
  const message = `Before ${breachId} is closed, mend each of these, or give the reasons to close over it. ${named}`;
  return refuse('closing-blocked', message, 'over', { points: left.map(({ point }) => point) });
}

/** What was found in the ledgers stands in the record with the closing that rests on it. */
function progressOf(state: BreachState, { looked }: CommandOf<'close'>, head: Head): BreachEvent[] {
  const standings = Object.entries(looked?.standings ?? {}) as [CommunicationName, LedgerStanding][];
  return standings.flatMap(([communication, found]): BreachEvent[] => {
    const known = state.communications[communication];
    if (known === undefined || newerStanding(known, found) === known) return [];
    const isKnown =
      known.head?.page === found.head?.page && (known.answers !== undefined) >= (found.answers !== undefined);
    if (isKnown) return [];
    const { version, nextAt } = known;
    const data = { communication, version, nextAt, settled: false, ...found };
    return [{ ...head, type: 'communication-progressed', data }];
  });
}

function closed(
  { outcome, reasons }: CommandOf<'close'>,
  head: Head,
  over: NonNullable<CommandOf<'close'>['over']>,
): BreachEvent {
  const isOver = over.length > 0;
  return {
    ...{ ...head, type: 'closed' },
    data: { outcome, ...(isOver && { over: over.map(({ point }) => point) }) },
    personal: { reasons, ...(isOver && { over }) },
  };
}
