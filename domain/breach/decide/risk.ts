import { ARTICLES, TITLES } from '../../articles.ts';
import type { BreachEvent } from '../events.ts';
import type { BreachState, RiskDecision } from '../state.ts';
import { type CommandOf, type Decide, done, inLanguage, type Refusal, reasonsMissing, refuse } from './decision.ts';

type Decision = CommandOf<'decide-risk'>;

/**
 * The decision stands beside what the engine proposed, one for each article (GDPR Art. 33(1), 34(1)). Whether the risk
 * is high is one question: where one article goes by a high risk and the other does not, that takes reasons of its own.
 */
export const decideRisk: Decide<'decide-risk'> = (state, command, head) => {
  return whyDifferent(state, command) ?? decideRiskAsIn08(state, command, head);
};

/** As version 0.8 decided it, which asked nothing about a difference: its histories hold both decisions. */
export const decideRiskAsIn08: Decide<'decide-risk'> = (state, command, head) => {
  const { articles, conclusion, reasons } = command;
  if (reasons === '') return reasonsMissing('deciding the risk');
  if (state.plan === null) {
    return refuse('conflict', 'The breach is not assessed yet; try again in a moment.', 'breach', { why: 'assessed' });
  }
  const decided = { conclusion, proposed: state.plan.severity.proposed, ...inLanguage(command) };
  // Replayed from before articles were decided apart: the history has this one event.
  if (articles === undefined) return done({ ...head, type: 'risk-decided', data: decided, personal: { reasons } });
  const open = articles.filter((article) => !isSaidAgain(state.risk[article], command));
  const difference = differsFrom(state, command) === null ? '' : (command.difference ?? '');
  const personal = { reasons, ...(difference !== '' && { difference }) };
  return done(
    ...open.map((article): BreachEvent => {
      return { ...head, type: 'risk-decided', data: { article, ...decided }, personal };
    }),
  );
};

/** The article that stands decided otherwise on whether the risk is high; null where none does. */
function differsFrom({ risk }: BreachState, { articles = ARTICLES, conclusion }: Decision) {
  const isHigh = conclusion === 'high-risk';
  const other = ARTICLES.find((each) => {
    const decision = articles.includes(each) ? null : risk[each];
    return decision !== null && !decision.reopened && (decision.conclusion === 'high-risk') !== isHigh;
  });
  return other ?? null;
}

function whyDifferent(state: BreachState, command: Decision): Refusal | null {
  const other = differsFrom(state, command);
  if (other === null || command.reasons === '' || (command.difference ?? '') !== '') return null;
  const [standing, now] = command.conclusion === 'high-risk' ? ['not high', 'high'] : ['high', 'not high'];
  const message =
    `${TITLES[other]} stands decided on a risk that is ${standing}, and this says that it is ${now}. ` +
    'Decide both alike, or give the reasons for the difference.';
  return refuse('reasons-missing', message, 'difference', { why: 'difference' });
}

/**
 * Other reasons, or another approver, make it a confirmation, which is recorded; so does saying it after a reopening.
 */
function isSaidAgain(before: RiskDecision | null, command: Decision): boolean {
  const { conclusion, reasons, by, difference = '' } = command;
  if (before === null || before.reopened) return false;
  if (difference !== '' && before.difference !== difference) return false;
  return before.conclusion === conclusion && before.reasons === reasons && before.by === by;
}
