import type { BreachState } from '../../../domain/breach/state.ts';
import type { System } from '../../../domain/dataflow.ts';
import { listCounterparties, readCounterparties, readSystems } from '../../../store/dataflow.ts';
import type { Store } from '../../../store/store.ts';
import type { Names } from '../../../web/breach/model.ts';
import { nameOf } from '../../../web/names.ts';
import type { View } from '../../../web/view.ts';

/** The systems of a breach and the names of everybody in it, as the register knows them now. */
export async function readNames(
  store: Store,
  view: Pick<View, 'words' | 'people'>,
  state: BreachState,
): Promise<{ names: Names; systems: System[] }> {
  const systems = await readSystems(store, state.facts.systems);
  const told = [...Object.keys(state.notices), ...systems.flatMap((s) => s.customers)];
  const parties = told.length > 50 ? await listCounterparties(store) : await readCounterparties(store, told);
  const systemNames = new Map(systems.map((system) => [system.id, system.name]));
  const partyNames = new Map(parties.map((party) => [party.id, party.name]));
  const duties = new Map((state.plan?.obligations ?? []).map((o) => [o.id, o.article]));
  const names: Names = {
    by: (by) => nameOf(view, by),
    system: (id) => systemNames.get(id) ?? id,
    counterparty: (id) => partyNames.get(id) ?? id,
    duty: (id) => duties.get(id) ?? id,
  };
  return { names, systems };
}
