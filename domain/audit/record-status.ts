import type { Instant } from '../time.ts';
import type { VerificationRun } from './verification.ts';

/** One thing that does not hold of the record, as the hourly check found it. */
export type RecordFinding = {
  /** The breach, or what beside breaches it is of. */
  of: string;
  problem: string;
  foundAt: Instant;
  /** When it was first not found any more; null until then. */
  goneAt: Instant | null;
  /** When the DPO was told by mail; null where that is still to be done. */
  toldAt: Instant | null;
};

/**
 * How the hourly check of the whole record stands. `never`: no worker ever ran. `stale`: it was not done for longer
 * than an hour and a half. `failing`: it could not be done the last time, or its own note was changed.
 */
export const RECORD_STATES = ['never', 'ok', 'stale', 'failing'] as const;
export type RecordStatus = {
  state: (typeof RECORD_STATES)[number];
  /** When it was last done, or from when on it should have been; null where the note of it was changed. */
  at: Instant | null;
  findings: RecordFinding[];
  /** How many more there are. */
  more: number;
};

/** What a verification found, as the hourly check keeps it: one line a breach, and those beside breaches. */
export function findingsOf({ streams, beside }: Pick<VerificationRun, 'streams' | 'beside'>) {
  return [
    ...streams.flatMap(({ breachId: of, broken }) => (broken === null ? [] : [{ of, problem: sayBroken(broken) }])),
    ...beside.map(({ of, problem }) => ({ of, problem })),
  ];
}

type Broken = NonNullable<VerificationRun['streams'][number]['broken']>;

/** In plain English, for mails and the command line. */
function sayBroken({ seq, ledger, problem }: Broken): string {
  if (ledger !== null) return `${ledger.name}${ledger.page === null ? '' : `, page ${ledger.page}`}: ${problem}`;
  return seq === null ? problem : `event ${seq} ${problem}`;
}
