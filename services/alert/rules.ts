import { numbersOfRules, type PolicyRule, type RuleNumbers } from '../../domain/alerts/rule-numbers.ts';
import { DAY_MS, type Instant, plusMs } from '../../domain/time.ts';
import { dayOf } from '../../store/detection-rules.ts';
import { decidedByRules, joinedByRules, openedByRules } from '../../store/rule-numbers.ts';
import type { Store } from '../../store/store.ts';

/** How rules of detection did over the last days, the noisiest first. `since`: the first day (UTC) that counts. */
export type RuleReport = { days: number; since: string; rules: RuleNumbers[] };

/** @param days how many days back, today beside them */
export async function readRuleReport(
  { store, clock, rules: policy }: { store: Store; clock: () => Instant; rules: readonly PolicyRule[] },
  days: number,
): Promise<RuleReport> {
  const since = dayOf(plusMs(clock(), -days * DAY_MS));
  const [decided, opened, joined] = await Promise.all([
    decidedByRules(store, since),
    openedByRules(store, since),
    joinedByRules(store, since),
  ]);
  return { days, since, rules: numbersOfRules({ policy, decided, opened, joined }) };
}
