import type { Instant } from '../time.ts';
import type { SettingChange, SettingValues } from './fields.ts';

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
  /** All that is set from then on. */
  values: SettingValues;
  /** What it changed of what held before. */
  changes: SettingChange[];
  /** The version of the policy that it made. */
  policyVersion: string;
};

/**
 * The version that holds at an instant: of those whose time has come, the last that was stored. Null where all is as
 * the files say.
 */
export function effectiveSettings(versions: readonly SettingVersion[], now: Instant): SettingVersion | null {
  const due = versions.filter(({ effectiveFrom }) => effectiveFrom <= now);
  return due.reduce<SettingVersion | null>((last, each) => (each.number > (last?.number ?? 0) ? each : last), null);
}

/** The version that was stored last, whether it holds yet or not: what the next one begins from. */
export function newestSettings(versions: readonly SettingVersion[]): SettingVersion | null {
  return versions.reduce<SettingVersion | null>(
    (last, each) => (each.number > (last?.number ?? 0) ? each : last),
    null,
  );
}
