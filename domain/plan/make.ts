import { articleOf, perArticle } from '../articles.ts';
import { checkScale } from '../clock/compute.ts';
import { type LawDays, lawDaysOf } from '../clock/law-days.ts';
import type { StartEvent } from '../clock/start.ts';
import type { EntityKind } from '../entities.ts';
import type { CompiledObligation, CompiledPolicy, Condition } from '../policy/compiled.ts';
import {
  firstCase,
  type holds,
  holdsOnce,
  lawsSeen,
  obligationContext,
  type SeverityContext,
} from '../policy/context.ts';
import { disagreementOf, missingOf, peopleIn } from '../policy/people.ts';
import { concludeArticles } from '../severity/conclude.ts';
import { articlesLawOf, asReached } from './articles-law.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import { clocksOf, NOT_RUNNING } from './clock.ts';
import { peopleDutiesOf } from './consumer-notice.ts';
import { coverageOf } from './coverage.ts';
import { memoize } from './memoize.ts';
import { planCounterparties } from './notices.ts';
import { planTargets } from './plan-targets.ts';
import { type Reach, reachOf } from './reach.ts';
import { planRelease } from './release.ts';
import { sideOf } from './side-of.ts';
import { judgedBySide } from './sides.ts';
import { isFollowed, startOf } from './starts.ts';
import { stateLawOf } from './state-law.ts';
import { substituteOf } from './substitute.ts';
import { type Handling, TARGET_RULES } from './targets.ts';
import type {
  Article,
  Plan,
  PlanInput,
  PlannedCounterparties,
  PlannedObligation,
  PlannedRelease,
  RiskConclusion,
} from './types.ts';

/**
 * Evaluates the policy over what is known of one breach. Pure: the same policy and input give the same bytes.
 * @param options `trace: 'all'` keeps every obligation considered with its why-not, even where the regime cannot
 *   reach us
 */
export function makePlan(policy: CompiledPolicy, input: PlanInput, options: { trace?: 'all' } = {}): Plan {
  checkScale(input.scale);
  const reach = reachOf(policy, input);
  const { profile, established } = reach;
  const sides = judgedBySide(policy.severity, input);
  const { severity } = sides.controller;
  const contextsOf = (decided: boolean) =>
    memoize((context: SeverityContext, conclusion: RiskConclusion) => ({
      ...obligationContext(context, conclusion, decided),
      profile,
      established,
    }));
  const [onDecision, onProposal] = [contextsOf(true), contextsOf(false)];
  const under = (side: keyof typeof sides) => (conclusion: RiskConclusion, decided: boolean) =>
    (decided ? onDecision : onProposal)(sides[side].context, conclusion);
  const knownOf = (side: keyof typeof sides) =>
    perArticle((article) => {
      const { proposed } = sides[side].severity;
      const decision = isGraver(proposed, severity.proposed) ? null : input.decided[article];
      const { conclusion, isDecided } = standing(decision, proposed);
      return under(side)(conclusion, isDecided);
    });
  const known = { controller: knownOf('controller'), processor: knownOf('processor'), all: knownOf('all') };
  // Most laws see the same of a breach, so there are few contexts, and each condition is asked of each once.
  const ask = holdsOnce();
  const missing = missingOf(disagreementOf(input.facts, reach.lookedAt));
  const seenBy = lawsSeen(policy, input.facts, missing);
  const seenWidest = lawsSeen(policy, input.facts, missing, 'widest');
  const withLaw = memoize((context: { facts: object }, law: object) => ({ ...context, ...law }));
  const withMissing = memoize(missingIn);
  const contextOf = (obligation: CompiledObligation): { facts: object } => {
    const side = sideOf(reach.roleIn(obligation));
    const found = withLaw(known[side][articleOf(obligation)], seenBy(obligation));
    return followsIncomplete(obligation, input) ? withMissing(found, true) : found;
  };
  const widestOf = (obligation: CompiledObligation): Widest | null => {
    const { elementsUncertain } = policy.laws[obligation.regimeId]?.terms ?? {};
    if (elementsUncertain === undefined) return null;
    return { context: withLaw(contextOf(obligation), seenWidest(obligation)), says: elementsUncertain.says };
  };
  const daysOf = lawfulDays(input);
  const judged = candidatesOf(policy.obligations, reach, options.trace === 'all').map((each) => ({
    ...each,
    verdict: judge(each, { contextOf, widestOf, ask, established: reach.established, input, daysOf }),
  }));
  const people = peopleDutiesOf(() => judged.filter(({ verdict }) => verdict.applies === 'binds'));
  const runOf = clocksOf(policy, reach, input, people);
  const obligations = judged.map(({ obligation, role, verdict }): PlannedObligation => {
    const isAskedAnyway = () => ask(obligation.trigger, withMissing(contextOf(obligation), false), true);
    const completes = verdict.applies === 'binds' ? completedBy(obligation, isAskedAnyway) : null;
    const { regimeId, jurisdiction } = obligation;
    const substitute =
      verdict.applies === 'binds'
        ? substituteOf(
            policy.laws[regimeId]?.terms,
            obligation,
            () => peopleIn(jurisdiction, input.facts, missing).here,
          )
        : null;
    return {
      ...planObligation(obligation, role, verdict, runOf),
      ...(completes !== null && { completes }),
      ...(substitute && { substitute }),
    };
  });
  return {
    madeAt: input.at,
    policyVersion: policy.policyVersion,
    zoneData: policy.zoneData,
    holidayData: policy.holidayData,
    dataFlow: plannedFlow(input.dataFlow),
    severity,
    ...(sides.processor !== sides.controller && { entrusted: sides.processor.severity }),
    conclusion: perArticle((article) => known.controller[article].conclusion),
    articles: asReached(
      concludeArticles(policy.severity, severity.proposed, under('controller'), input.decided),
      articlesLawOf(reach, input.awareness ?? input.at),
    ),
    obligations,
    coverage: coverageOf(policy, input),
    counterparties: withRelease(planCounterparties(input), planRelease(policy.organisation, input, sides.all.severity)),
    fourEyes: policy.organisation.fourEyes,
    ...(input.handling &&
      planTargets(policy, unfollowed(input.handling, obligations, input), input.scale, obligations)),
  };
}

