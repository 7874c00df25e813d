import { SECOND_MS } from '../domain/time.ts';

/** Above it the desk says so: less is within what networks and schedulers add. */
const SHOWN_FROM_MS = 3 * SECOND_MS;

/** Whose clock differs from this machine's, and by how much: positive where theirs is ahead. */
export type Skew = { of: 'mongodb' | 'temporal'; ms: number };

/** Instants in ms since the epoch: theirs, and ours before it was asked and after it was answered. */
export type Reading = { before: number; theirs: number; after: number };

/** What the last readings of other machines' clocks tell of this one. */
export type SkewWatch = {
  /** Temporal tells its time with each answer to a command. */
  noteTemporal(reading: Reading): void;
  /** Reads MongoDB's clock; the widest difference that is known by now, if it is worth showing. */
  read(): Promise<Skew | null>;
  /**
   * The time that counts, in ms since the epoch: this machine's, or MongoDB's where the last reading proved this
   * machine wrong. All that is recorded goes by it, and what lies in the future.
   */
  nowMs(): number;
  /** Temporal's time, in ms since the epoch, as well as it is known. */
  temporalMs(): number;
};
type Options = {
  /** This machine's and MongoDB's clock, in ms since the epoch. */
  nowMs: () => number;
  readStoreClock: () => Promise<number>;
  /** Hears once when a difference appears. */
  warn: (skew: Skew) => void;
};

/** Keeps the last reading of each clock. */
export function createSkewWatch({ nowMs, readStoreClock, warn }: Options): SkewWatch {
  const last = new Map<Skew['of'], number>();
  const note = (of: Skew['of'], reading: Reading) => {
    const ms = provenSkew(reading);
    const isNew = isShown(ms) && !isShown(last.get(of) ?? 0);
    last.set(of, ms);
    if (isNew) warn({ of, ms });
  };
  const proven = (...of: Skew['of'][]): number => {
    const ms = of.map((each) => last.get(each)).find((known) => known !== undefined) ?? 0;
    return isShown(ms) ? ms : 0;
  };
  return {
    nowMs: () => nowMs() + proven('mongodb'),
    temporalMs: () => nowMs() + proven('temporal', 'mongodb'),
    noteTemporal: (reading) => note('temporal', reading),
    async read() {
      const before = nowMs();
      // What is away is told by other means.
      const theirs = await readStoreClock().catch(() => null);
      if (theirs !== null) note('mongodb', { before, theirs, after: nowMs() });
      const [of, ms] = [...last].toSorted(([, x], [, y]) => Math.abs(y) - Math.abs(x))[0] ?? [];
      return of !== undefined && ms !== undefined && isShown(ms) ? { of, ms } : null;
    },
  };
}

function isShown(ms: number): boolean {
  return Math.abs(ms) >= SHOWN_FROM_MS;
}

/** The least by which two clocks differ, in ms: theirs was read somewhere between, so a slow answer proves nothing. */
export function provenSkew({ before, theirs, after }: Reading): number {
  if (theirs < before) return theirs - before;
  return theirs > after ? theirs - after : 0;
}
