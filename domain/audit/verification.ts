import type { Instant } from '../time.ts';
import type { Finding } from './pack.ts';

/** How far the record of one breach holds, its stream and its ledgers. `problem` is the first thing that does not. */
export type StreamLine = {
  breachId: string;
  events: number;
  /** Pages of its ledgers. */
  pages: number;
  verifiedTo: number;
  broken: {
    seq: number | null;
    ledger: { name: string; page: number | null } | null;
    /** Whether the events hold, and what lists and pages show of the breach is something else. */
    isShown: boolean;
    problem: string;
  } | null;
};

/** A sealed value that does not open: its collection, the row's id, the field, and the key that its seal names. */
export type UnopenedValue = { collection: string; id: string; field: string; key: string | null };

/** What is checked beside breaches: the journal, looks, references, who may do what, and what is known outside. */
export const BESIDE = ['journal', 'views', 'references', 'rights', 'anchors'] as const;
/** What a check found there, in plain English. */
export type BesideLine = { of: (typeof BESIDE)[number]; problem: string };

/** One check of the whole record, and when it ended. Of sealed values that do not open the first are named. */
export type VerificationRun = {
  checkedAt: Instant;
  streams: readonly StreamLine[];
  unopened: { count: number; first: readonly UnopenedValue[] };
  beside: readonly BesideLine[];
};
/** The last check, null where none has ended yet; and how far the one is that goes on, null where none does. */
export type Verification = { last: VerificationRun | null; progress: { done: number; of: number } | null };

/** The line of one breach: of all that does not hold, the first. */
export function lineOf({
  findings,
  ...checked
}: Omit<StreamLine, 'broken'> & { findings: readonly Finding[] }): StreamLine {
  const [first] = findings.toSorted((a, b) => placeOf(a) - placeOf(b));
  return { ...checked, broken: first === undefined ? null : brokenAt(first) };
}

function brokenAt({ seq, ledger, page, shown, problem }: Finding): StreamLine['broken'] {
  const of = ledger === undefined ? null : { name: ledger, page: page ?? null };
  return { seq: seq ?? null, ledger: of, isShown: shown === true, problem };
}

/** What is wrong with the stream comes before what is wrong with a ledger or with what is shown, which hang on it. */
function placeOf({ seq, ledger, shown }: Finding): number {
  if (shown === true) return Number.MAX_SAFE_INTEGER;
  return ledger === undefined ? (seq ?? 0) : Number.MAX_SAFE_INTEGER - 1;
}
