import { Email } from '../email.ts';

/** Whether a text looks as a form asks for, by the name that the form calls it. */
export const FORMATS = {
  /** ISO 17442: 18 letters or digits and two check digits (ISO/IEC 7064, modulo 97). */
  lei: (text) => /^[A-Z0-9]{18}\d{2}$/.test(text) && rest97(text) === 1n,
  email: (text) => Email.safeParse(text).success,
  /** As the reports under DORA take it; their pattern allows blanks, dots and hyphens between digits. */
  phone: (text) => /^\+?[1-9](?:\d+|\d{1,14}\s?\(\d+\)\d*)(?:[-\s.]\d+)*$/.test(text),
  duration: (text) => /^\d{1,3}:(?:[01]\d|2[0-3]):[0-5]\d$/.test(text),
} as const satisfies Record<string, (text: string) => boolean>;
export type FormatName = keyof typeof FORMATS;

function rest97(text: string): bigint {
  return BigInt([...text].map((character) => Number.parseInt(character, 36)).join('')) % 97n;
}

const BLANK = String.raw`\s*[-–—_.…?*]*\s*`;
const STANDS_IN = [
  'tb[acdr]',
  'to ?do',
  'n/?a',
  String.raw`n\.\s?a\.?`,
  'x{2,}',
  'placeholder',
  'platzhalter',
  'to be (?:added|announced|completed|confirmed|determined|done|filled in|provided|supplied)',
  '(?:follows|will follow|folgt|wird nachgereicht|noch offen|k\\.\\s?a\\.?)',
  'lorem ipsum[^]*',
  String.raw`\[[^\]]*\]|<[^>]*>|\{\{[^}]*\}\}`,
].join('|');
const PLACEHOLDER = new RegExp(`^${BLANK}(?:(?:${STANDS_IN})${BLANK})?$`, 'iu');

/** Whether a text only stands where an answer is to come: `TBD`, `…`, `[name]`, `xxx`. */
export function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}
