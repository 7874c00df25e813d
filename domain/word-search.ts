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

/** Says of a text which three characters in a row may stand in it, and nothing of what it says. */
export type Sieve = Uint32Array;

const SIEVE_WORDS = 16;
const LEAST = 3;

/** The sieve of some texts, each searched by itself. */
export function sieveOf(texts: readonly string[]): Sieve {
  const sieve = new Uint32Array(SIEVE_WORDS);
  for (const text of texts.map(folded)) for (const bit of bitsOf(text)) setBit(sieve, bit);
  return sieve;
}

/** Whether words can be in the texts of a sieve: where not, those need not be opened. Shorter ones always can. */
export function siftFor(words: string): (sieve: Sieve) => boolean {
  const bits = folded(words)
    .split(/\s+/)
    .flatMap((word) => [...bitsOf(word)]);
  return (sieve) => bits.every((bit) => hasBit(sieve, bit));
}

function* bitsOf(text: string): Generator<number> {
  for (let at = 0; at + LEAST <= text.length; at += 1) {
    let hash = 0x811c9dc5;
    for (let i = at; i < at + LEAST; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    yield (hash ^ (hash >>> 15)) & (SIEVE_WORDS * 32 - 1);
  }
}

function setBit(sieve: Sieve, bit: number): void {
  sieve[bit >> 5] = (sieve[bit >> 5] ?? 0) | (1 << (bit & 31));
}

function hasBit(sieve: Sieve, bit: number): boolean {
  return ((sieve[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0;
}
