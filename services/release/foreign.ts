import type { CounterpartyKind } from '../../domain/dataflow.ts';
import { WORDED_BY } from '../../domain/notices/outside-words.ts';
import { type ForeignPart, foreignParts, mayBeForeign } from '../../domain/notices/repeated-words.ts';
import { noticeTemplateFor } from '../../domain/notices/templates.ts';
import { readCounterparties, readSystems } from '../../store/dataflow.ts';
import { readEventsOf } from '../../store/events.ts';
import type { ServiceDeps } from '../deps.ts';
import type { ReleaseLook } from './look.ts';

/** Parts of what is to be released that somebody would read in another language than the rest of their letter. */
export async function foreignInRelease(
  { policy, store }: Pick<ServiceDeps, 'policy' | 'store'>,
  { state, statement, list }: Pick<ReleaseLook, 'state' | 'statement' | 'list'>,
): Promise<ForeignPart[]> {
  const systems = await readSystems(store, [...new Set(list.told.flatMap(([, named]) => named))]);
  const categories = [...new Set(systems.flatMap(({ dataCategories }) => dataCategories))];
  if (!mayBeForeign(statement, categories)) return [];
  const told = list.told.map(([id]) => id);
  const letters = new Map<CounterpartyKind, Set<string>>();
  for (const party of await readCounterparties(store, told)) {
    const { language } = noticeTemplateFor(policy, party, 'first');
    letters.set(party.kind, (letters.get(party.kind) ?? new Set()).add(language));
  }
  return foreignParts(statement, await readEventsOf(store, state.breachId, WORDED_BY), letters, categories);
}
