import { countryName, EEA } from '../jurisdictions.ts';
import type { CompiledObligation } from '../policy/compiled.ts';
import type { Transposition } from '../policy/regime.ts';

/** A directive binds by the laws of the Member States where we are established: what they make of one obligation. */

export type StateLaw = {
  /** `would-be`: no such law is known. `own-rows`: the state's own obligations take its place. */
  stands: 'binds' | 'would-be' | 'not-yet' | 'own-rows';
  /** Which law of which state, in a sentence. */
  says: string;
  /** Whom it is reported to; null where the directive's own words must do. */
  recipient: string | null;
};

type Stands = StateLaw['stands'];
/** Of several states the first of these counts: one law that binds is enough. */
const ORDER: readonly Stands[] = ['binds', 'would-be', 'own-rows', 'not-yet'];

/**
 * @param established countries where we are established, or represented
 * @param day the day whose law counts, `2026-11-24`
 * @returns null where no state says anything of it, so that the directive's own words stand
 */
export function stateLawOf(
  { id, transposed }: Pick<CompiledObligation, 'id' | 'transposed'>,
  established: readonly string[],
  day: string,
): StateLaw | null {
  if (transposed === undefined) return null;
  const { states, isToAuthority } = transposed;
  const listed = states.filter(({ state }) => established.includes(state));
  const isElsewhereToo = established.some((code) => EEA.includes(code) && states.every(({ state }) => state !== code));
  if (listed.length === 0 || isElsewhereToo) return null;
  const standing = listed.map((law) => ({ law, stands: standsOn(law, id, day) }));
  const stands = ORDER.find((each) => standing.some((one) => one.stands === each)) ?? 'binds';
  const laws = standing.flatMap((one) => (one.stands === stands ? [one.law] : []));
  return {
    stands,
    says: laws.map((law) => sayOf(law, stands)).join(' '),
    recipient: isToAuthority ? laws.map(toAuthority).join('; ') : null,
  };
}

/** The Member States whose law, of those where we are established, says to whom a duty of a directive is reported. */
export function reportingStates(
  { transposed }: Pick<CompiledObligation, 'transposed'>,
  established: readonly string[],
): string[] {
  if (!transposed?.isToAuthority) return [];
  return transposed.states.flatMap(({ state }) => (established.includes(state) ? [state] : []));
}

/** A law that is in force binds, also where what it says in detail is not certain: that is said beside it. */
function standsOn({ own, from }: Transposition, id: string, day: string): Stands {
  if (from !== null && day < from) return 'not-yet';
  if (own.includes(id)) return 'own-rows';
  return from === null ? 'would-be' : 'binds';
}

function sayOf({ state, act, from, differs, confidence }: Transposition, stands: Stands): string {
  const country = countryName(state);
  const more = differs === undefined ? '' : ` ${differs}`;
  if (stands === 'own-rows') return `In ${country} its own law has periods of its own (${act}).`;
  if (stands === 'not-yet') return `Not in force in ${country} before ${from} (${act}).`;
  if (from === null) return `No law of ${country} is known that transposes it (${act}).${more}`;
  const unsure = confidence === 'uncertain' ? ' Its details are not certain here: ask counsel.' : '';
  return `In ${country} by ${act}, since ${from}.${unsure}${more}`;
}

function toAuthority({ state, authority, portal }: Transposition): string {
  return `${authority} (${state}${portal === undefined ? '' : `, ${portal}`})`;
}
