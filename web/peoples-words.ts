import { unopenedKey } from '../domain/unopened.ts';
import { type Html, html } from './html.ts';
import type { View } from './view.ts';

/** What people wrote, as a row of a list shows it; where it cannot be opened, that, marked. */
export function peoplesWords({ words }: Pick<View, 'words'>, text: string): Html {
  const key = unopenedKey(text);
  return key === null ? html`${text}` : html`<span class="tag hot">${words.shell.unopened(key)}</span>`;
}
