import { TocsinError } from '../../domain/errors.ts';
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
