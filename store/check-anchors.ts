import type { ChainHead } from '../domain/audit/chain.ts';
import type { BesideLine } from '../domain/audit/verification.ts';
import { checkAnchoring } from './anchorings.ts';
import { anchorsOf, isGenuineAnchor } from './anchors.ts';
import { chainOf } from './heads.ts';
import { type CheckedJournal, isAsJournaled } from './journal.ts';
import { notInJournal } from './journal-entries.ts';
import type { Store } from './store.ts';

/**
 * Heads that are known outside and not in the journal: it was cut or rewritten, even by somebody who has the keys. And
 * what was changed or removed of what this database knows of them.
 *
 * @param outside heads that whoever asks has from elsewhere
 */
export async function checkAnchors(
  store: Store,
  journal: CheckedJournal,
  outside: readonly ChainHead[],
): Promise<BesideLine[]> {
  const problems: string[] = [];
  const macs = new Map<string, string>();
  const changed = new Set<string>();
  const known: ChainHead[] = [...outside];
  for await (const doc of anchorsOf(store).find().sort({ seq: 1 })) {
    const of = chainOf.anchor(doc._id);
    if (isGenuineAnchor(store.keyring, doc)) {
      macs.set(of, doc.mac);
      known.push({ seq: doc.seq, hash: doc.hash });
    } else {
      changed.add(of);
      problems.push(`The anchor ${doc._id} was not written by Tocsin, or was changed.`);
    }
  }
  const named = [...journal.heads.keys()].filter((of) => of.startsWith(chainOf.anchor('')));
  for (const of of new Set([...named, ...macs.keys()])) {
    if (changed.has(of) || (await isAsJournaled(store, journal, of, macs.get(of) ?? ''))) continue;
    const what = `The anchor ${of.slice(chainOf.anchor('').length)}`;
    problems.push(`${what} was removed, or put back as it was before, past Tocsin.`);
  }
  const { isChanged, contradicted } = await checkAnchoring(store);
  if (isChanged) problems.push('The note of how anchoring goes was changed or removed past Tocsin.');
  const missing = new Set((await notInJournal(store, known)).map(({ seq }) => seq));
  if (contradicted !== null) missing.add(contradicted);
  return [
    ...problems.map((problem) => ({ of: 'anchors' as const, problem })),
    ...[...missing].map((seq) => {
      const problem = `Entry ${seq} is not the one that is known outside: the journal was cut or rewritten.`;
      return { of: 'journal' as const, problem };
    }),
  ];
}
