import { z } from 'zod';

const CONTROL = String.raw`\u0000-\u001f\u007f-\u009f`;
/** No control characters (`\p{Cc}`, in what every reader of a pattern knows): neither a line break nor an escape. */
export const NO_CONTROL = new RegExp(`^[^${CONTROL}]*$`);

/**
 * A text that somebody writes, without the blanks around it. Its length counts with them, as a JSON schema counts it;
 * so that nothing but blanks is no text, a pattern asks for `least` characters without them.
 *
 * @param says in words what is asked for, for texts in whose place the standard message says too little
 */
export function textInput(least: number, most: number, says?: string) {
  const text = z.string().min(least, says).max(most, says);
  const full = least < 2 ? /\S/u : new RegExp(`\\S[\\s\\S]{${least - 2},}\\S`, 'u');
  return (least === 0 ? text : text.regex(full, says ?? `at least ${least} characters beside blanks`)).trim();
}
