import type { Instant } from '../time.ts';

/**
 * What a rule makes of a finding. `ignore`: kept as evidence, and it joins no breach. `watch`: kept, and told to a
 * breach that it belongs to. `suspect`: it opens a suspected breach. `page`: so it does, and where one is open, whoever
 * has that is told at once.
 */
export const OUTCOMES = ['ignore', 'watch', 'suspect', 'page'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Where rules over several findings stand, in place of a source. */
export const CORRELATIONS = 'correlations';

/** A rule as it is named beside those of all sources: `<source>/<rule>`, or `correlations/<rule>`. */
export function ruleName(source: string, rule: string): string {
  return `${source}/${rule}`;
}

/** A rule that decided on one alert. */
export type RuleUse = {
  rule: string;
  outcome: Outcome;
  at: Instant;
  /** The alert counts now; one that is put off counts when its turn comes. */
  counts: boolean;
};

/** A rule by which a breach was opened, or by which something joined it. */
export type RuleOfBreach = { rule: string; breachId: string; opened: boolean; at: Instant };
