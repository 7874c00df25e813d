import type { Instant } from '../time.ts';

/** What findings that a correlation counts can have in common. */
export const GROUP_FIELDS = ['system', 'user', 'ip', 'account', 'resource', 'type', 'source'] as const;
export type GroupField = (typeof GROUP_FIELDS)[number];

/** One judged finding as it is kept for correlations. Values may name people: they are kept sealed. */
export type RuleHit = {
  /** The finding, by the name it has in the store. One that comes again is one row, with its last instant. */
  finding: string;
  /** `<source>/<rule>` of the rule that decided. */
  rule: string;
  /** When it happened last. */
  at: Instant;
  /** When its alert came in; absent in what version 0.10 kept, where `at` is that. */
  receivedAt?: Instant;
  values: Readonly<Partial<Record<GroupField, readonly string[]>>>;
};
