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
  /** By counterparty: the systems that its notice names. */
  told: [counterparty: string, systems: string[]][];
  leftOut: LeftOutOne[];
};

type Touched = Pick<PlannedNotice, 'counterparty' | 'kind' | 'systems'>;

/**
 * The list for those who are to be told. A system that is left out is not named to anybody; who has no other is left
 * out whole.
 */
export function listOf(wanted: readonly Touched[], leftOut: readonly LeftOut[], salt: string): ReleasedList {
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
    if (reasons === undefined) list.told.push([counterparty, named]);
    else list.leftOut.push({ counterparty, reasons });
  }
  return list;
}

type Releases = Partial<Record<CounterpartyKind, Pick<KindRelease, 'list' | 'version'>>>;

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
  const told = new Map([...lists].map(([sha256, list]) => [sha256, new Map(list.told)]));
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
