import { DATA_CLASSES, type Facts } from '../facts.ts';
import { AVAILABILITY_LOSS, CONFIDENTIALITY_LOSS, INTEGRITY_LOSS } from '../losses.ts';
import type { CompiledPolicy } from '../policy/compiled.ts';
import { CLASSIFICATIONS, knownClasses, WHICH_ACT } from '../policy/context.ts';
import { makePlan } from './make.ts';
import type { Plan, PlanInput, RiskConclusion } from './types.ts';

/** What nobody has stated yet counts as its gravest value: which facts those are, and what an answer would change. */

export type OpenFactName = keyof Facts;
export type OpenFact = {
  fact: OpenFactName;
  /** `gravest`: not known. `unruled`: no evidence of it, which rules nothing out. `unshown`: no until shown. */
  counts: 'gravest' | 'unruled' | 'unshown';
  /** The lowest conclusion that an answer could bring, where that is lower than it is now. */
  lowest: RiskConclusion | null;
  /** Duties that bind now and that an answer could end, by their ids. */
  ends: string[];
};

type Seen = Pick<PlanInput, 'facts' | 'dataFlow'>;
type Question = {
  counts(seen: Seen): OpenFact['counts'] | null;
  answers: readonly unknown[];
};

const loss = (name: 'confidentiality' | 'integrity' | 'availability', answers: readonly string[]): Question => ({
  counts: ({ facts }) => (facts[name] === 'unknown' ? 'gravest' : facts[name] === 'no-evidence' ? 'unruled' : null),
  answers,
});
const undecided = (name: OpenFactName, answer: unknown = false): Question => ({
  counts: ({ facts }) => (facts[name] === null ? 'gravest' : null),
  answers: [answer],
});
/** What somebody has to show: it lowers duties once it is stated. */
const unshown = (name: OpenFactName): Question => ({
  counts: ({ facts }) => (facts[name] === false ? 'unshown' : null),
  answers: [true],
});

/** Every fact that a trigger, a factor of the severity or a rule reads. */
export const QUESTIONS: Readonly<Partial<Record<OpenFactName, Question>>> = {
  confidentiality: loss('confidentiality', CONFIDENTIALITY_LOSS),
  integrity: loss('integrity', INTEGRITY_LOSS),
  availability: loss('availability', AVAILABILITY_LOSS),
  malicious: { counts: ({ facts }) => (facts.malicious === 'unknown' ? 'gravest' : null), answers: ['no'] },
  dataClasses: {
    counts: ({ facts, dataFlow }) => (knownClasses(facts, dataFlow).length === 0 ? 'gravest' : null),
    answers: DATA_CLASSES.map((each) => [each]),
  },
  peopleConcerned: undecided('peopleConcerned', 1),
  vulnerablePeople: undecided('vulnerablePeople'),
  identityDetails: {
    counts: ({ facts }) => (facts.identityDetails === 'unknown' && facts.contextScore !== 1 ? 'gravest' : null),
    answers: ['no'],
  },
  dataKinds: undecided('dataKinds', []),
  aiIncidents: undecided('aiIncidents', []),
  ...Object.fromEntries([...CLASSIFICATIONS, ...WHICH_ACT].map((name) => [name, undecided(name)])),
  protectionNeeded: {
    counts: ({ facts }) => (facts.protectionNeeded === 'unknown' ? 'gravest' : null),
    answers: ['no'],
  },
  identifiability: {
    counts: ({ facts }) => (facts.identifiability === 'maximum' ? 'unshown' : null),
    answers: ['negligible', 'limited', 'significant'],
  },
  unintelligible: unshown('unintelligible'),
  recipientsTrusted: unshown('recipientsTrusted'),
  highRiskRemoved: unshown('highRiskRemoved'),
  effortDisproportionate: unshown('effortDisproportionate'),
  harmUnlikely: unshown('harmUnlikely'),
};

const GRAVITY: readonly RiskConclusion[] = ['unlikely', 'risk', 'high-risk'];

/**
 * Every open fact with what an answer to it alone would change, first those that could end duties, then those that
 * could lower the proposal; those that are only unshown where it would change something.
 */
export function openFacts(policy: CompiledPolicy, input: PlanInput): OpenFact[] {
  const now = makePlan(policy, input);
  const found = Object.entries(QUESTIONS).flatMap(([name, { counts, answers }]): OpenFact[] => {
    const [fact, how] = [name as OpenFactName, counts(input)];
    if (how === null) return [];
    const plans = answers.map((answer) => makePlan(policy, answered(input, fact, answer)));
    const one = { fact, counts: how, ...changedBy(now, plans) };
    return !hasEffect(one) && !(how === 'gravest' && IS_ASKED.includes(fact)) ? [] : [one];
  });
  return found.toSorted((a, b) => b.ends.length - a.ends.length || Number(hasEffect(b)) - Number(hasEffect(a)));
}

/** Whether an answer to it alone would change anything. */
export function hasEffect({ lowest, ends }: Pick<OpenFact, 'lowest' | 'ends'>): boolean {
  return lowest !== null || ends.length > 0;
}

/** What answers to all that is not known could change together, each at its mildest. */
export function changedTogether(policy: CompiledPolicy, input: PlanInput): Pick<OpenFact, 'lowest' | 'ends'> {
  const unknown = Object.entries(QUESTIONS).filter(([, { counts }]) => counts(input) === 'gravest');
  const all = unknown.reduce((one, [name, { answers }]) => answered(one, name as OpenFactName, answers[0]), input);
  return changedBy(makePlan(policy, input), [makePlan(policy, all)]);
}

/** What every breach is asked: open also where the answer alone would change nothing. */
const IS_ASKED: readonly OpenFactName[] = [
  ...(['confidentiality', 'integrity', 'availability', 'malicious'] as const),
  ...(['dataClasses', 'peopleConcerned', 'vulnerablePeople', 'identityDetails'] as const),
];

function answered(input: PlanInput, fact: OpenFactName, answer: unknown): PlanInput {
  const facts = { ...input.facts, [fact]: answer };
  if (fact !== 'dataClasses') return { ...input, facts };
  // Once somebody says which kinds were found, those of the register that are not known are no part of it.
  const { classesOf: _, ...dataFlow } = input.dataFlow;
  return { ...input, facts, dataFlow };
}

function changedBy(now: Plan, plans: readonly Plan[]): Pick<OpenFact, 'lowest' | 'ends'> {
  const lowest = Math.min(...plans.map((plan) => GRAVITY.indexOf(plan.severity.proposed)));
  const isLower = lowest < GRAVITY.indexOf(now.severity.proposed);
  const binding = (plan: Plan) => plan.obligations.filter(({ applies }) => applies === 'binds').map(({ id }) => id);
  const ends = binding(now).filter((id) => plans.some((plan) => !binding(plan).includes(id)));
  return { lowest: isLower ? (GRAVITY[lowest] ?? null) : null, ends };
}
