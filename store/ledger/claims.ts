import { randomUUID } from 'node:crypto';

/**
 * The right to act on rows of a ledger, until its lock runs out. A claim marks the rows on which an earlier one ran
 * out, since their letters may have left: the row itself says so, whoever reads it and after whatever crash.
 */
export type Claim = {
  /** Of rows that nobody held: nothing of them was begun. */
  fresh: string;
  /** Of rows whose lock ran out. */
  leftOver: string;
};

export function newClaim(): Claim {
  const fresh = randomUUID();
  return { fresh, leftOver: `${fresh}~left-over` };
}

/** What matches the rows that a claim holds. */
export function heldBy({ fresh, leftOver }: Claim) {
  return { claim: { $in: [fresh, leftOver] } };
}
