import { type Instant, plusMs } from '../../domain/time.ts';
import { newClaim } from '../../store/ledger/claims.ts';
import { claimLetters, type LetterOutcome, type Letters, settleLetters } from '../../store/ledger/letters.ts';
import type { Store } from '../../store/store.ts';
import { ALL_SLOTS } from './ledgers.ts';

const LOCK_MS = 60_000;

/**
 * Ends the letters that are due, as the engine does, with the outcome that `outcomeOf` says of each number on the list.
 */
export async function endLetters(
  store: Store,
  letters: Letters,
  now: Instant,
  outcomeOf: (n: number) => LetterOutcome,
): Promise<void> {
  const lock = { slots: ALL_SLOTS, now, until: plusMs(now, LOCK_MS), limit: 1_000 };
  const claim = newClaim();
  const claimed = await claimLetters(store, letters.listId, claim, lock);
  const outcomes = new Map(claimed.map(({ row, person }) => [row, outcomeOf(person.n)]));
  await settleLetters(store, letters, claim, outcomes, now, 1);
}
