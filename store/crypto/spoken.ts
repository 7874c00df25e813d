import { randomBytes } from 'node:crypto';
import { SPOKEN_LETTERS } from '../../domain/spoken.ts';

/** So many letters by lot, of 5 bits each. */
export function drawSpoken(letters: number): string {
  return [...randomBytes(letters)].map((byte) => SPOKEN_LETTERS[byte % SPOKEN_LETTERS.length]).join('');
}
