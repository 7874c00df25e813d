import { FindingResource, type ResourceKind } from '../../detection/finding.ts';
import type { UnknownView } from '../../domain/alerts/unknown-view.ts';
import { findTouchedSystems } from '../../intake/touched-systems.ts';
import { findUnknown, readUnknown, type UnknownRow } from '../../store/alert-unknown.ts';
import type { Store } from '../../store/store.ts';

/** What is no system is listed apart, the first ones. */
type Unknown = { unknown: UnknownView[]; total: number; accounts: UnknownView[] };

/**
 * What alerts named and the register still does not know, by how many findings name it. What was registered since is
 * not listed any more, by whatever name the register knows it.
 */
export async function listUnknown(store: Store, limit: number): Promise<Unknown> {
  const rows = (await readUnknown(store)).flatMap((row) => {
    const resource = resourceOf(row);
    return resource === null ? [] : [{ row, resource }];
  });
  const found = await findTouchedSystems(
    store,
    rows.map(({ resource }) => [resource]),
  );
  const still = rows
    .filter((_, index) => found[index]?.matches.length === 0)
    .map(({ row, resource }) => viewOf(row, resource));
  const systems = still.filter(({ isAccount }) => !isAccount);
  const accounts = still.filter(({ isAccount }) => isAccount).slice(0, limit);
  return { unknown: systems.slice(0, limit), total: systems.length, accounts };
}

/** One of them, to be registered; null where it is gone, or no system. */
export async function readUnknownThing(store: Store, id: string): Promise<UnknownView | null> {
  const row = await findUnknown(store, id);
  const resource = row === null ? null : resourceOf(row);
  const view = row === null || resource === null ? null : viewOf(row, resource);
  return view?.isAccount ? null : view;
}

/** The thing as a finding would name it; null where today's version has no such kind. */
export function resourceOf({ thing: { key: _, ...thing } }: UnknownRow): FindingResource | null {
  const { success, data } = FindingResource.safeParse({ ...thing, dataClasses: [] });
  return success ? data : null;
}

function viewOf({ id, count, sources, firstAt, lastAt, alert }: UnknownRow, resource: FindingResource): UnknownView {
  const { kind, names, tags } = resource;
  const [tag = ''] = tags;
  const name = names[0] ?? tag;
  const alias = names[0] ?? `tag:${tag}`;
  const isAccount = ACCOUNTS.includes(kind) || names.some((each) => ADDRESS.test(each.split('/').at(-1) ?? ''));
  return { id, kind, name, isAccount, alias, findings: count, sources, firstAt, lastAt, alert };
}

/** Kinds that people have; and what ends with an address of one, such as a session of a role, whatever its kind. */
const ACCOUNTS: readonly ResourceKind[] = ['identity', 'mailbox'];
const ADDRESS = /^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/;
