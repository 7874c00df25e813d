import { acknowledgedBy, isWarningOf } from '../acknowledged.ts';
import { type Decide, done, refuse } from './decision.ts';

/**
 * Somebody has seen warnings. It is on record, and changes no clock: the ladder goes on until the duty is done. What
 * somebody has seen already is no news.
 */
export const acknowledgeWarnings: Decide<'acknowledge-warnings'> = (state, { warnings }, head) => {
  const other = warnings.find((warning) => !isWarningOf(state, warning));
  if (other !== undefined) {
    const { obligation, rung, due } = other;
    const message = `${state.breachId} has no warning '${rung}' of ${obligation} with the limit ${due}.`;
    return refuse('unknown-obligation', message, 'warnings');
  }
  const news = warnings.filter((warning) => acknowledgedBy(state, warning) === undefined);
  if (news.length === 0) return done();
  return done({ ...head, type: 'warnings-acknowledged', data: { warnings: news } });
};
