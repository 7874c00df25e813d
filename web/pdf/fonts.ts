import { createRequire } from 'node:module';

/** DejaVu: Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew, Arabic. The letters used are put into the file. */
const require = createRequire(import.meta.url);

export const REGULAR = require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
export const BOLD = require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf');

type WithFont = { _font?: { font?: { hasGlyphForCodePoint?: (codePoint: number) => boolean } } };

/**
 * The text as the current font can write it: a letter it does not have is named by its code point, `[U+4E2D]`, rather
 * than printed as an empty box. Control characters other than line ends are left out.
 */
export function writable(pdf: object, text: string): string {
  const has = (codePoint: number) => (pdf as WithFont)._font?.font?.hasGlyphForCodePoint?.(codePoint) ?? true;
  const plain = text.normalize('NFC').replaceAll('\r\n', '\n').replaceAll('\t', '    ');
  return [...plain]
    .flatMap((letter) => {
      const codePoint = letter.codePointAt(0) ?? 0;
      if (letter === '\n') return [letter];
      if (/\p{Cc}|\p{Cs}/u.test(letter)) return [];
      return [has(codePoint) ? letter : `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`];
    })
    .join('');
}
