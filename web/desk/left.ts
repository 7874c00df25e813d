import { NOBODY } from '../../domain/breach/incident-keys.ts';
import { breachPath } from '../breach/places.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';

/** Open incidents whose owner cannot act any more, the newest first. */
export type DeskLeft = { breachIds: readonly string[]; hasMore: boolean };

/** That they are nobody's, with the way to each; nothing where there are none. */
export function leftNote({ breachIds, hasMore }: DeskLeft, view: View): Html | null {
  if (breachIds.length === 0) return null;
  const { desk } = view.words;
  const links = breachIds.map(
    (id) => html`<a href="${breachPath(id)}">${id}</a>${id === breachIds.at(-1) ? '' : ', '}`,
  );
  const all = html`. <a href="/desk/breaches?owner=${NOBODY}">${desk.allWaiting}</a>`;
  return html`<p class="note warn after" id="left">${desk.left} ${links}${hasMore ? all : null}</p>`;
}
