import { randomBytes } from 'node:crypto';
import { SPOKEN_LETTERS } from '../../domain/spoken.ts';

/** So many random letters, of 5 bits each. */
export function drawSpoken(letters: number): string {
  return [...randomBytes(letters)].map((byte) => SPOKEN_LETTERS[byte % SPOKEN_LETTERS.length]).join('');
}
