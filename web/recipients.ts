import { type Html, html } from './html.ts';
import type { View } from './view.ts';

/**
 * Whom a duty tells, in the reader's words: the policy names recipients in English, most of them as a kind and not by
 * name.
 */

type Reader = Pick<View, 'words' | 'language'>;

/** `to the supervisory authority`; a name that the language has no words for is marked as English. */
export function toRecipient({ words, language }: Reader, recipient: string): Html {
  const known = words.recipients[recipient];
  if (known !== undefined) return html`${words.shell.to} ${known}`;
  return html`${words.shell.to} ${language === 'en' ? recipient : html`<span lang="en">${recipient}</span>`}`;
}

/** The same as plain text. */
export function toRecipientText({ words }: Pick<Reader, 'words'>, recipient: string): string {
  return `${words.shell.to} ${words.recipients[recipient] ?? recipient}`;
}
