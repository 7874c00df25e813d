import { type Html, html } from './html.ts';

/**
 * The first of a long list in sight, and the rest in a fold that says what is in it; a link to one of them opens it.
 * One alone is not folded: that would hide as much as it saves.
 */
export function firstFew<T>(items: readonly T[], most: number): { first: readonly T[]; rest: readonly T[] } {
  return items.length <= most + 1
    ? { first: items, rest: [] }
    : { first: items.slice(0, most), rest: items.slice(most) };
}

/** What {@link firstFew} leaves over; on paper it is open. */
export function restFolded(summary: string, { id, open = false }: { id: string; open?: boolean }, rest: Html): Html {
  return html`
    <details class="fold rest" id="${id}"${open ? html` open` : null}><summary>${summary}</summary>${rest}</details>
  `;
}
