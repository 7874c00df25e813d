import type { CounterpartyKind } from '../../domain/dataflow.ts';
import { noticeTemplateFor } from '../../domain/notices/templates.ts';
import { readCounterparties } from '../../store/dataflow.ts';
import type { ServiceDeps } from '../deps.ts';
import type { ReleaseLook } from './look.ts';

/** How many of those told get their letter in each language, by the kind that they are of. */
export type LettersByKind = ReadonlyMap<CounterpartyKind, ReadonlyMap<string, number>>;

/** In the languages that the register has for them, as far as the policy has a letter in them. */
export async function lettersByKind(
  { policy, store }: Pick<ServiceDeps, 'policy' | 'store'>,
  { list }: Pick<ReleaseLook, 'list'>,
): Promise<LettersByKind> {
  const letters = new Map<CounterpartyKind, Map<string, number>>();
  const told = list.told.map(([id]) => id);
  for (const party of await readCounterparties(store, told)) {
    const { language } = noticeTemplateFor(policy, party, 'first');
    const counts = letters.get(party.kind) ?? new Map<string, number>();
    letters.set(party.kind, counts.set(language, (counts.get(language) ?? 0) + 1));
  }
  return letters;
}

/** The same of all of them, the most first. */
export function lettersIn(letters: LettersByKind): { language: string; receivers: number }[] {
  const counts = new Map<string, number>();
  for (const ofKind of letters.values()) {
    for (const [language, receivers] of ofKind) counts.set(language, (counts.get(language) ?? 0) + receivers);
  }
  const all = [...counts].map(([language, receivers]) => ({ language, receivers }));
  return all.sort((a, b) => b.receivers - a.receivers || (a.language < b.language ? -1 : 1));
}
