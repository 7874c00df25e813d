import { Email } from '../email.ts';
import { isPersonName } from '../person-name.ts';

/** Whether a text looks as a form asks for, by the name that the form calls it; `roles`: labels of the organisation. */
export const FORMATS = {
  /** ISO 17442: 18 letters or digits and two check digits (ISO/IEC 7064, modulo 97). */
  lei: (text) => /^[A-Z0-9]{18}\d{2}$/.test(text) && rest97(text) === 1n,
  email: (text) => Email.safeParse(text).success,
  /** As the reports under DORA take it; their pattern allows blanks, dots and hyphens between digits. */
  phone: (text) => /^\+?[1-9](?:\d+|\d{1,14}\s?\(\d+\)\d*)(?:[-\s.]\d+)*$/.test(text),
  duration: (text) => /^\d{1,3}:(?:[01]\d|2[0-3]):[0-5]\d$/.test(text),
  /** A person answers for it, by name. */
  person: isPersonName,
} as const satisfies Record<string, (text: string, roles: readonly string[]) => boolean>;
export type FormatName = keyof typeof FORMATS;

function rest97(text: string): bigint {
  return BigInt([...text].map((character) => Number.parseInt(character, 36)).join('')) % 97n;
}

/** Punctuation and signs alone say nothing, wherever they stand. */
const BLANK = String.raw`[\s\p{P}\p{S}]*`;
const STANDS_IN = [
  'tb[acdr]',
  'to ?do',
  'n/?a',
  String.raw`n\.\s?a\.?`,
  String.raw`n\.?\s?n`,
  'x{2,}',
  'placeholder',
  'platzhalter',
  'to be (?:added|announced|clarified|completed|confirmed|decided|determined|done|filled in|provided|supplied)',
  '(?:to )?follow(?:s|ing)?|will (?:follow|be (?:added|completed|confirmed|provided|supplied))(?: later)?',
  '(?:not yet known|still open|pending)',
  '(?:noch )?(?:zu (?:klären|ergänzen|prüfen|bestimmen|bestätigen)|in klärung)',
  '(?:wird|werden) (?:noch )?(?:nachgereicht|nachgeliefert|nachgetragen|ergänzt|geklärt|mitgeteilt|bestätigt)',
  '(?:folgt(?: noch)?|noch offen|noch unbekannt|noch nicht bekannt|steht noch aus)',
  String.raw`k\.?\s?a`,
  String.raw`\[[^\]]*\]|<[^>]*>|\{\{[^}]*\}\}`,
].join('|');
const PLACEHOLDER = new RegExp(`^${BLANK}(?:(?:${STANDS_IN})${BLANK})?$`, 'iu');
/** A longer line is one that somebody wrote. */
const LONGEST = 400;

/** Whether a text only stands where an answer is to come, on each of its lines: `TBD`, `…`, `[name]`, `xxx`. */
export function isPlaceholder(text: string): boolean {
  if (/^\s*lorem ipsum/i.test(text)) return true;
  return text
    .split(/[\n;]/)
    .every((line) => (line.length > LONGEST ? !/[\p{L}\p{N}]/u.test(line) : PLACEHOLDER.test(line)));
}
