import { setImmediate } from 'node:timers/promises';
import { createSystemIndex } from '../../detection/systems/system-index.ts';
import type { System } from '../../domain/dataflow.ts';
import type { Instant } from '../../domain/time.ts';
import { judgeAgain } from '../../store/alert-again.ts';
import { type AlertFinding, findingsNaming } from '../../store/alert-findings.ts';
import { readUnknown } from '../../store/alert-unknown.ts';
import type { Store } from '../../store/store.ts';
import { resourceOf } from './unknown.ts';

type Deps = { store: Store; judge: { kick(): void } };

/** Systems that are taken up at once, before others get their turn. */
const AT_ONCE = 1_000;

/**
 * Has stored alerts judged again that named what these systems are known by from now on, and the register did not know
 * then. One that came to an incident brings it the system as news; one that opened nothing may open a suspicion. Of
 * what a person has closed nothing is judged again. Safe to repeat: what was judged with the system is left as it is.
 *
 * @param at when that was asked for (UTC)
 * @returns how many alerts wait to be judged again
 */
export async function judgeNamedAgain(
  { store, judge }: Deps,
  systems: readonly System[],
  at: Instant,
): Promise<number> {
  const rows = systems.length === 0 ? [] : await readUnknown(store);
  if (rows.length === 0) return 0;
  const index = createSystemIndex();
  for (const [taken, system] of systems.entries()) {
    index.add(system);
    if (taken % AT_ONCE === AT_ONCE - 1) await setImmediate();
  }
  const knownBy = new Map<string, readonly string[]>();
  const lastAlerts: string[] = [];
  for (const row of rows) {
    const resource = resourceOf(row);
    const found = resource === null ? [] : index.lookUp([resource]).systems;
    if (found.length === 0) continue;
    knownBy.set(row.thing.key, found);
    lastAlerts.push(row.alert);
  }
  if (knownBy.size === 0) return 0;
  /** Not judged with what it named; of one that names more than is kept, that is not known. */
  const isDue = ({ unknown = [], known }: AlertFinding) =>
    unknown.every((key) => !knownBy.has(key)) ||
    unknown.some((key) => knownBy.get(key)?.some((id) => !known.systems.includes(id)));
  // Of what version 0.13 judged after the migration, while it was replaced, only this is known: which named it last.
  let count = await judgeAgain(store, lastAlerts, at, { againAt: { $exists: false } });
  for await (const findings of findingsNaming(store, [...knownBy.keys()])) {
    const alerts = findings.filter(isDue).flatMap(({ alert }) => alert ?? []);
    count += await judgeAgain(store, alerts, at);
  }
  if (count > 0) judge.kick();
  return count;
}
