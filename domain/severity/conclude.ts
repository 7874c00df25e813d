import type { ArticleAnswer, Articles, RiskConclusion, Severity } from '../plan/types.ts';
import type { CompiledSeverity } from '../policy/compiled.ts';
import { firstCase } from '../policy/context.ts';
import type { Instant } from '../time.ts';

/** Who decided the risk, and why. `reopened`: facts changed since; the decision stands and must be looked at again. */
export type Decided = { conclusion: RiskConclusion; by: string; at: Instant; reasons: string; reopened: boolean };
type Approval = Omit<Decided, 'conclusion'>;

/** What one article asks for: by the engine's proposal, and by the decision where a person made one. Both are kept. */
export type ArticleConclusion<Answer extends ArticleAnswer<string>> = {
  proposed: Answer;
  decided: (Answer & Approval) | null;
};

/** Three separate things: the score, which is an aid, and the two legal conclusions; and documentation beside them. */
export type RiskAssessment = {
  score: Omit<Severity, 'proposed' | 'proposedBecause'>;
  risk: { proposed: RiskConclusion; because: string; decided: Decided | null };
  /** Documentation, Art. 33(5): not a matter of decision. */
  register: Articles['register'];
  art33: ArticleConclusion<Articles['art33']>;
  art34: ArticleConclusion<Articles['art34']>;
};

/** A decision per article; usually the DPO decides the risk once and both articles follow from it. */
export type Decisions = { art33: Decided | null; art34: Decided | null };

/**
 * What GDPR Arts. 33(5), 33(1), 34(1) and 34(3) ask for under one conclusion, by the policy's rules. A rule that cannot be
 * evaluated may ask for a notice but not spare one.
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
 * The whole risk assessment, each article with its own decision and approver.
 * @param contextOf what the rules see under a conclusion, proposed or decided
 */
export function concludeArticles(
  policy: CompiledSeverity,
  severity: Severity,
  contextOf: (conclusion: RiskConclusion, decided: boolean) => object,
  decisions: Decisions,
): RiskAssessment {
  const { proposed, proposedBecause, ...score } = severity;
  const offered = answersUnder(policy, contextOf(proposed, false));
  const under = ({ conclusion }: Decided) => answersUnder(policy, contextOf(conclusion, true));
  const { art33, art34 } = decisions;
  return {
    score,
    risk: { proposed, because: proposedBecause, decided: art33 ?? art34 },
    register: offered.register,
    art33: { proposed: offered.art33, decided: art33 && { ...under(art33).art33, ...approvalOf(art33) } },
    art34: { proposed: offered.art34, decided: art34 && { ...under(art34).art34, ...approvalOf(art34) } },
  };
}

function approvalOf({ by, at, reasons, reopened }: Decided): Approval {
  return { by, at, reasons, reopened };
}
