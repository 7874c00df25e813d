import { TocsinError } from '../../domain/errors.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import { holdsOfNoSource } from '../../domain/policy/holds.ts';
import { policyWith, type SettingProblem } from '../../domain/settings/apply.ts';
import {
  changedSettings,
  isSameSetting,
  type SettingChange,
  type SettingValues,
  settingFields,
  valueAt,
} from '../../domain/settings/fields.ts';
import { type SettingVersion, settingsAt } from '../../domain/settings/version.ts';
import type { Instant } from '../../domain/time.ts';
import { addSettings, readSettings } from '../../store/settings.ts';
import type { ServiceDeps } from '../deps.ts';
import { type ChangedBreach, changesOfPolicy, type PolicyChanges } from '../policy/changes.ts';
import { effectsOf, type SettingsEffect } from './effects.ts';

type Deps = Pick<ServiceDeps, 'store' | 'policy' | 'filePolicy' | 'refreshPolicy' | 'clock' | 'sources'>;

/** What a change of the settings would do, before it is stored. */
export type SettingsPreview = {
  /** The number that it would have. */
  number: number;
  policy: CompiledPolicy;
  values: SettingValues;
  /** Against what would hold then. */
  changes: SettingChange[];
  moves: PolicyChanges;
  /** Open incidents of which a duty that binds now would not, or would have a later limit or none; our targets too. */
  stops: ChangedBreach[];
  /** What it does beside duties and targets. */
  effects: SettingsEffect[];
};

/** What is set, and what the form of it begins from: all versions, whether they hold yet or not. */
export async function readSettingsNow({ store, filePolicy }: Pick<Deps, 'store' | 'filePolicy'>): Promise<{
  versions: SettingVersion[];
  values: SettingValues;
  organisation: CompiledPolicy['organisation'];
}> {
  const versions = await readSettings(store);
  const { values } = settingsAt(versions, null);
  const { policy } = policyWith(filePolicy, values);
  return { versions, values, organisation: (policy ?? filePolicy).organisation };
}

/**
 * What a change would do: which fields differ from what would hold then, and which duties of open incidents it moves.
 *
 * @param typed values by path; one that is as the form began is not changed, one that is as the file says no longer set
 * @param effectiveFrom from when on it is to hold; null for now
 */
export async function previewSettings(
  deps: Deps,
  typed: SettingValues,
  effectiveFrom: Instant | null,
): Promise<{ preview: SettingsPreview; problems: [] } | { preview: null; problems: SettingProblem[] }> {
  const { store, filePolicy, clock } = deps;
  const { versions, organisation } = await readSettingsNow(deps);
  const now = clock();
  const isLater = effectiveFrom !== null && effectiveFrom > now;
  const until = settingsAt(versions, isLater ? effectiveFrom : now).values;
  const changed = Object.entries(typed).filter(([path, value]) => !isSameSetting(value, valueAt(organisation, path)));
  const values = withoutFileValues(filePolicy, { ...until, ...Object.fromEntries(changed) });
  const made = policyWith(filePolicy, values);
  if (made.policy === null) return { preview: null, problems: made.problems };
  const number = Math.max(0, ...versions.map((version) => version.number)) + 1;
  // One state of it: while incidents are read, another change may come to hold.
  const holds = { ...((isLater ? policyWith(filePolicy, until).policy : null) ?? deps.policy) };
  const moves = await changesOfPolicy(store, holds, made.policy, now);
  const stops = moves.breaches.flatMap((breach) => {
    const duties = breach.duties.filter(
      ({ change, met }) => met === null && (change === 'binds-no-more' || change === 'later' || change === 'dateless'),
    );
    return breach.isOpen && duties.length > 0 ? [{ ...breach, duties }] : [];
  });
  const changes = changedSettings(holds.organisation, made.policy.organisation);
  const problems = [
    ...unknownSources(deps, made.policy, changes),
    ...againstLater(filePolicy, versions, { number, effectiveFrom: isLater ? effectiveFrom : now, values, changes }),
  ];
  if (problems.length > 0) return { preview: null, problems };
  const effects = await effectsOf(store, [holds.organisation, made.policy.organisation], now);
  return { preview: { number, policy: made.policy, values, changes, moves, stops, effects }, problems: [] };
}

/** The rule of `policy check` that no schema holds, since sources stand beside the organisation. */
function unknownSources(
  { sources }: Pick<Deps, 'sources'>,
  { organisation }: CompiledPolicy,
  changes: readonly SettingChange[],
): SettingProblem[] {
  const path = 'retention.alertHolds';
  if (!changes.some((change) => change.path === path)) return [];
  const holds = organisation.retention?.alertHolds ?? [];
  const names = sources.all.map(({ name }) => name);
  return holdsOfNoSource(holds, names).map((index) => {
    const given = holds[index]?.source ?? '';
    return { path, at: [index, 'source'], message: `is no alert source; there are ${names.join(', ')}`, given };
  });
}

/** A version that waits for its day must still go with what is stored now: else it would never hold. */
function againstLater(
  filePolicy: CompiledPolicy,
  versions: readonly SettingVersion[],
  made: Pick<SettingVersion, 'number' | 'effectiveFrom' | 'values' | 'changes'>,
): SettingProblem[] {
  const next: SettingVersion = { ...made, at: made.effectiveFrom, by: '', reasons: '', policyVersion: '' };
  const broken = versions.find(({ effectiveFrom }) => {
    if (effectiveFrom <= made.effectiveFrom) return false;
    return policyWith(filePolicy, settingsAt([next, ...versions], effectiveFrom).values).policy === null;
  });
  const [first] = made.changes;
  if (broken === undefined || first === undefined) return [];
  const later = { number: broken.number, from: broken.effectiveFrom };
  return [{ path: first.path, message: `does not go with version ${broken.number}`, given: null, later }];
}

type SettingsSaid = { by: string; reasons: string; effectiveFrom: Instant | null; confirms?: boolean };

/**
 * Stores a change that was looked at, as a version of its own.
 *
 * @param confirms whether it may change nothing: then somebody says that what holds is right
 * @throws TocsinError `stale` where somebody else stored one meanwhile, `bad-input` where nothing changes
 */
export async function saveSettings(
  deps: Deps,
  { number, policy, values, changes }: SettingsPreview,
  { by, reasons, effectiveFrom, confirms = false }: SettingsSaid,
): Promise<void> {
  if (changes.length === 0 && !confirms) {
    throw new TocsinError('bad-input', 'Nothing differs from what holds now.', undefined, { why: 'nothing-changed' });
  }
  const at = deps.clock();
  const { policyVersion } = policy;
  const from = effectiveFrom === null || effectiveFrom < at ? at : effectiveFrom;
  await addSettings(deps.store, { number, at, by, effectiveFrom: from, reasons, values, changes, policyVersion });
  await deps.refreshPolicy();
}

/** What is as the file says is not set: the file can change it again. */
function withoutFileValues({ organisation }: CompiledPolicy, values: SettingValues): SettingValues {
  const known = settingFields(organisation).map(({ path }) => path);
  return Object.fromEntries(
    Object.entries(values).filter(
      ([path, value]) => known.includes(path) && !isSameSetting(value, valueAt(organisation, path)),
    ),
  );
}
