import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { workPath } from '../work/form.ts';
import { number } from './figures.ts';
import type { BreachModel } from './model.ts';

/** The raw files that opened the breach or came later, each as a download only; what people added is a link away. */
export function evidenceSection(view: View, { state, names }: BreachModel): Html {
  const { evidence: words } = view.words.breach;
  const may = view.may('GET /desk/breaches/:breachId/files/:file');
  const rows = state.evidence.map(({ file, sha256, bytes, mediaType, source }) => {
    const name = html`
      ${words.from(names.by(source))}
      <span class="sub">${mediaType}, ${words.bytes(number(bytes, view.language))}</span>
    `;
    const link = may
      ? html`
        <a href="/desk/breaches/${state.breachId}/files/${file}" download>
          ${words.download}
          <span class="sr"> ${names.by(source)}</span>
        </a>
      `
      : null;
    return html`<li><div>${name}</div><div><p class="mono small hash">SHA-256 ${sha256}</p>${link}</div></li>`;
  });
  const added = view.may('GET /desk/breaches/:breachId/work')
    ? html`<p class="in small"><a href="${workPath(state.breachId, 'files')}">${words.added}</a></p>`
    : null;
  return html`
    <section class="card" id="evidence" aria-labelledby="h-ev">
      <header><h2 id="h-ev">${words.title}</h2><p class="small muted">${words.note}</p></header>
      ${rows.length === 0 ? html`<p class="in muted">${words.none}</p>` : html`<ol class="log">${rows}</ol>`}
      ${added}
    </section>
  `;
}
