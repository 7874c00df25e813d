import { countOfSign, settledOfSign } from '../signs.ts';
import { type Decide, done, reasonsMissing, refuse } from './decision.ts';

/**
 * What came of signs of misuse, or of refused letters, of the notices or of a campaign: said of all that there were
 * when who says it looked.
 */
export const settleSigns: Decide<'settle-signs'> = (state, { sign, count, reasons, campaign }, head) => {
  if (reasons === '') return reasonsMissing('taking it as dealt with');
  const { breachId, seq } = state;
  const known = countOfSign(state, sign, campaign);
  if (known <= settledOfSign(state, sign, campaign)) {
    const message = `${breachId} has nothing of the kind that nobody has dealt with.`;
    return refuse('conflict', message, 'sign', { why: 'no-signs' });
  }
  if (count !== known) {
    const message = `There are ${known} by now, not ${count}. Nothing was recorded; look at them again.`;
    return refuse('stale', message, 'count', { seq, why: 'no-signs' });
  }
  const data = { sign, count, ...(campaign !== undefined && { campaign }) };
  return done({ ...head, type: 'signs-settled', data, personal: { reasons } });
};
