import type { Joining } from '../alerts/joining.ts';
import type { FactsPatch } from '../facts.ts';
import { type Instant, toMs } from '../time.ts';

/** One finding as a suspicion rests on it, as everybody is shown it: page, API and command line. */
export type FindingLine = {
  /** By what it is named where it is moved to another incident. */
  finding: string;
  source: string;
  findingId: string;
  title: string;
  type: string;
  /** The gravest that its alerts said, 0 to 10. */
  severity: number;
  rule: string;
  /** Why the rule decided as it did; null where an earlier version judged it. */
  because: string | null;
  facts: FactsPatch;
  /** Systems of the register, with the name by which each was found. */
  systems: { id: string; name: string; by: string }[];
  /** When what it tells of began; null where no time can be read. */
  occurredAt: Instant | null;
  firstAt: Instant;
  lastAt: Instant;
  /** How many alerts it is. */
  count: number;
  /** The alert that said the last of it; null where an earlier version judged it. */
  alert: string | null;
  /** Why it stands there, where its source did not say so. */
  joining: Joining | null;
  /** Where it was until a person moved or merged it, or took that back; null where nobody did. */
  movedFrom: string | null;
  /** It came in after the last decision, or more alerts of it did. */
  since: 'new' | 'again' | null;
};

/** When it begins: as its source says, else when its first alert came. */
export function beganAt({ occurredAt, firstAt }: Pick<FindingLine, 'occurredAt' | 'firstAt'>): Instant {
  return occurredAt ?? firstAt;
}

/** In time order. */
export function inTimeOrder<T extends Pick<FindingLine, 'occurredAt' | 'firstAt'>>(findings: readonly T[]): T[] {
  return findings.toSorted((a, b) => toMs(beganAt(a)) - toMs(beganAt(b)) || toMs(a.firstAt) - toMs(b.firstAt));
}

/**
 * Whether it is news for whoever decided.
 * @param placedAt when the alert came that brought it to its breach
 */
export function sinceDecided(
  { placedAt, firstAt, lastAt }: { placedAt?: Instant | undefined; firstAt: Instant; lastAt: Instant },
  decidedAt: Instant | null,
): FindingLine['since'] {
  if (decidedAt === null) return null;
  if ((placedAt ?? firstAt) > decidedAt) return 'new';
  return lastAt > decidedAt ? 'again' : null;
}
