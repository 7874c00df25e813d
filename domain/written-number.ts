/** `about 40`, `ca. 1.200`, `40-50 people`: a count as people write it in English or German. */

const ABOUT = 'about|approx(?:imately)?\\.?|around|roughly|some|circa|zirka|ca\\.?|c\\.|etwa|ungefähr|rund|an die|~|≈';
const MOST = 'up to|at most|max(?:imum|imal)?\\.?|bis zu|höchstens';
const WHOM = 'people|persons?|customers?|users?|employees|personen|leute|menschen|kund(?:en|innen)|betroffene|einträge';
/** Digits, in threes where anything stands between them: `1,200`, `1.200`, `1 200`, `1’200`. */
const COUNT = "\\d{1,3}(?:[.,'’\\s\\u00A0\\u202F]\\d{3})+|\\d{1,11}";
const WRITTEN = new RegExp(
  `^(?:(?:${ABOUT}|${MOST})\\s*){0,2}(?<one>${COUNT})(?:\\s*(?:-|–|—|to|bis)\\s*(?<other>${COUNT}))?\\+?\\s*(?:${WHOM})?[.!?]?$`,
  'iu',
);

/**
 * The count that a text says; null where it says none for certain, as in `a few hundred`.
 * @param end which end of a range counts
 */
export function readCount(text: string, end: 'higher' | 'lower' = 'higher'): number | null {
  const { one, other } = WRITTEN.exec(text.trim())?.groups ?? {};
  if (one === undefined) return null;
  const counts = [one, other ?? one].map((digits) => Number(digits.replaceAll(/\D/g, '')));
  return end === 'higher' ? Math.max(...counts) : Math.min(...counts);
}

const SIGN = '(?<sign>-?)';
/** One mark before decimals; or blanks, commas or dots between threes, and another mark before decimals. */
const NUMBERS = [
  `^${SIGN}(?<whole>\\d+)(?:[.,](?<decimals>\\d+))?$`,
  `^${SIGN}(?<whole>\\d{1,3}(?:[\\s\\u00A0\\u202F’']\\d{3})+)(?:[.,](?<decimals>\\d+))?$`,
  `^${SIGN}(?<whole>\\d{1,3}(?:,\\d{3})+)(?:\\.(?<decimals>\\d+))?$`,
  `^${SIGN}(?<whole>\\d{1,3}(?:\\.\\d{3})+)(?:,(?<decimals>\\d+))?$`,
].map((pattern) => new RegExp(pattern, 'u'));

/**
 * A number with or without decimals, as people write it in English or German: `2.4`, `2,4`, `1,234,567.89`, `1.234,5`.
 * Null for none, and for one mark before three digits, which may be thousands or decimals: `1.234`.
 */
export function readDecimal(text: string): number | null {
  const written = text.trim();
  if (/^-?\d{1,3}[.,]\d{3}$/.test(written)) return null;
  const groups = NUMBERS.map((pattern) => pattern.exec(written)?.groups).find((found) => found !== undefined);
  if (groups === undefined) return null;
  const { sign = '', whole = '', decimals = '0' } = groups;
  return Number(`${sign}${whole.replaceAll(/\D/g, '')}.${decimals}`);
}
