import { unopenedKey } from '../../domain/unopened.ts';
import { type Html, html } from '../html.ts';
import { nameOf } from '../names.ts';
import { peoplesWords } from '../peoples-words.ts';
import { PLACES } from '../places.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import type { EntryChange, History, ListName } from './model.ts';
import { changedFields, sayField } from './words.ts';

/** How an entry came about: each change with who, when, before and after. */
export function historySection(view: View, list: ListName, { id, history }: { id: string; history: History }): Html {
  const { dataflow } = view.words;
  const { changes, older } = history;
  const items = changes.map((change) => html`<li>${said(view, change)}</li>`);
  const more =
    older === null
      ? null
      : html`
        <p class="in"><a class="btn sm" href="${PLACES[list]}/${id}?below=${older}#history">${dataflow.older}</a></p>
      `;
  return html`
    <section class="card" id="history" aria-labelledby="h-his">
      <header><h2 id="h-his">${dataflow.history}</h2><p class="small muted">${dataflow.historyNote}</p></header>
      ${
        items.length === 0
          ? html`<p class="in muted">${dataflow.noHistory}</p>`
          : html`<ol class="log history">${items}</ol>`
      }
      ${more}
    </section>
  `;
}

function said(view: View, { at, by, before, after }: EntryChange): Html {
  const { dataflow } = view.words;
  const fields = before === null ? [] : changedFields(before, after);
  const rows = fields.map(
    (field) =>
      html`
        <dt>${dataflow.fields[field]}</dt>
        <dd>
          <del class="lines">${sayField(view, before, field)}</del>${' '}
          <ins class="lines">${sayField(view, after, field)}</ins>
        </dd>
      `,
  );
  const what = before === null ? dataflow.created : dataflow.changed;
  return html`
    <div>${timeTag(at, view, true)}</div>
    <div>
      <p class="strong">${what} ${dataflow.by(nameOf(view, by))}</p>
      ${unopenedKey(after.name) === null ? null : html`<p>${peoplesWords(view, after.name)}</p>`}
      ${rows.length === 0 ? null : html`<dl class="kv">${rows}</dl>`}
    </div>
  `;
}
