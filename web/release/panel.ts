import type { BreachState } from '../../domain/breach/state.ts';
import { awaitedOf } from '../../domain/communication/release.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';

/** Where what outsiders read is looked at and released. */
export function releasePath(breachId: string): string {
  return `/desk/breaches/${breachId}/release`;
}

/** What of a breach's notices waits for a release, with the way there; nothing where they leave by themselves. */
export function releaseNote(view: View, state: BreachState): Html | null {
  const { release: words } = view.words;
  const { notices } = state.communications;
  if (notices?.release === undefined) return null;
  const counterparties = state.plan?.counterparties ?? null;
  const awaited = awaitedOf({ notices, statement: state.statement, counterparties });
  const link = html`<a href="${releasePath(state.breachId)}">${words.link}</a>`;
  if (awaited.length === 0) return html`<p class="in small">${words.nothing} ${link}</p>`;
  const items = awaited.map((each) => html`<p>${words.awaited[each]}</p>`);
  return html`<div class="note warn">${items}<p>${link}</p></div>`;
}
