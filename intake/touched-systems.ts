import { setImmediate } from 'node:timers/promises';
import type { FindingResource } from '../detection/finding.ts';
import { createSystemIndex, type SystemIndex, type SystemLookup } from '../detection/systems/system-index.ts';
import type { System } from '../domain/dataflow.ts';
import { eachSystem, readSystems } from '../store/dataflow.ts';
import { countChanges } from '../store/dataflow-history.ts';
import type { Store } from '../store/store.ts';

const indexes = new WeakMap<Store, { changes: number; index: Promise<SystemIndex> }>();

/** The systems of the register that each of several lists of resources belongs to, and how each was found. */
export async function findTouchedSystems(
  store: Store,
  all: readonly (readonly FindingResource[])[],
): Promise<(SystemLookup & { touched: System[] })[]> {
  const index = await indexOf(store);
  const found = all.map((resources) => index.lookUp(resources));
  const systems = await readSystems(store, [...new Set(found.flatMap((each) => each.systems))]);
  const byId = new Map(systems.map((system) => [system.id, system]));
  return found.map((each) => ({ ...each, touched: each.systems.flatMap((id) => byId.get(id) ?? []) }));
}

/** The index of the register as it is now: built again only after a change, and once for all who wait for it. */
async function indexOf(store: Store): Promise<SystemIndex> {
  // Counted before it is read, so that a change in between shows the next time.
  const changes = await countChanges(store);
  const known = indexes.get(store);
  if (known?.changes === changes) return known.index;
  const index = build(store);
  indexes.set(store, { changes, index });
  index.catch(() => indexes.delete(store));
  return index;
}

const AT_ONCE = 1_000;

async function build(store: Store): Promise<SystemIndex> {
  const index = createSystemIndex();
  let taken = 0;
  for await (const system of eachSystem(store)) {
    index.add(system);
    taken += 1;
    // A hundred thousand at once would keep everybody else waiting.
    if (taken % AT_ONCE === 0) await setImmediate();
  }
  return index;
}
