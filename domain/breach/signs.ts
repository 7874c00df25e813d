import type { Communication } from '../communication/standing.ts';
import { type SettledSign, SIGNS, type Sign } from '../plan/targets.ts';
import type { Instant } from '../time.ts';

/**
 * What the notices to suppliers and customers brought that a person looks into: signs of misuse, letters that were
 * refused for good, letters that may have left. How many there are is counted in the ledger; here stands how many of
 * them somebody has dealt with, and since when there are more.
 */

/** `since`: absent while there are no more than were dealt with. */
type SignState = { settled: number; since?: Instant };
export type Signs = Partial<Record<Sign, SignState>>;
type Counted = Pick<Communication, 'counts' | 'answers'>;
type Known = { signs?: Signs; communications: { notices?: Counted } };

/** After the ledger was counted at an instant. One that is there no more was not dealt with for the next. */
export function signsCounted(before: Signs, counted: Counted, at: Instant): Signs {
  const entries = SIGNS.flatMap((sign): [Sign, SignState][] => {
    const count = countIn(sign, counted);
    const known = before[sign];
    if (count === 0 && known === undefined) return [];
    return [[sign, signState(count, Math.min(known?.settled ?? 0, count), known?.since ?? at)]];
  });
  return Object.fromEntries(entries);
}

/** After somebody said what came of as many as were counted. */
export function signsSettled(state: Known, sign: SettledSign, settled: number, at: Instant): Signs {
  return { ...state.signs, [sign]: signState(countOfSign(state, sign), settled, state.signs?.[sign]?.since ?? at) };
}

/** How many of a sign the ledger holds, as it was last counted. */
export function countOfSign({ communications }: Known, sign: Sign): number {
  return communications.notices === undefined ? 0 : countIn(sign, communications.notices);
}

/** How many of a sign somebody has dealt with. */
export function settledOfSign({ signs = {} }: Pick<Known, 'signs'>, sign: Sign): number {
  return signs[sign]?.settled ?? 0;
}

/** Since when there are any that nobody has dealt with. */
export function openSigns({ signs = {} }: Pick<Known, 'signs'>): Partial<Record<Sign, Instant>> {
  const open = SIGNS.flatMap((sign): [Sign, Instant][] => {
    const { since } = signs[sign] ?? {};
    return since === undefined ? [] : [[sign, since]];
  });
  return Object.fromEntries(open);
}

function countIn(sign: Sign, { counts, answers }: Counted): number {
  if (sign === 'misuse') return answers?.misuse ?? 0;
  return sign === 'unreached' ? (counts.refused ?? 0) + (counts.failed ?? 0) : (counts.uncertain ?? 0);
}

function signState(count: number, settled: number, since: Instant): SignState {
  return { settled, ...(count > settled && { since }) };
}
