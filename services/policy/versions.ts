import { TocsinError } from '../../domain/errors.ts';
import { type ChangedPart, changedParts, changedRows, type RowChange } from '../../domain/policy/changes.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import { changedSettings, type SettingChange } from '../../domain/settings/fields.ts';
import {
  listPolicyVersions,
  type PolicyContent,
  type PolicyVersion,
  readPolicyContent,
} from '../../store/policy-versions.ts';
import type { Store } from '../../store/store.ts';

/** One version of the policy, and what it changed of the one that held before it. */
export type PolicyVersionChanges = {
  version: PolicyVersion;
  /** Null where none held before it. */
  before: PolicyVersion | null;
  rows: RowChange[];
  parts: ChangedPart[];
  settings: SettingChange[];
};

/** @throws TocsinError `not-found` where no such version ever held here */
export async function readPolicyVersion(store: Store, policyVersion: string): Promise<PolicyVersionChanges> {
  const versions = await listPolicyVersions(store);
  const at = versions.findIndex((each) => each.policyVersion === policyVersion);
  const version = versions[at];
  if (version === undefined) {
    throw new TocsinError('not-found', 'No such version of the policy ever held here.', 'version');
  }
  const before = versions[at + 1] ?? null;
  const none = { version, before, rows: [], parts: [], settings: [] };
  if (before === null) return none;
  const [from, to] = await Promise.all([
    readPolicyContent(store, before.policyVersion),
    readPolicyContent(store, policyVersion),
  ]);
  if (from === null || to === null) return none;
  const [was, is] = [asPolicy(from), asPolicy(to)];
  const settings = changedSettings(was.organisation, is.organisation);
  return { version, before, rows: changedRows(was, is), parts: changedParts(was, is), settings };
}

/** What was kept has all that is compared; its conditions are texts, and are never evaluated. */
function asPolicy(content: PolicyContent): CompiledPolicy {
  return { ...content, cases: {}, notices: {} };
}
