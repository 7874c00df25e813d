import { TocsinError } from '../../domain/errors.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import { policyWith, type SettingProblem } from '../../domain/settings/apply.ts';
import {
  changedSettings,
  type SettingChange,
  type SettingValues,
  settingFields,
  valueAt,
} from '../../domain/settings/fields.ts';
import { newestSettings, type SettingVersion } from '../../domain/settings/version.ts';
import type { Instant } from '../../domain/time.ts';
import { addSettings, readSettings } from '../../store/settings.ts';
import type { ServiceDeps } from '../deps.ts';
import { type ChangedBreach, changesOfPolicy, type PolicyChanges } from '../policy/changes.ts';

type Deps = Pick<ServiceDeps, 'store' | 'policy' | 'filePolicy' | 'refreshPolicy' | 'clock'>;

/** What a change of the settings would do, before it is stored. */
export type SettingsPreview = {
  /** The number that it would have. */
  number: number;
  policy: CompiledPolicy;
  values: SettingValues;
  /** Against what holds now. */
  changes: SettingChange[];
  moves: PolicyChanges;
  /** Open incidents of which a duty that binds now would not, or would have a later limit or none; our targets too. */
  stops: ChangedBreach[];
};

/** What is set, and what the form of it begins from: the newest version, whether it holds yet or not. */
export async function readSettingsNow({ store, filePolicy }: Pick<Deps, 'store' | 'filePolicy'>): Promise<{
  versions: SettingVersion[];
  newest: SettingVersion | null;
  organisation: CompiledPolicy['organisation'];
}> {
  const versions = await readSettings(store);
  const newest = newestSettings(versions);
  const { policy } = policyWith(filePolicy, newest?.values ?? {});
  return { versions, newest, organisation: (policy ?? filePolicy).organisation };
}

/**
 * What a change would do: which fields differ from what holds now, and which duties of open incidents it moves.
 *
 * @param typed values by path; one that is as the file says is no longer set
 */
export async function previewSettings(
  deps: Deps,
  typed: SettingValues,
): Promise<{ preview: SettingsPreview; problems: [] } | { preview: null; problems: SettingProblem[] }> {
  const { store, filePolicy, clock } = deps;
  const { newest } = await readSettingsNow(deps);
  const values = withoutFileValues(filePolicy, { ...newest?.values, ...typed });
  const made = policyWith(filePolicy, values);
  if (made.policy === null) return { preview: null, problems: made.problems };
  // One state of it: while incidents are read, another change may come to hold.
  const holds = { ...deps.policy };
  const moves = await changesOfPolicy(store, holds, made.policy, clock());
  const stops = moves.breaches.flatMap((breach) => {
    const duties = breach.duties.filter(
      ({ change, met }) => met === null && (change === 'binds-no-more' || change === 'later' || change === 'dateless'),
    );
    return breach.isOpen && duties.length > 0 ? [{ ...breach, duties }] : [];
  });
  const changes = changedSettings(holds.organisation, made.policy.organisation);
  const number = (newest?.number ?? 0) + 1;
  return { preview: { number, policy: made.policy, values, changes, moves, stops }, problems: [] };
}

/**
 * Stores a change that was looked at, as a version of its own.
 *
 * @throws TocsinError `stale` where somebody else stored one meanwhile, `bad-input` where nothing changes
 */
export async function saveSettings(
  deps: Deps,
  { number, policy, values, changes }: SettingsPreview,
  { by, reasons, effectiveFrom }: { by: string; reasons: string; effectiveFrom: Instant | null },
): Promise<void> {
  if (changes.length === 0) {
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
      ([path, value]) => known.includes(path) && JSON.stringify(value) !== JSON.stringify(valueAt(organisation, path)),
    ),
  );
}
