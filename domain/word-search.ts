/** Search in people's words, in the process: what is sealed cannot be asked of the database. */

/** Around a match, so many characters are shown on each side. */
const AROUND = 60;

/**
 * Finds texts that hold every word, in any case and without regard to accents. No words find nothing.
 * @returns of the texts of one thing: null where a word is in none of them, else the text around the first match
 */
export function searchFor(words: string): (texts: readonly string[]) => string | null {
  const wanted = folded(words)
    .split(/\s+/)
    .filter((word) => word !== '');
  return (texts) => {
    const all = texts.map(folded);
    if (wanted.length === 0 || !wanted.every((word) => all.some((text) => text.includes(word)))) return null;
    const [first = ''] = wanted;
    const text = texts[all.findIndex((each) => each.includes(first))] ?? '';
    return around(text, Math.max(0, foldedInPlace(text).indexOf(first)));
  };
}

/** `ä` and `A` as `a`. */
function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** The same with each character one as before, so that places stay: far slower, and asked only of what was found. */
function foldedInPlace(text: string): string {
  return [...text].map((character) => character.normalize('NFD')[0]?.toLowerCase()[0] ?? character).join('');
}

function around(text: string, at: number): string {
  const characters = [...text];
  const [from, to] = [Math.max(0, at - AROUND), at + AROUND];
  const part = characters.slice(from, to).join('').replaceAll(/\s+/g, ' ').trim();
  return `${from > 0 ? '…' : ''}${part}${to < characters.length ? '…' : ''}`;
}
