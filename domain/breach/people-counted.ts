import type { PeopleTold } from './events.ts';

/** `atMost`: counted over several tellings, whose lists may hold the same people. Never on record, it is worked out. */
export type PeopleCounted = PeopleTold & { atMost: boolean };

/** How many were told by the last of several filings of one duty: a sum over them is the most that it can be. */
export function peopleCounted(versions: readonly { people?: PeopleTold | null }[]): PeopleCounted | null {
  const people = versions.at(-1)?.people ?? null;
  return people && { ...people, atMost: versions.filter((each) => (each.people?.told ?? 0) > 0).length > 1 };
}
