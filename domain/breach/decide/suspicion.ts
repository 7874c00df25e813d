import type { Instant } from '../../time.ts';
import { awarenessOf } from '../state.ts';
import { type Decide, done, type Refusal, reasonsMissing, refuse } from './decision.ts';

/**
 * Since when it was suspected, and since when somebody looks into it. Both lie before the awareness: what is known is
 * suspected no more. They move no clock of the law.
 */
export const recordSuspicion: Decide<'record-suspicion'> = (state, command, head) => {
  const { firstSuspicionAt, investigationStartedAt, reasons, at } = command;
  const named = { firstSuspicionAt, investigationStartedAt };
  if (firstSuspicionAt === undefined && investigationStartedAt === undefined) {
    return refuse('bad-input', 'Name firstSuspicionAt, investigationStartedAt or both.', 'firstSuspicionAt');
  }
  if (reasons === '') return reasonsMissing('these times');
  const awareAt = awarenessOf(state);
  for (const [field, instant] of Object.entries(named)) {
    const refusal = instant === undefined ? null : whyImpossible(field, instant, at, awareAt);
    if (refusal !== null) return refusal;
  }
  const data = {
    ...(firstSuspicionAt !== undefined && { firstSuspicionAt }),
    ...(investigationStartedAt !== undefined && { investigationStartedAt }),
  };
  return done({ ...head, type: 'suspicion-recorded', data, personal: { reasons } });
};

function whyImpossible(field: string, instant: Instant, now: Instant, awareAt: Instant | null): Refusal | null {
  if (instant > now) return refuse('conflict', `${instant} lies after now (${now}).`, field, { why: 'future' });
  if (awareAt === null || instant <= awareAt) return null;
  const message = `${instant} lies after the organisation became aware (${awareAt}); correct the one or the other.`;
  return refuse('conflict', message, field, { why: 'awareness' });
}
