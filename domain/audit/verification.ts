import type { Instant } from '../time.ts';

/** How far the record of one breach holds, its stream and its ledgers. `problem` is the first thing that does not. */
export type StreamLine = {
  breachId: string;
  events: number;
  /** Pages of its ledgers. */
  pages: number;
  verifiedTo: number;
  broken: { seq: number | null; ledger: { name: string; page: number | null } | null; problem: string } | null;
};

/** A sealed value that does not open: its collection, the row's id, the field, and the key that its seal names. */
export type UnopenedValue = { collection: string; id: string; field: string; key: string | null };

/** One check of every stream and of every seal, and when it ended. Of values that do not open the first are named. */
export type VerificationRun = {
  checkedAt: Instant;
  streams: readonly StreamLine[];
  unopened: { count: number; first: readonly UnopenedValue[] };
};
/** The last check, null where none has ended yet; and how far the one is that goes on, null where none does. */
export type Verification = { last: VerificationRun | null; progress: { done: number; of: number } | null };
