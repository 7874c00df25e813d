/** Codes that people read out to each other. Crockford's Base32: nothing in it is misheard or misread as another. */
export const SPOKEN_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A code as it was made, however it was written down: in small letters, with blanks or dashes, an O for a zero. */
export function readSpoken(given: string): string {
  return given
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
}
