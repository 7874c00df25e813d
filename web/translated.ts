import { draftedIn } from '../domain/notices/drafted.ts';
import { citeIn, sayIn, sayPhraseIn } from '../domain/texts/say.ts';
import { type Html, html } from './html.ts';
import { withInstants } from './instants.ts';
import type { View } from './view.ts';

/**
 * What the policy and the engine say, in the reader's language. What has no words there is shown in English and marked
 * so; the frame of the page then says once that there is such text on it.
 */

export type Reader = Pick<View, 'language' | 'texts'>;

/** Marks English that a page shows for want of other words: see {@link hasEnglish}. */
const IN_ENGLISH = 'class="in-english"';

/** A sentence as markup. */
export function translated(view: Reader, english: string): Html {
  const text = sayIn(view.texts, view.language, english);
  return text === null ? marked(html`${english}`) : html`${text}`;
}

/** The same, its instants in local time first. */
export function translatedWithInstants(
  view: Reader & Pick<View, 'now' | 'zone'>,
  english: string,
  now = view.now,
): Html {
  const text = sayIn(view.texts, view.language, english);
  const shown = withInstants(text ?? english, now, view);
  return text === null ? marked(shown) : shown;
}

/** The same as plain text, for attributes, titles and files. */
export function translatedText(view: Reader, english: string): string {
  return sayIn(view.texts, view.language, english) ?? english;
}

/** What the engine notes in a few words, of which none is a person's. */
export function translatedPhrase({ language }: Pick<Reader, 'language'>, english: string): Html {
  const text = sayPhraseIn(language, english);
  return text === null ? marked(html`${english}`) : html`${text}`;
}

/** Words on record: the engine's, as of an alert or a draft, in the reader's language; people's as they wrote them. */
export function onRecord({ language, texts }: Reader, text: string): string {
  return draftedIn(text, language) ?? sayIn(texts, language, text) ?? text;
}

/** A reference to law, as lawyers of the reader's language write it; those of other countries as they write them. */
export function cited(view: Reader, citation: string): Html {
  const text = citedText(view, citation);
  return view.language === 'en' || text !== citation ? html`${text}` : html`<span lang="en">${text}</span>`;
}

/** The same as plain text. */
export function citedText({ language, texts }: Reader, citation: string): string {
  return citeIn(texts, language, citation);
}

/** A duty by its law and what it asks for. */
export function dutyName(view: Reader, { article, title }: { article: string; title: string }): Html {
  return html`${cited(view, article)}, ${translated(view, title)}`;
}

/** Whether a part of a page shows English for want of other words. */
export function hasEnglish({ text }: Html): boolean {
  return text.includes(IN_ENGLISH);
}

function marked(shown: Html): Html {
  return html`<span lang="en" class="in-english">${shown}</span>`;
}
