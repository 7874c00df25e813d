import { type Html, html } from './html.ts';
import { translated, translatedText } from './translated.ts';
import type { View } from './view.ts';

/**
 * Whom a duty tells, in the reader's words: the policy names recipients in English, most of them as a kind and not by
 * name.
 */

type Reader = Pick<View, 'words' | 'language' | 'texts'>;

/** `to the supervisory authority`; a name that the language has no words for is marked as English. */
export function toRecipient(view: Reader, recipient: string): Html {
  const known = view.words.recipients[recipient];
  return html`${view.words.shell.to} ${known ?? translated(view, recipient)}`;
}

/** The same as plain text. */
export function toRecipientText(view: Reader, recipient: string): string {
  return `${view.words.shell.to} ${view.words.recipients[recipient] ?? translatedText(view, recipient)}`;
}
