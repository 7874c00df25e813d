import { readSpoken } from './spoken.ts';

/**
 * What a breach is called: `TOC-2026-0042-K7M`, where exercises begin with `EX`. The number counts within its year. The
 * last three letters are random: a database that was restored from a backup counts from an earlier number, and
 * must not give a reference once more that somebody holds already. References of before version 0.3 end with the
 * number.
 */
const FORM = /^(toc|ex)-(\d{4})-(\d{4,9})(?:-([0-9a-z]{3}))?$/i;

export const CHECK_LETTERS = 3;

export function makeReference({ series, number, check }: { series: string; number: number; check: string }): string {
  return `${series}-${String(number).padStart(4, '0')}-${check}`;
}

/** A reference as it is stored, however it was typed or heard on the telephone; any other text as it is. */
export function readReference(given: string): string {
  const [whole, kind = '', year, number, check] = FORM.exec(given.trim()) ?? [];
  if (whole === undefined) return given;
  return [kind.toUpperCase(), year, number, ...(check === undefined ? [] : [readSpoken(check)])].join('-');
}

/** Series and number of a reference, such as `TOC-2026` and 42; null for any other text. */
export function partsOfReference(reference: string): { series: string; number: number } | null {
  const [, kind = '', year, number] = FORM.exec(reference) ?? [];
  return number === undefined ? null : { series: `${kind.toUpperCase()}-${year}`, number: Number(number) };
}
