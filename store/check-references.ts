import { partsOfReference } from '../domain/reference.ts';
import { sha256Hex } from './crypto/digest.ts';
import { readBreachIds } from './events.ts';
import { chainOf } from './heads.ts';
import { intakeModel } from './intake-record.ts';
import type { CheckedJournal } from './journal.ts';
import { counters, UNKNOWN_REFERENCE } from './references.ts';
import type { Store } from './store.ts';

/**
 * References that were given and of which nothing is left, neither a breach nor what came in for it. Each is given in
 * the transaction that keeps what it is for, so that none is left out. Those of before the journal began are not asked
 * for.
 */
export async function checkReferences(store: Store, { heads, firsts }: CheckedJournal): Promise<string[]> {
  const series = [...heads].filter(([of]) => of.startsWith(chainOf.references('')));
  if (series.length === 0) return [];
  const given = await referencesKept(store);
  const problems: string[] = [];
  for (const [of, { seq, hash }] of series) {
    const name = of.slice(chainOf.references('').length);
    const counter = await counters(store).findById(name).lean();
    const kept = given.get(name) ?? new Map<number, string[]>();
    if ((counter?.value ?? 0) < seq) {
      problems.push(`${name} was counted to ${seq}, and its counter stands at ${counter?.value ?? 0}.`);
    }
    const first = firsts.get(of);
    const before = first?.hash === UNKNOWN_REFERENCE ? first.seq : 0;
    for (let number = before + 1; number <= seq; number += 1) {
      if (!kept.has(number)) problems.push(`The reference ${name}-${String(number).padStart(4, '0')} is gone.`);
    }
    const last = kept.get(seq);
    if (last !== undefined && hash !== UNKNOWN_REFERENCE && !last.some((reference) => sha256Hex(reference) === hash)) {
      problems.push(`The reference ${last[0]} is not the one that was given.`);
    }
  }
  return problems;
}

/** Every reference that a breach or a record of the intake goes by, by series and number. */
async function referencesKept(store: Store): Promise<Map<string, Map<number, string[]>>> {
  const [breaches, taken, formerly] = await Promise.all([
    readBreachIds(store),
    intakeModel(store).distinct('breachId'),
    intakeModel(store).distinct('formerly'),
  ]);
  const kept = new Map<string, Map<number, string[]>>();
  for (const reference of new Set([...breaches, ...taken, ...formerly])) {
    const parts = reference == null ? null : partsOfReference(reference);
    if (reference == null || parts === null) continue;
    const numbers = kept.get(parts.series) ?? new Map<number, string[]>();
    kept.set(parts.series, numbers.set(parts.number, [...(numbers.get(parts.number) ?? []), reference]));
  }
  return kept;
}
