import type { BreachEvent } from '../events.ts';
import type { RiskDecision } from '../state.ts';
import { type CommandOf, type Decide, done, reasonsMissing, refuse } from './decision.ts';

/** The decision stands beside what the engine proposed, one for each article (GDPR Art. 33(1), 34(1)). */
export const decideRisk: Decide<'decide-risk'> = (state, command, head) => {
  const { articles, conclusion, reasons } = command;
  if (reasons === '') return reasonsMissing('deciding the risk');
  if (state.plan === null) {
    return refuse('conflict', 'The breach is not assessed yet; try again in a moment.', 'breach');
  }
  const decided = { conclusion, proposed: state.plan.severity.proposed };
  // Replayed from before articles were decided apart: the history has this one event.
  if (articles === undefined) return done({ ...head, type: 'risk-decided', data: decided, personal: { reasons } });
  const open = articles.filter((article) => !isSaidAgain(state.risk[article], command));
  return done(
    ...open.map((article): BreachEvent => {
      return { ...head, type: 'risk-decided', data: { article, ...decided }, personal: { reasons } };
    }),
  );
};

/**
 * Other reasons, or another approver, make it a confirmation, which is recorded; so does saying it after a reopening.
 */
function isSaidAgain(before: RiskDecision | null, { conclusion, reasons, by }: CommandOf<'decide-risk'>): boolean {
  if (before === null || before.reopened) return false;
  return before.conclusion === conclusion && before.reasons === reasons && before.by === by;
}
