import { readSystems } from '../../store/dataflow.ts';
import { readPolicyVersions } from '../../store/policy-versions.ts';
import { nameOf } from '../../web/names.ts';
import { versionName } from '../../web/policy/versions.ts';
import type { RegisterNames, RegisterRow } from '../../web/register/model.ts';
import { citedText } from '../../web/translated.ts';
import type { View } from '../../web/view.ts';
import type { ApiDeps } from '../deps.ts';

/** What the entries of one page name, as people call it. */
export async function namesFor(
  { store, policy }: Pick<ApiDeps, 'store' | 'policy'>,
  view: Pick<View, 'words' | 'people' | 'zone' | 'language' | 'texts'>,
  rows: readonly Pick<RegisterRow, 'entry'>[],
): Promise<RegisterNames> {
  const ids = [...new Set(rows.flatMap(({ entry }) => entry.facts.systems))];
  const systems = new Map((await readSystems(store, ids)).map(({ id, name }) => [id, name]));
  const planned = rows.flatMap(({ entry: { policyVersion } }) => (policyVersion === null ? [] : [policyVersion]));
  const versions = await readPolicyVersions(store, [...new Set(planned)]);
  return {
    system: (id) => systems.get(id) ?? id,
    duty: (id) => citedText(view, policy.obligations.find((obligation) => obligation.id === id)?.article ?? id),
    by: (by) => nameOf(view, by),
    // One of before versions were kept, or of a plan made elsewhere, is known by its hash alone.
    policy: (version) => {
      const known = versions.get(version);
      return known === undefined ? version : versionName(view, known);
    },
    policyName: (version) => versions.get(version)?.named?.name ?? '',
  };
}