/** Whether it is counted from a filing that left something to be sent. */
function followsIncomplete({ startsFrom }: CompiledObligation, { supplements = [] }: PlanInput): boolean {
  return typeof startsFrom === 'object' && supplements.includes(startsFrom.filed);
}

/** What the filing itself shows to be missing is missing, also where nobody recorded that. */
function missingIn<Context extends { facts: object }>(context: Context, informationMissing: boolean): Context {
  return { ...context, facts: { ...context.facts, informationMissing } };
}

/** The filing that a duty completes: counted from it, and asked for only as long as something is missing there. */
function completedBy({ startsFrom }: CompiledObligation, isAskedAnyway: () => boolean): string | null {
  return typeof startsFrom !== 'object' || isAskedAnyway() ? null : startsFrom.filed;
}

/** What a duty that binds asks for after a filing is no target of our own. */
function unfollowed(
  handling: Handling,
  obligations: PlannedObligation[],
  { filings, updates }: Pick<PlanInput, 'filings' | 'updates'>,
): Handling {
  const { supplements = [], ...rest } = handling;
  const left = supplements.filter(
    (each) => !isFollowed({ obligations, targetRules: TARGET_RULES }, each, { ...filings, ...updates }),
  );
  return left.length === 0 ? rest : { ...rest, supplements: left };
}

function withRelease(told: PlannedCounterparties | null, release: PlannedRelease): PlannedCounterparties | null {
  return told && { ...told, release };
}

function plannedFlow({ classesOf: _, customers, ...flow }: PlanInput['dataFlow']): Plan['dataFlow'] {
  return { ...flow, customers: customers.length };
}

const GRAVITY: readonly RiskConclusion[] = ['unlikely', 'risk', 'high-risk'];

function isGraver(one: RiskConclusion, other: RiskConclusion): boolean {
  return GRAVITY.indexOf(one) > GRAVITY.indexOf(other);
}

/** What the duties of an article go by. */
function standing(decision: PlanInput['decided'][Article], proposed: RiskConclusion) {
  if (decision === null || (decision.reopened && isGraver(proposed, decision.conclusion)))
    return { conclusion: proposed, isDecided: false };
  return { conclusion: decision.conclusion, isDecided: true };
}

type Verdict = Pick<PlannedObligation, 'applies' | 'because'> & { recipient?: string };

function planObligation(
  obligation: CompiledObligation,
  role: EntityKind,
  { applies, because, recipient = obligation.recipient }: Verdict,
  runOf: ReturnType<typeof clocksOf>,
): PlannedObligation {
  const run = applies === 'binds' ? runOf(obligation) : NOT_RUNNING;
  return {
    id: obligation.id,
    regime: obligation.regime,
    article: obligation.article,
    title: obligation.title,
    role,
    recipient,
    stage: obligation.stage,
    citation: obligation.citation,
    confidence: obligation.confidence,
    applies,
    because,
    lateNeedsReasons: obligation.lateNeedsReasons,
    startsFrom: run.startsFrom,
    clock: run.clock,
    rungs: run.rungs,
    ...(obligation.supersedes !== undefined && { supersedes: obligation.supersedes }),
  };
}

