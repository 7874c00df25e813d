import type { Instant } from '../../domain/time.ts';
import { errorSummary, type Form, hiddenFields, selectField, textArea, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';

/** Where events are told. `url`: as far as it is shown; `events`: none is all. */
export type WebhookRow = {
  id: string;
  kind: string;
  url: string;
  events: readonly string[];
  createdAt: Instant;
  deliveredAt: Instant | null;
  failedAt: Instant | null;
};

type Webhooks = {
  webhooks: readonly WebhookRow[];
  kinds: readonly string[];
  /** The tickets that ship, by their tool. */
  templates: Readonly<Record<string, unknown>>;
  placeholders: readonly string[];
  form: Form;
};

export function webhooksPage(view: View, content: Webhooks): string {
  const { webhooks: words } = view.words;
  const { webhooks } = content;
  const main = html`
    <div class="head"><div><h1>${words.title}</h1><p class="lede">${words.lede}</p></div></div>
    <div class="stackgap">
      <section class="card">
        ${webhooks.length === 0 ? html`<p class="empty">${words.none}</p>` : table(view, webhooks)}
      </section>
      <section class="card">
        <header><h2>${words.add}</h2></header>
        <div class="in">${addForm(view, content)}</div>
      </section>
    </div>
  `;
  return insidePage(view, { title: words.title, place: 'webhooks', main });
}

function table(view: View, webhooks: readonly WebhookRow[]): Html {
  const { webhooks: words } = view.words;
  const head = [words.kind, words.url, words.events, words.delivered, words.failed];
  return html`
    <div class="scroll">
      <table class="stack words">
        <thead>
          <tr>
            ${head.map((label) => html`<th scope="col">${label}</th>`)}
            <th scope="col"><span class="sr">${words.remove}</span></th>
          </tr>
        </thead>
        <tbody>${webhooks.map((webhook) => row(view, webhook))}</tbody>
      </table>
    </div>
  `;
}

function row(view: View, { id, kind, url, events, deliveredAt, failedAt }: WebhookRow): Html {
  const { webhooks: words } = view.words;
  const name = kindName(view, kind);
  const when = (at: Instant | null) => (at === null ? words.never : html`<span>${timeTag(at, view, true)}</span>`);
  // What came after the last fault mended it.
  const isFailing = failedAt !== null && (deliveredAt === null || deliveredAt < failedAt);
  return html`
    <tr>
      <th scope="row" data-l="${words.kind}">${name}</th>
      <td data-l="${words.url}" class="mono wrap">${url}</td>
      <td data-l="${words.events}">${events.length === 0 ? words.all : words.some(events.length)}</td>
      <td data-l="${words.delivered}">${when(deliveredAt)}</td>
      <td data-l="${words.failed}">
        ${isFailing ? html`<span class="tag warn">${words.failing}</span> ` : null}${when(failedAt)}
      </td>
      <td class="act">
        <form method="post" action="/desk/webhooks/${id}">
          ${hiddenFields(view)}
          <button class="btn sm" aria-label="${words.removeOf(name)}">${words.remove}</button>
        </form>
      </td>
    </tr>
  `;
}

function addForm(view: View, { kinds, templates, placeholders, form }: Webhooks): Html {
  const { webhooks: words } = view.words;
  const shared = { form, words: view.words };
  const options = kinds.map((kind) => [kind, kindName(view, kind)] as const);
  const texts = Object.entries(templates).map(
    ([tool, template]) => html`
      <p class="small">${kindName(view, tool)}</p>
      <pre class="small" tabindex="0">${JSON.stringify(template, null, 1)}</pre>
    `,
  );
  const credential = { name: 'credential', label: words.credential, hint: words.credentialHint };
  const template = { name: 'template', label: words.template, hint: words.templateHint(placeholders) };
  return html`
    <form class="flow" method="post" action="/desk/webhooks" novalidate>
      ${hiddenFields(view)}${errorSummary(form, view.words)}
      ${selectField({ ...shared, name: 'kind', label: words.kind, options, value: 'standard', required: true })}
      ${textField({ ...shared, name: 'url', label: words.url, hint: words.urlHint, required: true, maxlength: 2_000 })}
      ${textField({ ...shared, ...credential, maxlength: 1_000, autocomplete: 'off' })}
      ${textArea({ ...shared, ...template, rows: 4 })}
      <details><summary>${words.shipped}</summary>${texts}</details>
      <p class="hint">${words.addHint}</p>
      <button class="btn main">${words.adding}</button>
    </form>
  `;
}

function kindName(view: View, kind: string): string {
  return (view.words.webhooks.kinds as Record<string, string>)[kind] ?? kind;
}

/** The secret by which messages are signed, which no page shows again. */
export function webhookAddedPage(view: View, secret: string): string {
  const { webhooks: words } = view.words;
  const main = html`
    <p class="crumbs"><a href="/desk/webhooks">${words.title}</a></p>
    <div class="head"><div><h1>${words.added}</h1></div></div>
    <div class="stackgap">
      <p class="note warn" role="status">${words.shown}</p>
      <section class="card">
        <div class="in"><dl class="kv"><dt>${words.secret}</dt><dd><code class="secret">${secret}</code></dd></dl></div>
      </section>
      <p><a class="btn main" href="/desk/webhooks">${words.back}</a></p>
    </div>
  `;
  return insidePage(view, { title: words.added, place: 'webhooks', main });
}
