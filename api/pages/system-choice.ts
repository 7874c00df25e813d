import type { System } from '../../domain/dataflow.ts';
import { readSystems } from '../../store/dataflow.ts';
import { pageSystems } from '../../store/dataflow-list.ts';
import type { Store } from '../../store/store.ts';

/** Systems to tick on one page; further ones are named by their ids. */
const MOST_OFFERED = 200;

/** The systems that a form offers, those of `ticked` first, and whether there are more than it shows. */
export async function offeredSystems(
  store: Store,
  ticked: readonly string[],
): Promise<{ systems: System[]; more: boolean }> {
  const [first, page] = await Promise.all([
    readSystems(store, [...ticked]),
    pageSystems(store, { filter: {}, limit: MOST_OFFERED }),
  ]);
  const rest = page.systems.filter(({ id }) => !ticked.includes(id));
  const systems = [...first, ...rest].slice(0, Math.max(MOST_OFFERED, first.length));
  return { systems, more: page.next !== null || systems.length < first.length + rest.length };
}

/** The ids that a form chose: ticked, or typed with blanks, commas or lines between them. Each once. */
export function chosenSystems(ticked: readonly string[], typed: string): string[] {
  return [...new Set([...ticked, ...typed.split(/[\s,;]+/)])].filter((id) => id !== '');
}