/** What a law sees that is read as widely as it can be, and why that reading is not certain. */
type Widest = { context: object; says: string };

type Judging = {
  contextOf: (obligation: CompiledObligation) => object;
  widestOf: (obligation: CompiledObligation) => Widest | null;
  ask: typeof holds;
  established: Reach['established'];
  input: PlanInput;
  daysOf: (obligation: CompiledObligation) => LawDays;
};

function judge(
  { obligation, outOfReach }: Candidate,
  { contextOf, widestOf, ask, established, input, daysOf }: Judging,
): Verdict {
  const days = daysOf(obligation);
  const outOfDate = whyOutOfDate(obligation, days);
  if (outOfDate !== null) return { applies: 'does-not-apply', because: outOfDate };
  if (outOfReach !== null) {
    const own = ownWords(obligation, (when) => ask(when, contextOf(obligation), false));
    return { applies: 'does-not-apply', because: own ?? outOfReach };
  }
  const certain = contextOf(obligation);
  // A trigger that cannot be evaluated counts as met: a duty is not lost to a mistake in a rule.
  const isCertain = ask(obligation.trigger, certain, true);
  const widest = isCertain ? null : widestOf(obligation);
  const isMet = isCertain || (widest !== null && ask(obligation.trigger, widest.context, true));
  const context = isMet && widest !== null ? widest.context : certain;
  const { say } = firstCase(isMet ? obligation.because : obligation.whyNot, context, () => false, ask);
  if (!isMet) return { applies: 'does-not-apply', because: say };
  const law = stateLawOf(obligation, established, days.latest);
  if (law?.stands === 'not-yet' || law?.stands === 'own-rows') return { applies: 'does-not-apply', because: law.says };
  const to = law?.recipient ? { recipient: law.recipient } : {};
  const standing =
    whyNotByItself(obligation, days) ?? (law?.stands === 'would-be' ? law.says : null) ?? widest?.says ?? null;
  if (standing === null) return { applies: 'binds', because: law === null ? say : `${say} ${law.says}`, ...to };
  if (input.facts.switchedOn.includes(obligation.id)) {
    return { applies: 'binds', because: `Switched on by decision of the DPO. ${standing} ${say}`, ...to };
  }
  return { applies: 'would-be', because: `${standing} ${say}`, ...to };
}

/** The law of the days on which the period starts; a chained duty goes by the law of the incident. */
function lawfulDays(input: PlanInput): Judging['daysOf'] {
  const startsOf = memoize(
    (event: StartEvent, known: PlanInput) => startOf(event, known).at ?? known.awareness ?? known.at,
  );
  const daysIn = memoize(lawDaysOf);
  return ({ startsFrom, jurisdiction }) =>
    daysIn(jurisdiction, startsOf(typeof startsFrom === 'string' ? startsFrom : 'awareness', input));
}

/** What the regime itself says of a role that we do not have; null where it has no words for that. */
function ownWords({ whyNot }: CompiledObligation, isSo: (when: Condition) => boolean): string | null {
  const found = whyNot.find(({ when }) => when !== null && isSo(when));
  return found?.say ?? null;
}

/** Law of another time than the incident's. What was adopted for a later day is not: that shows as "would be". */
function whyOutOfDate({ status, effectiveFrom, effectiveTo }: CompiledObligation, days: LawDays): string | null {
  if (effectiveTo !== null && days.earliest > effectiveTo) return `No longer in force after ${effectiveTo}.`;
  const isLaw = status === 'in-force' || status === 'superseded';
  return isLaw && effectiveFrom !== null && days.latest < effectiveFrom
    ? `Not in force before ${effectiveFrom}.`
    : null;
}

/** Rules not in force, and those whose wording is not certain, never bind by themselves. */
function whyNotByItself({ status, confidence, effectiveFrom }: CompiledObligation, days: LawDays): string | null {
  if (status === 'proposed') return 'Proposed only, not in force.';
  if (status === 'voluntary') return 'Voluntary: recommended, and no law asks for it.';
  if (status === 'adopted-not-yet-applicable' && (effectiveFrom === null || days.latest < effectiveFrom)) {
    return effectiveFrom === null
      ? 'Adopted, but it does not apply yet.'
      : `It does not apply before ${effectiveFrom}.`;
  }
  if (confidence === 'uncertain') return 'The wording of this rule is not certain, so it does not bind by itself.';
  return null;
}
