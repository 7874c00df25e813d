import { WORDED_BY } from '../../domain/notices/outside-words.ts';
import { type ForeignPart, foreignParts, mayBeForeign } from '../../domain/notices/repeated-words.ts';
import { readSystems } from '../../store/dataflow.ts';
import { readEventsOf } from '../../store/events.ts';
import type { ServiceDeps } from '../deps.ts';
import type { LettersByKind } from './letters.ts';
import type { ReleaseLook } from './look.ts';

/** Parts of what is to be released that somebody would read in another language than the rest of their letter. */
export async function foreignInRelease(
  { store }: Pick<ServiceDeps, 'store'>,
  { state, statement, list }: Pick<ReleaseLook, 'state' | 'statement' | 'list'>,
  byKind: LettersByKind,
): Promise<ForeignPart[]> {
  const systems = await readSystems(store, [...new Set(list.told.flatMap(([, named]) => named))]);
  const categories = [...new Set(systems.flatMap(({ dataCategories }) => dataCategories))];
  if (!mayBeForeign(statement, categories)) return [];
  const letters = new Map([...byKind].map(([kind, counts]) => [kind, new Set(counts.keys())]));
  return foreignParts(statement, await readEventsOf(store, state.breachId, WORDED_BY), letters, categories);
}
