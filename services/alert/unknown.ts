import { FindingResource } from '../../detection/finding.ts';
import type { UnknownView } from '../../domain/alerts/unknown-view.ts';
import { findTouchedSystems } from '../../intake/touched-systems.ts';
import { findUnknown, readUnknown, type UnknownRow } from '../../store/alert-unknown.ts';
import type { Store } from '../../store/store.ts';

/**
 * What alerts named and the register still does not know, by how many findings name it. What was registered since is
 * not listed any more, by whatever name the register knows it.
 */
export async function listUnknown(store: Store, limit: number): Promise<{ unknown: UnknownView[]; total: number }> {
  const rows = (await readUnknown(store)).flatMap((row) => {
    const resource = resourceOf(row);
    return resource === null ? [] : [{ row, resource }];
  });
  const found = await findTouchedSystems(
    store,
    rows.map(({ resource }) => [resource]),
  );
  const still = rows.filter((_, index) => found[index]?.matches.length === 0);
  return { unknown: still.slice(0, limit).map(({ row, resource }) => viewOf(row, resource)), total: still.length };
}

/** One of them, to be registered; null where it is gone. */
export async function readUnknownThing(store: Store, id: string): Promise<UnknownView | null> {
  const row = await findUnknown(store, id);
  const resource = row === null ? null : resourceOf(row);
  return row === null || resource === null ? null : viewOf(row, resource);
}

/** The thing as a finding would name it; null where today's version has no such kind. */
function resourceOf({ thing: { key: _, ...thing } }: UnknownRow): FindingResource | null {
  const { success, data } = FindingResource.safeParse({ ...thing, dataClasses: [] });
  return success ? data : null;
}

function viewOf({ id, count, sources, firstAt, lastAt, alert }: UnknownRow, resource: FindingResource): UnknownView {
  const { kind, names, tags } = resource;
  const [tag = ''] = tags;
  const name = names[0] ?? tag;
  const alias = names[0] ?? `tag:${tag}`;
  return { id, kind, name, alias, findings: count, sources, firstAt, lastAt, alert };
}
