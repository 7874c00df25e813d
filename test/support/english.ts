import type { Page } from 'playwright-core';
import { loadFilings } from '../../config/filings.ts';
import { loadPolicy } from '../../config/policy.ts';
import { SENTENCES } from '../../domain/texts/de/sentences.ts';
import { type TextFile, textsOf } from '../../domain/texts/of-files.ts';
import { wordsOf } from '../../web/languages/index.ts';

/** English of ours on a page in another language: what the pages' words, the policy and the engine say in English. */

/** Fewer words may be a name, or the same in both languages. */
const LEAST_WORDS = 3;

/** Every text of the English words that the German ones say otherwise. */
function ownWords(en: unknown, de: unknown): string[] {
  if (typeof en === 'string') return en === de ? [] : [en];
  if (typeof en !== 'object' || en === null || typeof de !== 'object' || de === null) return [];
  return Object.entries(en).flatMap(([key, value]) => ownWords(value, (de as Record<string, unknown>)[key]));
}

const count = (text: string) => text.match(/\p{L}{2,}/gu)?.length ?? 0;

/** What is ours on a page, of the text that is not marked as English: each with the English it holds. */
export async function englishOn(page: Page): Promise<string[]> {
  const texts = await page.evaluate<string[]>(`(${readTexts})()`);
  return texts.flatMap((text) => {
    const phrase = PHRASES.find((each) => text.includes(each));
    const sentence = phrase === undefined ? ENGINE.find((each) => each.test(text)) : undefined;
    return phrase === undefined && sentence === undefined ? [] : [`${text} (${phrase ?? sentence})`];
  });
}

/** All text of a page but code, what people said, and what says that it is English. */
const readTexts = `() => {
  const apart = 'script, style, code, pre, q, textarea, mark, [lang=en], .said, .mono, .mail, input, [translate=no]';
  const found = new Set([document.title]);
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.textContent.replace(/\\s+/g, ' ').trim();
    if (text !== '' && node.parentElement.closest(apart) === null) found.add(text);
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [data-left]')) {
    if (element.closest('[lang=en]') !== null) continue;
    for (const name of ['aria-label', 'title', 'placeholder', 'data-left']) found.add(element.getAttribute(name) ?? '');
  }
  return [...found];
}`;

const policy = loadPolicy('policy');
const german = policy.texts.de;

function policyTexts(): string[] {
  const filings = loadFilings('policy').flatMap((form) => textsOf('filings' satisfies TextFile, form));
  return [...german.keys(), ...filings.map(({ text }) => text)].filter((text) => german.get(text) !== text);
}

const PHRASES = [...new Set([...ownWords(wordsOf('en'), wordsOf('de')), ...policyTexts()])]
  .filter((text) => count(text) >= LEAST_WORDS)
  .filter((text) => ![...german.values()].some((said) => said.includes(text)));

const ENGINE = SENTENCES.map(([english]) => english)
  .filter((english) => count(english.replaceAll(/\{\w+\}|\[\w+\]/g, '').trim()) >= LEAST_WORDS)
  .map((english) => {
    const parts = english.split(/\{\w+\}|\[\w+\]/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(parts.join('.+?'));
  });
