import type { Instant } from '../time.ts';
import type { Understood } from './outcome.ts';

/** The times that a tool tells of a finding, each instant once with all that it is. */

export const TOLD_TIMES = ['began', 'lastSeen', 'raised', 'changed'] as const;
export type ToldTime = (typeof TOLD_TIMES)[number];

/** Of one event all of them may be the same instant. */
export function toldTimes(finding: Understood): { at: Instant; which: ToldTime[] }[] {
  const { firstSeenAt, lastSeenAt, raisedAt, occurredAt, updatedAt } = finding;
  // What earlier versions judged says only since when, and by the better of two times.
  const began = firstSeenAt ?? (raisedAt === undefined ? occurredAt : null);
  const told = { began, lastSeen: lastSeenAt ?? null, raised: raisedAt ?? null, changed: updatedAt };
  const known = TOLD_TIMES.flatMap((which) => (told[which] === null ? [] : [{ which, at: told[which] }]));
  return [...Map.groupBy(known, ({ at }) => at)].map(([at, those]) => ({ at, which: those.map(({ which }) => which) }));
}
