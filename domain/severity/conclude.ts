import type { Article, ArticleAnswer, Articles, PerArticle, Plan, RiskConclusion, Severity } from '../plan/types.ts';
import type { CompiledSeverity } from '../policy/compiled.ts';
import { firstCase } from '../policy/context.ts';
import type { Instant } from '../time.ts';

/** Who decided the risk, and why. `reopened`: facts changed since; the decision stands and must be looked at again. */
export type Decided = {
  conclusion: RiskConclusion;
  by: string;
  at: Instant;
  reasons: string;
  reopened: boolean;
  /** Since when the facts have moved on; absent while they have not. */
  reopenedAt?: Instant;
};

/** What one article asks for: by the engine's proposal, and by the decision where a person made one. Both are kept. */
export type ArticleConclusion<Answer extends ArticleAnswer<string>> = {
  proposed: Answer & { conclusion: RiskConclusion };
  decided: (AnswerOf<Answer> & Decided) | null;
};
/** Null until a plan is made with the decision. */
type AnswerOf<Answer extends ArticleAnswer<string>> = Answer | { notify: null; because: null };

/** Three separate things: the score, which is an aid, and the two legal conclusions; and documentation beside them. */
export type RiskAssessment = {
  score: Omit<Severity, 'proposed' | 'proposedBecause' | 'otherReading'>;
  /** `otherReading`: what can be argued as well; absent where nothing can. */
  risk: { proposed: RiskConclusion; because: string; otherReading?: Severity['otherReading'] };
  /** Why no law with these articles reaches it, and what would make one; absent where one does. */
  outside?: string;
  /** Documentation, Art. 33(5): not a matter of decision. */
  register: Articles['register'];
  art33: ArticleConclusion<Articles['art33']>;
  art34: ArticleConclusion<Articles['art34']>;
};

/**
 * What GDPR Arts. 33(5), 33(1), 34(1) and 34(3) ask for under one conclusion, by the policy's rules. A rule that cannot
 * be evaluated may ask for a notice but not spare one.
 * @param context what the rules see, with the conclusion and whether a person decided it
 */
export function answersUnder(policy: CompiledSeverity, context: object): Articles {
  const pick = ({ notify }: { notify: string }) => notify !== 'no';
  const register = firstCase(policy.register, context, pick);
  const art33 = firstCase(policy.art33, context, pick);
  const art34 = firstCase(policy.art34, context, pick);
  return {
    register: { notify: register.notify, because: register.because },
    art33: { notify: art33.notify, because: art33.because },
    art34: { notify: art34.notify, because: art34.because },
  };
}

/**
 * What is asked for under the proposal and, per article, under its own decision.
 * @param contextOf what the rules see under a conclusion, proposed or decided
 */
export function concludeArticles(
  policy: CompiledSeverity,
  proposed: RiskConclusion,
  contextOf: (conclusion: RiskConclusion, decided: boolean) => object,
  decisions: PerArticle<{ conclusion: RiskConclusion } | null>,
): Plan['articles'] {
  const under = <A extends Article>(article: A): Articles[A] | null => {
    const decision = decisions[article];
    return decision && answersUnder(policy, contextOf(decision.conclusion, true))[article];
  };
  return {
    proposed: answersUnder(policy, contextOf(proposed, false)),
    decided: { art33: under('art33'), art34: under('art34') },
  };
}

/** The whole risk assessment of a plan, each article with its own decision and approver. */
export function riskAssessment(
  { severity, articles }: Pick<Plan, 'severity' | 'articles'>,
  decisions: PerArticle<Decided | null>,
): RiskAssessment {
  const { proposed, proposedBecause, otherReading, ...score } = severity;
  const both = <A extends Article>(article: A): ArticleConclusion<Articles[A]> => ({
    proposed: { conclusion: proposed, ...articles.proposed[article] },
    decided: withApproval<Articles[A]>(articles.decided[article], decisions[article]),
  });
  return {
    score,
    risk: { proposed, because: proposedBecause, ...(otherReading && { otherReading }) },
    ...(articles.outside !== undefined && { outside: articles.outside }),
    register: articles.proposed.register,
    art33: both('art33'),
    art34: both('art34'),
  };
}

function withApproval<Answer extends ArticleAnswer<string>>(
  answer: Answer | null,
  decision: Decided | null,
): ArticleConclusion<Answer>['decided'] {
  if (decision === null) return null;
  const { conclusion, by, at, reasons, reopened } = decision;
  return { ...(answer ?? { notify: null, because: null }), conclusion, by, at, reasons, reopened };
}
