import { readSystems } from '../../store/dataflow.ts';
import { nameOf } from '../../web/names.ts';
import type { RegisterNames, RegisterRow } from '../../web/register/model.ts';
import { citedText } from '../../web/translated.ts';
import type { View } from '../../web/view.ts';
import type { ApiDeps } from '../deps.ts';

/** What the entries of one page name, as people call it. */
export async function namesFor(
  { store, policy }: Pick<ApiDeps, 'store' | 'policy'>,
  view: Pick<View, 'words' | 'people' | 'language' | 'texts'>,
  rows: readonly Pick<RegisterRow, 'entry'>[],
): Promise<RegisterNames> {
  const ids = [...new Set(rows.flatMap(({ entry }) => entry.facts.systems))];
  const systems = new Map((await readSystems(store, ids)).map(({ id, name }) => [id, name]));
  return {
    system: (id) => systems.get(id) ?? id,
    duty: (id) => citedText(view, policy.obligations.find((obligation) => obligation.id === id)?.article ?? id),
    by: (by) => nameOf(view, by),
  };
}
