import { CAME_TO, type CameTo, isDismissed } from '../breach/came-to.ts';
import type { Instant } from '../time.ts';
import { OUTCOMES, type Outcome } from './rule-use.ts';

/** How well rules of detection do: what they opened, and what people found that to be. */

/** A rule of today's policy. */
export type PolicyRule = { rule: string; outcome: Outcome };

/** What one rule did over a time. */
export type RuleNumbers = {
  /** `<source>/<rule>`, or `correlations/<rule>`. */
  rule: string;
  /** What today's policy has it make of a finding; null where it is no rule of that. */
  outcome: Outcome | null;
  /** Findings of alerts that it decided on, one that came again each time. */
  decided: Record<Outcome, number>;
  lastAt: Instant | null;
  /** Suspicions that it opened, and what each came to; breaches of other rules that it had something join. */
  opened: number;
  cameTo: Record<CameTo, number>;
  joined: number;
  dismissed: number;
  /** Of those opened that people have decided on, the part that was dismissed (0 to 1); null where there is none. */
  dismissedShare: number | null;
};

/** The numbers of every rule that did something, and of those of the policy that did nothing; the noisiest first. */
export function numbersOfRules({
  policy,
  decided,
  opened,
  joined,
}: {
  policy: readonly PolicyRule[];
  decided: readonly ({ rule: string; lastAt: Instant } & Record<Outcome, number>)[];
  opened: readonly { rule: string; cameTo: CameTo }[];
  joined: ReadonlyMap<string, number>;
}): RuleNumbers[] {
  const outcomes = new Map(policy.map(({ rule, outcome }) => [rule, outcome]));
  const decisions = new Map(decided.map((each) => [each.rule, each]));
  const openings = Map.groupBy(opened, ({ rule }) => rule);
  const rules = new Set([...outcomes.keys(), ...decisions.keys(), ...openings.keys(), ...joined.keys()]);
  const numbers = [...rules].map((rule): RuleNumbers => {
    const own = (openings.get(rule) ?? []).map(({ cameTo }) => cameTo);
    const dismissed = own.filter(isDismissed).length;
    const found = own.filter((came) => came !== 'open').length;
    return {
      ...{ rule, outcome: outcomes.get(rule) ?? null },
      decided: countsOf(OUTCOMES, (outcome) => decisions.get(rule)?.[outcome] ?? 0),
      lastAt: decisions.get(rule)?.lastAt ?? null,
      opened: own.length,
      cameTo: countsOf(CAME_TO, (came) => own.filter((each) => each === came).length),
      joined: joined.get(rule) ?? 0,
      dismissed,
      dismissedShare: found === 0 ? null : dismissed / found,
    };
  });
  return numbers.toSorted(byNoise);
}

/** How many findings a rule decided on. */
export function decidedBy({ decided }: Pick<RuleNumbers, 'decided'>): number {
  return OUTCOMES.reduce((sum, outcome) => sum + decided[outcome], 0);
}

/** Whether a rule did anything at all. */
export function hasFired(numbers: RuleNumbers): boolean {
  return decidedBy(numbers) + numbers.opened + numbers.joined > 0;
}

/** What costs people most comes first: suspicions dismissed, then their share, then what was opened and decided. */
function byNoise(a: RuleNumbers, b: RuleNumbers): number {
  return (
    b.dismissed - a.dismissed ||
    (b.dismissedShare ?? 0) - (a.dismissedShare ?? 0) ||
    b.opened - a.opened ||
    decidedBy(b) - decidedBy(a) ||
    (a.rule < b.rule ? -1 : 1)
  );
}

function countsOf<Name extends string>(names: readonly Name[], count: (name: Name) => number): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, count(name)])) as Record<Name, number>;
}
