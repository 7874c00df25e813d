import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { number } from './figures.ts';
import type { BreachModel } from './model.ts';

/** The raw files that opened the breach or came later, each as a download only. */
export function evidenceSection(view: View, { state }: BreachModel): Html | null {
  const { evidence: words } = view.words.breach;
  if (state.evidence.length === 0) return null;
  const may = view.may('GET /desk/breaches/:breachId/files/:file');
  const rows = state.evidence.map(({ file, sha256, bytes, mediaType, source }) => {
    const name = html`
      ${words.from(source)}
      <span class="sub">${mediaType}, ${words.bytes(number(bytes, view.language))}</span>
    `;
    const link = may
      ? html`
        <a href="/desk/breaches/${state.breachId}/files/${file}" download>
          ${words.download}
          <span class="sr"> ${source}</span>
        </a>
      `
      : null;
    return html`<li><div>${name}</div><div><p class="mono small hash">SHA-256 ${sha256}</p>${link}</div></li>`;
  });
  return html`
    <section class="card" id="evidence" aria-labelledby="h-ev">
      <header><h2 id="h-ev">${words.title}</h2><p class="small muted">${words.note}</p></header>
      <ol class="log">${rows}</ol>
    </section>
  `;
}
