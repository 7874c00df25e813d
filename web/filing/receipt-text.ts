import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';

/** The receiver's receipt, or that it is not here yet. */
export function receiptText({ words }: View, receipt: string): Html {
  if (receipt !== '') return html`<span class="lines">${receipt}</span>`;
  return html`<span class="st missing">${words.filing.receipt}: ${words.filing.receiptLater.missing}</span>`;
}
