import { TocsinError } from '../../domain/errors.ts';
import { type FactsPatch, MOST_SYSTEMS } from '../../domain/facts.ts';
import { readSystems } from '../../store/dataflow.ts';
import type { ServiceDeps } from '../deps.ts';

/**
 * Refuses ids that the data-flow register does not know, naming the place of the first.
 *
 * @throws TocsinError `unknown-system`
 */
export async function requireSystems(
  deps: Pick<ServiceDeps, 'store'>,
  ids: readonly string[],
  field: string,
): Promise<void> {
  if (ids.length === 0) return;
  const known = new Set((await readSystems(deps.store, [...ids])).map((s) => s.id));
  const unknown = ids.findIndex((id) => !known.has(id));
  if (unknown === -1) return;
  const message = `The data-flow register has no system '${ids[unknown]}'; GET /dataflow lists them.`;
  throw new TocsinError('unknown-system', message, `${field}[${unknown}]`);
}

/**
 * The systems that a report touches: named beside its facts, in them, or in both; each once.
 *
 * @throws TocsinError `unknown-system`; `content-refused` for more than a breach can touch
 */
export async function requireNamedSystems(
  deps: Pick<ServiceDeps, 'store'>,
  systems: readonly string[],
  facts: FactsPatch,
): Promise<string[]> {
  const among = facts.systems ?? [];
  await requireSystems(deps, systems, 'systems');
  await requireSystems(deps, among, 'facts.systems');
  const named = [...new Set([...systems, ...among])];
  if (named.length <= MOST_SYSTEMS) return named;
  const message = `${named.length} systems are named, and a report takes ${MOST_SYSTEMS}; report the others apart.`;
  throw new TocsinError('content-refused', message, 'facts.systems');
}
