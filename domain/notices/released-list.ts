import type { KindRelease } from '../communication/release.ts';
import type { CounterpartyKind } from '../dataflow.ts';
import { fingerprintOf } from '../plan/notices.ts';
import type { PlannedNotice } from '../plan/types.ts';

/** Whom a release tells, by id, and of which of their systems; and whom it leaves out, with the reasons. Pure. */

/** Why somebody is left out. */
export type LeftOutOne = { counterparty: string; reasons: string };
/** Who is left out, as a person says it: by ids, or a whole kind, or all that a system touches. */
export type LeftOut = { reasons: string } & (
  | { counterparties: readonly string[] }
  | { kind: CounterpartyKind }
  | { system: string }
);
export type ReleasedList = {
  /** So that nobody can guess reasons from the digest; empty where there are none. */
  salt: string;
  /** By counterparty: the systems that its notice names, and its entry, as {@link RegisterSeen} has it. */
  told: [counterparty: string, systems: string[], entry?: number][];
  leftOut: LeftOutOne[];
  /** The same of the systems. Absent, as the entries are, from releases of before version 0.9. */
  systems?: [system: string, entry: number][];
};
/**
 * Which entries of the register were looked at, by the number of their last change: a letter reads as they did then,
 * whatever the register says by the time it leaves.
 */
export type RegisterSeen = Record<'counterparties' | 'systems', ReadonlyMap<string, number>>;

type Touched = Pick<PlannedNotice, 'counterparty' | 'kind' | 'systems'>;

/**
 * The list for those who are to be told. A system that is left out is not named to anybody; who has no other is left
 * out whole.
 */
export function listOf(
  wanted: readonly Touched[],
  leftOut: readonly LeftOut[],
  salt: string,
  seen?: RegisterSeen,
): ReleasedList {
  const byId = new Map<string, string>();
  const [byKind, bySystem] = [new Map<string, string>(), new Map<string, string>()];
  for (const group of leftOut) {
    const { reasons } = group;
    if ('counterparties' in group) for (const id of group.counterparties) byId.set(id, reasons);
    else if ('kind' in group) byKind.set(group.kind, reasons);
    else bySystem.set(group.system, reasons);
  }
  const list: ReleasedList = { salt: leftOut.length === 0 ? '' : salt, told: [], leftOut: [] };
  for (const { counterparty, kind, systems } of wanted) {
    const named = systems.filter((system) => !bySystem.has(system));
    const reasons =
      byId.get(counterparty) ?? byKind.get(kind) ?? (named.length === 0 ? bySystem.get(systems[0] ?? '') : undefined);
    const entry = seen?.counterparties.get(counterparty);
    if (reasons !== undefined) list.leftOut.push({ counterparty, reasons });
    else list.told.push(entry === undefined ? [counterparty, named] : [counterparty, named, entry]);
  }
  if (seen === undefined) return list;
  const names = new Set(list.told.flatMap(([, named]) => named));
  return { ...list, systems: [...seen.systems].filter(([id]) => names.has(id)).sort() };
}

/** The entries of the register that a release was looked at with. */
export function registerSeenIn({ told, systems = [] }: ReleasedList): RegisterSeen {
  const counterparties = told.flatMap(([id, , entry]) => (entry === undefined ? [] : [[id, entry] as const]));
  return { counterparties: new Map(counterparties), systems: new Map(systems) };
}

type Releases = Partial<Record<CounterpartyKind, Pick<KindRelease, 'list' | 'version'>>>;

/** By counterparty: the systems that its notice names. */
export function systemsIn({ told }: Pick<ReleasedList, 'told'>): Map<string, string[]> {
  return new Map(told.map(([counterparty, systems]) => [counterparty, systems]));
}

/** Whether a release of the policy, which names nobody, was for others than those who are to be told now. */
export function isOutgrown(wanted: readonly Touched[], byKind: Releases): boolean {
  const version = fingerprintOf(wanted);
  return Object.values(byKind).some((release) => release.list === null && release.version !== version);
}

/**
 * Of those who are to be told now, the ones whom the release of their kind names, and of the systems that it names.
 * @param lists those that the releases name, by digest
 * @param known who stands in the ledger already, and with which systems. A release of the policy was for those who were
 *   to be told then: once others are, it goes on for these alone, and the others wait for a release of their own.
 */
export function releasedOf<Notice extends Touched>(
  wanted: readonly Notice[],
  byKind: Releases,
  lists: ReadonlyMap<string, ReleasedList>,
  known: ReadonlyMap<string, readonly string[]>,
): Notice[] {
  const told = new Map([...lists].map(([sha256, list]) => [sha256, systemsIn(list)]));
  const version = fingerprintOf(wanted);
  return wanted.flatMap((notice): Notice[] => {
    const release = byKind[notice.kind];
    if (release === undefined) return [];
    if (release.list === null && release.version === version) return [notice];
    const namedBy = release.list === null ? known : told.get(release.list);
    const named = namedBy?.get(notice.counterparty) ?? [];
    const systems = notice.systems.filter((system) => named.includes(system));
    return systems.length === 0 ? [] : [{ ...notice, systems }];
  });
}
