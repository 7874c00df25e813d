import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import { policyWith } from '../domain/settings/apply.ts';
import { type SettingVersion, settingsAt } from '../domain/settings/version.ts';
import type { Instant } from '../domain/time.ts';
import { FILES, notePolicy } from './policy-versions.ts';
import { lastSettings, readSettings } from './settings.ts';
import type { Store } from './store.ts';

/**
 * The policy as it holds: that of the files, with what is set on pages. Every process asks the database for it again
 * and again, so that all plan by the same within seconds; a plan says by which version it was made.
 */
export type LivePolicy = {
  /** Read anew at each use: whoever needs one state of it for long takes a copy of its fields. */
  policy: CompiledPolicy;
  /** Reads what is set now; all stays as it was where that fails. @throws TocsinError `unavailable` */
  refresh(): Promise<void>;
};

type Deps = {
  store: Store;
  /** As the files say. */
  files: CompiledPolicy;
  clock: () => Instant;
  /** Hears of settings that do not go with the files. */
  warn: (settings: number) => void;
};

/** Goes by the files until it is refreshed for the first time. */
export function createLivePolicy(deps: Deps): LivePolicy {
  const { store, files, clock, warn } = deps;
  let current = files;
  let versions: SettingVersion[] = [];
  let applied: string | null = null;

  async function refresh(): Promise<void> {
    if ((await lastSettings(store)) !== (versions[0]?.number ?? 0)) versions = await readSettings(store);
    const { values, last } = settingsAt(versions, clock());
    const set = JSON.stringify(values);
    if (set === applied) return;
    const made = policyWith(files, values);
    // Files that no longer go with what is set: what was valid holds on, and somebody has to look.
    if (made.policy === null) warn(last?.number ?? 0);
    else current = made.policy;
    await notePolicy(store, current, { at: clock(), by: last?.by ?? FILES });
    applied = set;
  }

  return { policy: alwaysOf(() => current), refresh };
}

/** An object whose fields are those of what `read` gives, at every look. */
export function alwaysOf<T extends object>(read: () => T): T {
  const live = {} as T;
  for (const key of Object.keys(read()) as (keyof T)[]) {
    Object.defineProperty(live, key, { enumerable: true, get: () => read()[key] });
  }
  return live;
}

/** The policy as it holds now, for a program that runs once. */
export async function policyOfNow(deps: Omit<Deps, 'warn'>): Promise<CompiledPolicy> {
  const { values } = settingsAt(await readSettings(deps.store), deps.clock());
  return policyWith(deps.files, values).policy ?? deps.files;
}
