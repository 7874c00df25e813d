import type { Log } from '../config/logger.ts';
import type { AlertSources } from '../detection/registry.ts';
import type { Correlation } from '../detection/rules/correlation.ts';
import type { RuleEvaluator } from '../detection/rules/evaluate.ts';
import type { RelativesPolicy } from '../detection/suspicions/relatives.ts';
import type { StormPolicy } from '../detection/suspicions/storm-policy.ts';
import type { TocsinError } from '../domain/errors.ts';
import type { Instant } from '../domain/time.ts';
import type { AlertDoc } from '../store/alert-record.ts';
import type { Store } from '../store/store.ts';
import type { JudgedFinding } from './alert-judging.ts';
import type { Relay } from './relay.ts';

/** What alerts are judged by. */
export type Judgement = {
  rules: ReadonlyMap<string, RuleEvaluator>;
  relatives: RelativesPolicy;
  correlations: readonly Correlation[];
  storm: StormPolicy;
  /** After so many days alerts are erased that belong to no breach; null where none is. */
  keptDays: number | null;
};

/** What the steps of a turn over the inbox have in common. */
export type AlertTurnDeps = Judgement & {
  store: Store;
  sources: AlertSources;
  relay: Pick<Relay, 'kick'>;
  clock: () => Instant;
  log: Pick<Log, 'warn' | 'info'>;
};

/**
 * An alert of the batch: what its source read in it. `reason`: why it, or a part of it, cannot be read. `aside`: what
 * its source says of it where it is no alert.
 */
export type Taken = {
  doc: AlertDoc;
  raw: Buffer;
  isPacked: boolean;
  judged: JudgedFinding[];
  aside: string[];
  reason: TocsinError | null;
};
