import { type Texts, textIn } from './catalogue.ts';
import { germanCitation } from './de/citation.ts';
import { PHRASES } from './de/phrases.ts';
import { SENTENCES } from './de/sentences.ts';
import { SLOTS } from './de/slots.ts';
import type { TextLanguage } from './languages.ts';

/**
 * What the policy and the engine say, in another language: by the catalogue of the policy, else by the engine's own
 * sentences, else sentence by sentence. Plans and records keep English alone, also those of earlier versions.
 */

type Say = (english: string) => string | null;
type Pattern = { match: RegExp; slots: readonly string[]; german: string };

let sentences: readonly Pattern[] | null = null;
let phrases: readonly Pattern[] | null = null;

/** Sentences that were said before: a page shows the same steps for many duties. */
const known = new WeakMap<Texts, Map<string, string | null>>();
const MOST_KNOWN = 20_000;

/** A sentence in a language; null where there are no words for it. */
export function sayIn(texts: Texts, language: TextLanguage, english: string): string | null {
  if (language === 'en' || english.trim() === '') return english;
  const found = known.get(texts) ?? new Map<string, string | null>();
  known.set(texts, found);
  if (found.size > MOST_KNOWN) found.clear();
  const say: Say = (text) => {
    const before = found.get(text);
    if (before !== undefined) return before;
    // Until it is known, it has no words: no sentence stands in itself.
    found.set(text, null);
    const said = textIn(texts, language, text) ?? engineSays(text, say) ?? oneByOne(text, say);
    found.set(text, said);
    return said;
  };
  return say(english);
}

/** What the engine notes in a few words (`de/phrases.ts`); null where there are no words for it. */
export function sayPhraseIn(language: TextLanguage, english: string): string | null {
  if (language === 'en' || english.trim() === '') return english;
  phrases ??= PHRASES.map(patternOf);
  const known = phrases;
  const say: Say = (text) => sayBy(known, text, say);
  return say(english);
}

function engineSays(english: string, say: Say): string | null {
  sentences ??= SENTENCES.map(patternOf);
  return sayBy(sentences, english, say);
}

function sayBy(patterns: readonly Pattern[], english: string, say: Say): string | null {
  for (const { match, slots, german } of patterns) {
    const found = match.exec(english);
    if (found === null) continue;
    const values = slots.map((slot, i) => read(slot, found[i + 1] ?? '', say));
    if (values.includes(null)) continue;
    return german.replaceAll(SLOT, (slot) => values[slots.indexOf(slot)] ?? '');
  }
  return null;
}

const SLOT = /\{\w+\}|\[\w+\]/g;

function patternOf([english, german]: readonly [string, string]): Pattern {
  const slots = english.match(SLOT) ?? [];
  const parts = english.split(SLOT).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const source = parts.map((part, i) => (i === 0 ? part : `(${slotOf(slots[i - 1] ?? '').is})${part}`)).join('');
  return { match: new RegExp(`^${source}$`, 's'), slots, german };
}

function slotOf(slot: string) {
  const name = slot.replaceAll(/[{}[\]\d]/g, '');
  return (
    (slot.startsWith('{') ? SLOTS[name] : undefined) ?? { is: '.+?', german: (text: string, say: Say) => say(text) }
  );
}

function read(slot: string, text: string, say: Say): string | null {
  return slotOf(slot).german(text, say);
}

/** Several sentences one after another, where each has words. */
function oneByOne(english: string, say: Say): string | null {
  for (const { index, 0: between } of english.matchAll(/(?<=[.!?)”"])[ \n](?=[\p{Lu}\d])/gu)) {
    const first = say(english.slice(0, index));
    const rest = first === null ? null : say(english.slice(index + 1));
    if (rest !== null) return `${first}${between}${rest}`;
  }
  return null;
}

/** A reference to law as lawyers of the language write it; one of another country as it is written there. */
export function citeIn(texts: Texts, language: TextLanguage, citation: string): string {
  return language === 'en' ? citation : (textIn(texts, language, citation) ?? germanCitation(citation) ?? citation);
}

/** What a duty is called and why it applies, in a language as far as there are words for it. */
export function dutyIn<D extends { article: string; title: string; because?: string }>(
  texts: Texts,
  language: TextLanguage,
  duty: D,
): D {
  const say = (text: string) => sayIn(texts, language, text) ?? text;
  return {
    ...duty,
    article: citeIn(texts, language, duty.article),
    title: say(duty.title),
    ...(duty.because !== undefined && { because: say(duty.because) }),
  };
}
