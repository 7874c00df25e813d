import { errorSummary, type Form, hiddenFields, selectField, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { LANGUAGE_NAMES } from '../languages/index.ts';
import { insidePage } from '../layout.ts';
import type { View } from '../view.ts';

/** How the second factor of an account stands. `off` for whoever came by a token. */
export type Factor =
  | { state: 'off' | 'none' | 'must' | 'enrolled' }
  | { state: 'enrolling'; secret: string; image: readonly (readonly boolean[])[]; form: Form }
  | { state: 'done'; recoveryCodes: readonly string[] };

/** One's own account: who one is, the second factor, and the end of all sessions. */
export function accountPage(view: View, factor: Factor): string {
  const { account, shell } = view.words;
  const bySession = factor.state !== 'off';
  const main = html`<div class="head"><div><h1>${account.title}</h1><p class="lede">${account.lede}</p></div></div>
<div class="stackgap">
${bySession ? html`<section class="card"><header><h2>${account.factor.title}</h2></header><div class="in flow">${factorOf(view, factor)}</div></section>` : null}
<section class="card"><div class="in"><dl class="kv">
<dt>${account.name}</dt><dd>${view.viewer.name}</dd>
<dt>${account.role}</dt><dd>${shell.roles[view.viewer.role] ?? view.viewer.role}</dd>
<dt>${account.signedInBy}</dt><dd>${bySession ? account.byBrowser : account.byToken}</dd></dl></div></section>
<section class="card"><header><h2>${account.language}</h2></header><div class="in">${languageForm(view)}</div></section>
${bySession ? sessionsCard(view) : null}
</div>`;
  return insidePage(view, { title: account.title, place: null, main });
}

function factorOf(view: View, factor: Factor): Html {
  const words = view.words.account.factor;
  switch (factor.state) {
    case 'enrolling':
      return enrolment(view, factor);
    case 'done':
      return html`<div class="note good" role="status"><h3>${words.doneTitle}</h3><p>${words.done}</p></div>
<ul class="codes mono">${factor.recoveryCodes.map((code) => html`<li>${code}</li>`)}</ul>
<p><a class="btn main" href="/">${words.goOn}</a></p>`;
    case 'enrolled':
      return html`<p>${words.enrolled}</p>`;
    default:
      return html`${factor.state === 'must' ? html`<p class="note warn">${words.must}</p>` : html`<p>${words.none}</p>`}
<form method="post" action="/desk/account/enrol">${hiddenFields(view)}<button class="btn main">${words.begin}</button></form>`;
  }
}

function enrolment(view: View, { secret, image, form }: Extract<Factor, { state: 'enrolling' }>): Html {
  const words = view.words.account.factor;
  const code = textField({
    name: 'code',
    label: words.code,
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    maxlength: 10,
    required: true,
    form,
    words: view.words,
  });
  return html`${errorSummary(form, view.words)}
<div class="enrol"><figure><figcaption>${words.scan}</figcaption>${qrCode(image, words.image)}</figure>
<div class="flow"><p>${words.secret}:<br><code>${secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code></p>
<form class="flow short" method="post" action="/desk/account/confirm" novalidate>${hiddenFields(view)}${code}<button class="btn main">${words.confirm}</button></form></div></div>`;
}

/** Black on white in dark as well: cameras ask for it. */
function qrCode(image: readonly (readonly boolean[])[], label: string): Html {
  const path = image.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return html`<svg class="qr" viewBox="0 0 ${image.length} ${image.length}" role="img" aria-label="${label}" shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff"/><path d="${path}" fill="#000"/></svg>`;
}

function languageForm({ language, words }: View): Html {
  const field = selectField({
    name: 'language',
    label: words.account.language,
    options: Object.entries(LANGUAGE_NAMES),
    value: language,
    form: { values: {}, problems: [] },
    words,
  });
  return html`<form class="filters short" method="post" action="/language">${field}<button class="btn">${words.shell.save}</button></form>`;
}

function sessionsCard(view: View): Html {
  const { everywhere } = view.words.account;
  return html`<section class="card"><header><h2>${everywhere.title}</h2></header><div class="in flow"><p>${everywhere.text}</p>
<form method="post" action="/desk/account/sign-out-everywhere">${hiddenFields(view)}<button class="btn">${everywhere.go}</button></form></div></section>`;
}
