import type { Instant } from '../../domain/time.ts';
import { errorSummary, type Form, hiddenFields, selectField, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { LANGUAGE_NAMES } from '../languages/index.ts';
import { insidePage } from '../layout.ts';
import { peoplesWords } from '../peoples-words.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { type CalendarModel, calendarCard } from './calendar.ts';
import { type SlackModel, slackCard } from './slack.ts';

/** How the second factor of an account stands. `off` for whoever came by a token; `isLocked`: no code is taken now. */
export type Factor =
  | { state: 'off' | 'none' | 'must' | 'enrolled'; form: Form; isLocked: boolean }
  | { state: 'enrolling'; secret: string; image: readonly (readonly boolean[])[]; form: Form }
  | { state: 'done'; recoveryCodes: readonly string[]; isRenewed: boolean };

/** Where one is signed in; `isThis` is the session that looks. */
export type SessionRow = { id: string; startedAt: Instant; seenAt: Instant; isThis: boolean };

/** One's own passkeys, and the form that adds one; `asksCode`: it is added for a code of the authenticator. */
export type PasskeysModel = {
  own: readonly { id: string; name: string; addedAt: Instant; lastUsedAt: Instant | null }[];
  asksCode: boolean;
  form: Form;
};

/** What the page shows. `passkeys`, `calendar`, `slack`: null where none can be had. */
type Account = {
  factor: Factor;
  sessions: readonly SessionRow[];
  passkeys: PasskeysModel | null;
  calendar: CalendarModel | null;
  slack: SlackModel | null;
};

/** One's own account: who one is, the second factor, the passkeys, and where one is signed in. */
export function accountPage(view: View, { factor, sessions, passkeys, calendar, slack }: Account): string {
  const { account, shell } = view.words;
  const bySession = factor.state !== 'off';
  const main = html`
    <div class="head"><div><h1>${account.title}</h1><p class="lede">${account.lede}</p></div></div>
    <div class="stackgap">
      ${
        bySession
          ? html`
            <section class="card">
              <header><h2>${account.factor.title}</h2></header>
              <div class="in flow">${factorOf(view, factor)}</div>
            </section>
          `
          : null
      }
      ${passkeys === null ? null : passkeysCard(view, passkeys)}
      ${calendar === null ? null : calendarCard(view, calendar)}
      ${slack === null ? null : slackCard(view, slack)}
      <section class="card">
        <div class="in">
          <dl class="kv">
            <dt>${account.name}</dt>
            <dd>${view.viewer.name}</dd>
            <dt>${account.role}</dt>
            <dd>${shell.roles[view.viewer.role] ?? view.viewer.role}</dd>
            <dt>${account.signedInBy}</dt>
            <dd>${bySession ? account.byBrowser : account.byToken}</dd>
          </dl>
        </div>
      </section>
      <section class="card">
        <header><h2>${account.language}</h2></header>
        <div class="in">${languageForm(view)}</div>
      </section>
      ${bySession ? sessionsCard(view, sessions) : null}
    </div>
  `;
  const scripts = passkeys === null ? [] : ['passkey.js'];
  return insidePage(view, { title: account.title, place: null, main, scripts });
}

function factorOf(view: View, factor: Factor): Html {
  const words = view.words.account.factor;
  switch (factor.state) {
    case 'enrolling':
      return enrolment(view, factor);
    case 'done':
      return html`
        <div class="note good" role="status">
          <h3>${words.doneTitle}</h3>
          <p>${factor.isRenewed ? words.renewed : words.done}</p>
        </div>
        <ul class="codes mono">${factor.recoveryCodes.map((code) => html`<li>${code}</li>`)}</ul>
        <p><a class="btn main" href="/">${words.goOn}</a></p>
      `;
    case 'enrolled': {
      const ask = { action: 'recovery-codes', label: words.codeNow, go: words.renew, isNumber: true, isMain: false };
      return html`
        <p>${words.enrolled}</p>
        <h3>${words.renewTitle}</h3>
        <p>${words.renewHint}</p>
        ${codeForm(view, factor, ask)}
      `;
    }
    case 'must': {
      const ask = { action: 'enrol', label: words.enrolmentCode, go: words.begin, isNumber: false, isMain: true };
      return html`<p class="note warn">${words.must}</p>${codeForm(view, factor, ask)}`;
    }
    default:
      return html`
        <p>${words.none}</p>
        <form method="post" action="/desk/account/enrol">
          ${hiddenFields(view)}
          <button class="btn main">${words.begin}</button>
        </form>
      `;
  }
}

function codeForm(
  view: View,
  { form, isLocked }: { form: Form; isLocked: boolean },
  {
    action,
    label,
    go,
    isNumber,
    isMain,
  }: { action: string; label: string; go: string; isNumber: boolean; isMain: boolean },
): Html {
  const { words } = view;
  if (isLocked) return html`<p class="note hot" role="alert">${words.account.factor.locked}</p>`;
  const kind = isNumber
    ? { inputmode: 'numeric', autocomplete: 'one-time-code', maxlength: 10 }
    : { autocomplete: 'off', maxlength: 40, hint: words.account.factor.enrolmentHint };
  const field = textField({ name: 'code', label, required: true, form, words, ...kind });
  return html`
    ${errorSummary(form, words)}
    <form class="flow short" method="post" action="/desk/account/${action}" novalidate>
      ${hiddenFields(view)}${field}
      <button class="${isMain ? 'btn main' : 'btn'}">${go}</button>
    </form>
  `;
}

function enrolment(view: View, { secret, image, form }: Extract<Factor, { state: 'enrolling' }>): Html {
  const words = view.words.account.factor;
  const ask = { action: 'confirm', label: words.codeNow, go: words.confirm, isNumber: true, isMain: true };
  return html`
    <div class="enrol">
      <figure><figcaption>${words.scan}</figcaption>${qrCode(image, words.image)}</figure>
      <div class="flow">
        <p>${words.secret}:<br><code>${secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code></p>
        ${codeForm(view, { form, isLocked: false }, ask)}
      </div>
    </div>
  `;
}

function passkeysCard(view: View, { own, asksCode, form }: PasskeysModel): Html {
  const { words } = view;
  const { passkeys, factor } = words.account;
  const name = textField({
    ...{ name: 'name', label: passkeys.name, hint: passkeys.nameHint, form, words },
    ...{ required: true, maxlength: 64, autocomplete: 'off' },
  });
  const code = textField({
    ...{ name: 'passkeyCode', label: factor.codeNow, hint: passkeys.codeHint, form, words },
    ...{ required: true, maxlength: 10, autocomplete: 'one-time-code', inputmode: 'numeric' },
  });
  return html`
    <section class="card" aria-labelledby="h-passkeys">
      <header><h2 id="h-passkeys">${passkeys.title}</h2></header>
      ${own.length === 0 ? null : passkeysTable(view, own)}
      <div class="in flow">
        <p>${passkeys.text}</p>
        ${errorSummary(form, words)}
        <p class="note" data-no-passkey>${passkeys.unable}</p>
        <form
          class="flow short"
          method="post"
          action="/desk/account/passkey"
          data-passkey="create"
          data-options="/desk/account/passkey-options"
          data-failed="${passkeys.failed}"
          data-known="${passkeys.refused.known}"
          hidden>
          ${hiddenFields(view, { response: '' })}${name}${asksCode ? code : null}
          <p class="note hot" role="alert" hidden></p>
          <button class="btn">${passkeys.add}</button>
        </form>
      </div>
    </section>
  `;
}

function passkeysTable(view: View, own: PasskeysModel['own']): Html {
  const { passkeys: words } = view.words.account;
  const rows = own.map(
    ({ id, name, addedAt, lastUsedAt }) => html`
      <tr>
        <th scope="row" data-l="${words.name}">${peoplesWords(view, name)}</th>
        <td data-l="${words.added}"><span>${timeTag(addedAt, view, true)}</span></td>
        <td data-l="${words.used}">
          <span>${lastUsedAt === null ? words.never : timeTag(lastUsedAt, view, true)}</span>
        </td>
        <td class="act">
          <form method="post" action="/desk/account/end-passkey">
            ${hiddenFields(view, { passkey: id })}
            <button class="btn sm" aria-label="${words.removeOf(name)}">${words.remove}</button>
          </form>
        </td>
      </tr>
    `,
  );
  return html`
    <table class="stack words" aria-labelledby="h-passkeys">
      <thead>
        <tr>
          <th scope="col">${words.name}</th>
          <th scope="col">${words.added}</th>
          <th scope="col">${words.used}</th>
          <th scope="col"><span class="sr">${words.remove}</span></th>
        </tr>
      </thead>
      <tbody>${rows}</tbody>
    </table>
  `;
}

/** Black on white in dark as well: cameras ask for it. */
function qrCode(image: readonly (readonly boolean[])[], label: string): Html {
  const path = image.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return html`
    <svg
      class="qr"
      viewBox="0 0 ${image.length} ${image.length}"
      role="img"
      aria-label="${label}"
      shape-rendering="crispEdges">
      <rect width="100%" height="100%" fill="#fff"/>
      <path d="${path}" fill="#000"/>
    </svg>
  `;
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
  return html`
    <form class="filters short" method="post" action="/language">
      ${field}
      <button class="btn">${words.shell.save}</button>
    </form>
  `;
}

function sessionsCard(view: View, sessions: readonly SessionRow[]): Html {
  const { everywhere } = view.words.account;
  const cell = (label: string, at: Instant) => html`<td data-l="${label}"><span>${timeTag(at, view, true)}</span></td>`;
  const rows = sessions.map(({ id, startedAt, seenAt, isThis }) => {
    const end = html`
      <form method="post" action="/desk/account/end-session">
        ${hiddenFields(view, { session: id })}
        <button class="btn sm">${everywhere.end}</button>
      </form>
    `;
    return html`
      <tr>
        ${cell(everywhere.started, startedAt)}${cell(everywhere.used, seenAt)}
        <td class="act">${isThis ? html`<span class="tag">${everywhere.thisOne}</span>` : end}</td>
      </tr>
    `;
  });
  return html`
    <section class="card" aria-labelledby="h-sessions">
      <header><h2 id="h-sessions">${everywhere.title}</h2></header>
      <table class="stack words" aria-labelledby="h-sessions">
        <thead>
          <tr>
            <th scope="col">${everywhere.started}</th>
            <th scope="col">${everywhere.used}</th>
            <th scope="col"><span class="sr">${everywhere.end}</span></th>
          </tr>
        </thead>
        <tbody>${rows}</tbody>
      </table>
      <div class="in flow">
        <p>${everywhere.text}</p>
        <form method="post" action="/desk/account/sign-out-everywhere">
          ${hiddenFields(view)}
          <button class="btn">${everywhere.go}</button>
        </form>
      </div>
    </section>
  `;
}
