import type { Stage } from '../filing/stages.ts';
import { type Instant, MINUTE_MS, toInstant, toMs } from '../time.ts';
import type { FiledDocument } from './events.ts';

/** What a filing is dated before, and when that was. */
export type Precedes = { why: 'approval' | 'awareness'; than: Instant };

/**
 * What came only after the instant that a filing is dated at; null where all is in order. Forms give whole minutes, so
 * the minute of the approval and of the awareness count as a whole.
 */
export function precededBy(
  filedAt: Instant,
  { approval, awareness }: Record<Precedes['why'], Instant | null>,
): Precedes | null {
  if (approval !== null && filedAt < minuteOf(approval)) return { why: 'approval', than: approval };
  return awareness !== null && filedAt < minuteOf(awareness) ? { why: 'awareness', than: awareness } : null;
}

/** Why a file cannot come next: by a code, and in a sentence without its end. */
export type OutOfOrder = { code: 'withdrawn' | 'nothing-filed' | 'first-made'; says: string };

/**
 * Why a file of this stage cannot come next; null where it can.
 * @param last stage of what was filed last: null where it named none, undefined where nothing is filed yet
 */
export function whyNotInOrder(last: Stage | null | undefined, stage: Stage): OutOfOrder | null {
  if (last === 'withdrawal') return { code: 'withdrawn', says: 'it was withdrawn; a new breach is reported anew' };
  if (last === undefined && (stage === 'follow-up' || stage === 'withdrawal')) {
    const says = `nothing was filed yet that a ${stage} could refer to; begin with stage initial or complete`;
    return { code: 'nothing-filed', says };
  }
  if (last !== undefined && stage === 'initial') {
    return { code: 'first-made', says: 'the first filing is made; send what is new as follow-up or complete' };
  }
  return null;
}

/** Finds the approval or the version of one file: of these bytes, at this stage. */
export function isOfFile({ stage, sha256 }: Partial<FiledDocument>) {
  return (each: { stage: string; sha256: string | null }) => each.stage === stage && each.sha256 === sha256;
}

function minuteOf(instant: Instant): Instant {
  return toInstant(Math.floor(toMs(instant) / MINUTE_MS) * MINUTE_MS);
}
