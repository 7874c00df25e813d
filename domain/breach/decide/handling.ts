import { awarenessOf } from '../state.ts';
import { close, closeAsIn07 } from './closing.ts';
import { type Decide, done, reasonsMissing, refuse } from './decision.ts';

/** Somebody has the incident from now on. Who has it hands it over, with reasons: it is not taken away unseen. */
export const take: Decide<'take'> = ({ breachId, owner }, { gone }, head) => {
  if (owner?.by === head.by) return done();
  if (owner === undefined) return done({ ...head, type: 'taken', data: {} });
  if (owner.by === gone) return done({ ...head, type: 'taken', data: { from: owner.by } });
  const message = `${breachId} was taken by ${owner.by} at ${owner.since}; hand it over with reasons to change that.`;
  return refuse('conflict', message, 'owner', { why: 'taken' });
};

/** Another one has it: said by whoever responds, since who had it may be asleep. `to` is somebody who may have it. */
export const handOver: Decide<'hand-over'> = ({ owner }, { to, reasons }, head) => {
  if (reasons === '') return reasonsMissing('handing over');
  if (owner?.by === to) return done();
  return done({ ...head, type: 'handed-over', data: { to }, personal: { reasons } });
};

/** Findings of alerts are part of another incident: what is on record of them here stays. */
export const moveFindings: Decide<'move-findings'> = ({ breachId }, command, head) => {
  const { findings, siblings, to, opened, evidence, reasons } = command;
  if (reasons === '') return reasonsMissing('moving findings');
  if (to === breachId) {
    const message = 'Name the other incident that the findings are part of.';
    return refuse('bad-input', message, 'to', { why: 'merge-into' });
  }
  const data = { findings, ...(siblings !== undefined && { siblings }), to, opened, evidence };
  return done({ ...head, type: 'findings-moved', data, personal: { reasons } });
};

/**
 * Ends a suspicion that is not confirmed, and closes it: it was nothing, or it is part of another incident. It is
 * confirmed by recording the awareness, which is triage enough.
 */
export const triage: Decide<'triage'> = triageBy(close);

/** The same by what version 0.7 asked for of a closing, which stands in histories. */
export const triageAsIn07: Decide<'triage'> = triageBy(closeAsIn07);

function triageBy(closeIt: Decide<'close'>): Decide<'triage'> {
  return (state, command, head) => {
    const { outcome, into, kind, reasons } = command;
    const { breachId } = state;
    if (reasons === '') return reasonsMissing(outcome === 'merged' ? 'merging' : 'dismissing');
    if (awarenessOf(state) !== null) {
      const message = `${breachId} was confirmed: an awareness is recorded. Correct that, or close it.`;
      return refuse('conflict', message, 'outcome', { why: 'confirmed' });
    }
    if (outcome === 'merged' && (into === null || into === breachId)) {
      const message = 'Name the other incident that this one is part of.';
      return refuse('bad-input', message, 'into', { why: 'merge-into' });
    }
    const closed = outcome === 'merged' ? 'merged' : 'not-a-breach';
    const closing = closeIt(state, { ...command, type: 'close', outcome: closed }, head);
    if (!closing.ok) return closing;
    const data =
      outcome === 'merged' ? { outcome, into } : { outcome, into: null, ...(kind !== undefined && { kind }) };
    return done({ ...head, type: 'triaged', data, personal: { reasons } }, ...closing.events);
  };
}
