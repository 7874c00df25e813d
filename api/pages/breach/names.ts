import type { BreachState } from '../../../domain/breach/state.ts';
import type { System } from '../../../domain/dataflow.ts';
import { readCounterparties, readSystems } from '../../../store/dataflow.ts';
import type { Store } from '../../../store/store.ts';
import type { Names } from '../../../web/breach/model.ts';
import { nameOf } from '../../../web/names.ts';
import { targetOf } from '../../../web/own-target.ts';
import { citedText } from '../../../web/translated.ts';
import type { View } from '../../../web/view.ts';

/**
 * The systems of a breach, and the names of what its page shows, as the register knows them now. Of suppliers and
 * customers only those that `shown` picks, since there may be thousands.
 */
export async function readNames(
  store: Store,
  view: Pick<View, 'words' | 'people' | 'language' | 'texts'>,
  state: BreachState,
  shown: (systems: readonly System[]) => readonly string[],
): Promise<{ names: Names; systems: System[] }> {
  const systems = await readSystems(store, state.facts.systems);
  const parties = await readCounterparties(store, [...new Set(shown(systems))]);
  const systemNames = new Map(systems.map((system) => [system.id, system.name]));
  const partyNames = new Map(parties.map((party) => [party.id, party.name]));
  const duties = new Map((state.plan?.obligations ?? []).map((o) => [o.id, citedText(view, o.article)]));
  const names: Names = {
    by: (by) => nameOf(view, by),
    system: (id) => systemNames.get(id) ?? id,
    counterparty: (id) => partyNames.get(id) ?? id,
    duty: (id) => duties.get(id) ?? targetOf(view, state.plan, id),
  };
  return { names, systems };
}
