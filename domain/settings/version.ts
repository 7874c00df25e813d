import type { Instant } from '../time.ts';
import type { SettingChange, SettingValue, SettingValues } from './fields.ts';

/** One version of what is set on pages. */
export type SettingVersion = {
  /** From 1. */
  number: number;
  at: Instant;
  /** As the record names who it was. */
  by: string;
  /** From when on it holds: then, or when it was stored. */
  effectiveFrom: Instant;
  reasons: string;
  /** All that was to be set from then on when it was stored; of it counts what it changed. */
  values: SettingValues;
  /** What it changes of what was to hold then. */
  changes: SettingChange[];
  /** The version of the policy that it made. */
  policyVersion: string;
};

/**
 * What is set at an instant, by the versions whose time has come, in the order in which they come to hold. Each sets
 * what it changed and no more: one that waits for its day neither comes early nor is lost by another that is stored
 * meanwhile.
 *
 * @param at null for all versions, whether they hold yet or not
 * @returns the values, and the version that came to hold last; null where all is as the files say
 */
export function settingsAt(
  versions: readonly SettingVersion[],
  at: Instant | null,
): { values: SettingValues; last: SettingVersion | null } {
  const due = versions
    .filter(({ effectiveFrom }) => at === null || effectiveFrom <= at)
    .toSorted((a, b) => compare(a.effectiveFrom, b.effectiveFrom) || a.number - b.number);
  const set = new Map<string, SettingValue>();
  for (const { changes, values } of due) {
    for (const { path } of changes) {
      const value = values[path];
      if (value === undefined) set.delete(path);
      else set.set(path, value);
    }
  }
  return { values: Object.fromEntries(set), last: due.at(-1) ?? null };
}

function compare(a: Instant, b: Instant): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
