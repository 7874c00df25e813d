import { panelPath } from '../breach/places.ts';
import { EMPTY_FORM, hiddenFields, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { peoplesWords } from '../peoples-words.ts';
import type { View } from '../view.ts';

type Group = {
  found: readonly { id: string; name: string; around: string }[];
  isMore: boolean;
  lookedAt: number | null;
};
export type SearchModel = Record<keyof typeof PATHS, Group>;

const PATHS = {
  incidents: (id: string) => `/desk/breaches/${id}`,
  systems: (id: string) => `/desk/systems/${encodeURIComponent(id)}`,
  suppliers: (id: string) => `/desk/suppliers/${encodeURIComponent(id)}`,
  customers: (id: string) => `/desk/customers/${encodeURIComponent(id)}`,
  receipts: (id: string) => panelPath(id, 'filings'),
};
const GROUPS = Object.keys(PATHS) as (keyof typeof PATHS)[];

/** What was found for some words, by groups; only the box where nothing was asked yet. */
export function searchPage(view: View, words: string, model: SearchModel | null): string {
  const { search } = view.words;
  const isNone = model !== null && GROUPS.every((group) => model[group].found.length === 0);
  const box = html`
    <form class="filters card in" method="post" action="/desk/search">
      ${hiddenFields(view)}
      ${textField({
        ...{ name: 'words', label: search.label, hint: search.hint, form: EMPTY_FORM, words: view.words },
        ...{ type: 'search', value: words, maxlength: 200, required: true },
      })}
      <button class="btn main">${search.find}</button>
    </form>
  `;
  const main = html`
    <div class="head"><div><h1>${search.title}</h1><p class="lede">${search.lede}</p></div></div>
    <div class="stackgap">
      ${box}
      ${isNone ? html`<p class="note">${search.nothing}</p>` : null}
      ${model === null ? null : GROUPS.map((group) => groupCard(view, group, model[group]))}
    </div>
  `;
  return insidePage(view, { title: search.title, place: null, main });
}

function groupCard(view: View, group: keyof typeof PATHS, { found, isMore, lookedAt }: Group): Html | null {
  const { search } = view.words;
  if (found.length === 0 && lookedAt === null) return null;
  const items = found.map(
    ({ id, name, around }) => html`
      <li>
        <div><a href="${PATHS[group](id)}">${id}</a></div>
        <div>
          <p>${peoplesWords(view, name)}</p>
          ${around === name || around === id ? null : html`<p class="small muted">${around}</p>`}
        </div>
      </li>
    `,
  );
  const bound = lookedAt === null ? null : html`<p class="in small">${search.lookedAt(lookedAt)}</p>`;
  return html`
    <section class="card" id="${group}" aria-labelledby="h-${group}">
      <header>
        <h2 id="h-${group}">${search.groups[group]}</h2>
        <p class="small muted">${isMore ? search.more(found.length) : null}</p>
      </header>
      ${items.length === 0 ? html`<p class="in muted">${search.nothing}</p>` : html`<ol class="log">${items}</ol>`}
      ${bound}
    </section>
  `;
}
