/** Why a finding joins a suspicion, or follows one that is closed, as everybody is shown it. */

/**
 * What two findings have in common, the strongest first; `rule`: a correlation counts them together. `chain`: one goes
 * on where the other led. `storm`: nothing but their source, which had opened too many suspicions within the hour.
 */
export const RELATIONS = ['finding', 'rule', 'system', 'actor', 'chain', 'account', 'storm'] as const;
export type Relation = (typeof RELATIONS)[number];

/**
 * `values`: what both name, the correlation, or for `storm` the source; none for `finding`, which is the same one.
 * `finding`: the earlier one of the two; for `storm` itself.
 */
export type JoiningReason = { relation: Relation; values: string[]; finding: string };

/**
 * Where a finding belongs. `joins`: the open suspicion; null where it opens one, or belongs to none. `follows`: the
 * closed one that it would have joined. `because`: what speaks for that one of both. `related`: other open ones that
 * it has something in common with, which a person may merge.
 */
export type Joining = {
  joins: string | null;
  follows: string | null;
  because: JoiningReason[];
  related: string[];
};

/** The same for people: each relation once, with all that is named by it, the strongest first. */
export function byRelation(because: readonly JoiningReason[]): { relation: Relation; values: string[] }[] {
  return [...Map.groupBy(because, ({ relation }) => relation)].map(([relation, those]) => {
    return { relation, values: [...new Set(those.flatMap(({ values }) => values))] };
  });
}
