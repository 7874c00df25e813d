import type { BreachState } from '../../domain/breach/state.ts';
import { type Awaited, awaitedOf } from '../../domain/communication/release.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';

/** Where what outsiders read is looked at and released. */
export function releasePath(breachId: string): string {
  return `/desk/breaches/${breachId}/release`;
}

/** What of a breach's notices waits for a release. */
export function releaseAwaited({ communications, plan, statement }: BreachState): readonly Awaited[] {
  const { notices } = communications;
  if (notices?.release === undefined) return [];
  return awaitedOf({ notices, statement, counterparties: plan?.counterparties ?? null });
}

/** What of a breach's notices waits for a release, with the way there; nothing where they leave by themselves. */
export function releaseNote(view: View, state: BreachState): Html | null {
  const { release: words } = view.words;
  if (state.communications.notices?.release === undefined) return null;
  const awaited = releaseAwaited(state);
  const link = html`<a href="${releasePath(state.breachId)}">${words.link}</a>`;
  if (awaited.length === 0) return html`<p class="in small">${words.nothing} ${link}</p>`;
  const items = awaited.map((each) => html`<p>${words.awaited[each]}</p>`);
  return html`<div class="note warn">${items}<p>${link}</p></div>`;
}
