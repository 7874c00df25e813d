import type { Instant } from '../../domain/time.ts';
import { errorSummary, type Form, hiddenFields, selectField, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';

export type TokenRow = {
  name: string;
  role: string;
  scope: 'all' | 'read';
  issuedAt: Instant;
  expiresAt: Instant | null;
  lastUsedAt: Instant | null;
};

/** Every token, and the form that issues one. */
export function tokensPage(
  view: View,
  { tokens, roles, form, days }: { tokens: readonly TokenRow[]; roles: readonly string[]; form: Form; days: number },
): string {
  const { tokens: words } = view.words;
  const head = [words.name, words.role, words.scope, words.issued, words.expires, words.used];
  const table = html`
    <div class="scroll">
      <table class="stack words">
        <thead>
          <tr>
            ${head.map((label) => html`<th scope="col">${label}</th>`)}
            <th scope="col"><span class="sr">${words.revoke}</span></th>
          </tr>
        </thead>
        <tbody>${tokens.map((token) => tokenRow(view, token))}</tbody>
      </table>
    </div>
  `;
  const main = html`
    <div class="head"><div><h1>${words.title}</h1><p class="lede">${words.lede}</p></div></div>
    <div class="stackgap">
      <section class="card">${tokens.length === 0 ? html`<p class="empty">${words.none}</p>` : table}</section>
      <section class="card">
        <header><h2>${words.issue}</h2></header>
        <div class="in">${issueForm(view, roles, form, days)}</div>
      </section>
    </div>
  `;
  return insidePage(view, { title: words.title, place: 'tokens', main });
}

function tokenRow(view: View, { name, role, scope, issuedAt, expiresAt, lastUsedAt }: TokenRow): Html {
  const { tokens: words, shell } = view.words;
  const expiry = expiresAt === null ? words.unlimited : html`<span>${timeTag(expiresAt, view, true)}</span>`;
  const isOver = expiresAt !== null && expiresAt <= view.now;
  return html`
    <tr>
      <th scope="row" data-l="${words.name}" class="mono">${name}</th>
      <td data-l="${words.role}">${shell.roles[role] ?? role}</td>
      <td data-l="${words.scope}">${words.scopes[scope]}</td>
      <td data-l="${words.issued}"><span>${timeTag(issuedAt, view, true)}</span></td>
      <td data-l="${words.expires}">
        ${isOver ? html`<span class="tag warn">${words.expired}</span> ` : null}${expiry}
      </td>
      <td data-l="${words.used}">
        ${lastUsedAt === null ? words.never : html`<span>${timeTag(lastUsedAt, view, true)}</span>`}
      </td>
      <td class="act">
        <form method="post" action="/desk/tokens/${name}">
          ${hiddenFields(view)}
          <button class="btn sm" aria-label="${words.revokeOf(name)}">${words.revoke}</button>
        </form>
      </td>
    </tr>
  `;
}

function issueForm(view: View, roles: readonly string[], form: Form, days: number): Html {
  const { tokens: words, shell } = view.words;
  const shared = { form, words: view.words, required: true };
  const roleOptions = roles.map((role) => [role, shell.roles[role] ?? role] as const);
  return html`
    <form class="flow short" method="post" action="/desk/tokens" novalidate>
      ${hiddenFields(view)}${errorSummary(form, view.words)}
      ${textField({
        ...shared,
        name: 'name',
        label: words.name,
        hint: words.nameHint,
        maxlength: 64,
        autocomplete: 'off',
      })}
      ${selectField({ ...shared, name: 'role', label: words.role, options: roleOptions, value: 'responder' })}
      ${selectField({
        ...shared,
        name: 'scope',
        label: words.scope,
        hint: words.scopeHint,
        options: Object.entries(words.scopes),
        value: 'read',
      })}
      ${textField({ ...shared, name: 'days', label: words.days, type: 'number', value: String(days) })}
      <button class="btn main">${words.issuing}</button>
    </form>
  `;
}

/** The new token, which no page shows again. */
export function issuedPage(
  view: View,
  {
    name,
    token,
    signing,
  }: { name: string; token: string; signing: readonly (readonly [source: string, secret: string])[] },
): string {
  const { tokens: words } = view.words;
  const secrets = signing.map(
    ([source, secret]) => html`<dt>${words.signing(source)}</dt><dd><code class="secret">${secret}</code></dd>`,
  );
  const main = html`
    <p class="crumbs"><a href="/desk/tokens">${words.title}</a></p>
    <div class="head"><div><h1>${words.shownTitle(name)}</h1></div></div>
    <div class="stackgap">
      <p class="note warn" role="status">${words.shown}</p>
      <section class="card">
        <div class="in">
          <dl class="kv"><dt>${words.token}</dt><dd><code class="secret">${token}</code></dd>${secrets}</dl>
        </div>
      </section>
      <p><a class="btn main" href="/desk/tokens">${words.back}</a></p>
    </div>
  `;
  return insidePage(view, { title: words.shownTitle(name), place: 'tokens', main });
}
