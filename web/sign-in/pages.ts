import { errorSummary, type Form, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { signedOutPage } from '../layout.ts';
import type { View } from '../view.ts';

/** What a page at sign-in is shown with: nobody is signed in yet. */
export type SignedOutView = Pick<View, 'now' | 'language' | 'words' | 'organisation'>;

/** Where somebody goes on to after signing in: a path of this server. */
type Next = { next: string };

/** What there is to sign in by. */
type Ways = { hasMail: boolean; hasSso: boolean; hasPasskeys: boolean };

/** Asks for the address, or leads to single sign-on or a passkey. */
export function signInPage(
  view: SignedOutView,
  { form, next, hasMail, hasSso, hasPasskeys, isKept }: Next & Ways & { form: Form; isKept: boolean },
): string {
  const { signIn } = view.words;
  const field = textField({
    name: 'email',
    label: signIn.email,
    type: 'email',
    maxlength: 254,
    autocomplete: 'email',
    required: true,
    form,
    words: view.words,
  });
  const byMail = html`
    <form class="flow pad" method="post" action="/sign-in" novalidate>
      ${hidden({ next })}
      ${field}
      <button class="btn main wide">${signIn.send}</button>
    </form>
  `;
  const bySso = html`
    <p class="pad"><a class="btn wide" href="/sign-in/sso?next=${encodeURIComponent(next)}">${signIn.sso}</a></p>
  `;
  const main = html`
    <h1>${signIn.title}</h1>
    ${isKept ? html`<p class="note good" role="status">${signIn.kept}</p>` : null}
    ${errorSummary(form, view.words)}
    ${hasMail ? html`<p>${signIn.lede}</p>${byMail}` : html`<p class="note">${signIn.noMail}</p>`}
    ${hasSso ? bySso : null}
    ${hasPasskeys ? byPasskey(view, next) : null}
    <p class="small muted pad">${signIn.noPlace(view.organisation.name)}</p>
  `;
  return signedOutPage(view, { title: signIn.title, main, scripts: scriptsFor(hasPasskeys) });
}

/** The form stays hidden until the script finds that the browser has passkeys. */
function byPasskey({ words }: SignedOutView, next: string): Html {
  const { passkey } = words.signIn;
  return html`
    <p class="small muted pad" data-no-passkey>${passkey.unable}</p>
    <form
      class="pad"
      method="post"
      action="/sign-in/passkey"
      data-passkey="get"
      data-options="/sign-in/passkey-options"
      data-failed="${passkey.failed}"
      hidden>
      ${hidden({ next, response: '' })}
      <p class="note hot" role="alert" hidden></p>
      <button class="btn wide">${passkey.go}</button>
    </form>
  `;
}

function scriptsFor(hasPasskeys: boolean): string[] {
  return hasPasskeys ? ['passkey.js'] : [];
}

/** The same for every address: who may sign in is not told here. */
export function sentPage(view: SignedOutView, { next }: Next): string {
  const { sent } = view.words.signIn;
  const main = html`
    <h1>${sent.title}</h1>
    <p class="note good">${sent.text}</p>
    <p>${sent.nothing}</p>
    <p><a class="btn wide" href="/sign-in?next=${encodeURIComponent(next)}">${sent.again}</a></p>
  `;
  return signedOutPage(view, { title: sent.title, main });
}

/** What the link in the mail opens. Mail filters look at links: looking does not use it up, the button does. */
export function linkPage(view: SignedOutView, { token, next }: Next & { token: string }): string {
  return pressPage(view, view.words.signIn.link, '/sign-in/link', { token, next });
}

/** What the link of an invitation opens. */
export function invitationPage(view: SignedOutView, { token }: { token: string }): string {
  return pressPage(view, view.words.signIn.invitation, '/sign-in/invitation', { token });
}

function pressPage(
  view: SignedOutView,
  words: { title: string; text: string; go: string },
  action: string,
  fields: Record<string, string>,
): string {
  const main = html`
    <h1>${words.title}</h1>
    <p>${words.text}</p>
    <form class="pad" method="post" action="${action}">
      ${hidden(fields)}
      <button class="btn main wide">${words.go}</button>
    </form>
  `;
  return signedOutPage(view, { title: words.title, main });
}

/**
 * Asks for the code of the authenticator, or a passkey. `refused`: no code is taken for now, or `spent`, a recovery
 * code alone.
 */
export function codePage(
  view: SignedOutView,
  {
    form,
    next,
    refused,
    hasPasskeys,
  }: Next & Pick<Ways, 'hasPasskeys'> & { form: Form; refused: 'spent' | 'locked' | null },
): string {
  const { code } = view.words.signIn;
  const field = textField({
    name: 'code',
    label: code.field,
    hint: code.hint,
    maxlength: 20,
    autocomplete: 'one-time-code',
    required: true,
    form,
    words: view.words,
  });
  const ask = html`
    ${refused === null ? html`<p>${code.lede}</p>` : null}
    ${errorSummary(form, view.words)}
    <form class="flow pad" method="post" action="/sign-in/code" novalidate>
      ${hidden({ next })}
      ${field}
      <button class="btn main wide">${code.go}</button>
    </form>
  `;
  const main = html`
    <h1>${code.title}</h1>
    ${refused === null ? null : html`<p class="note hot" role="alert">${code[refused]}</p>`}
    ${refused === 'locked' ? null : ask}
    ${hasPasskeys ? byPasskey(view, next) : null}
  `;
  return signedOutPage(view, { title: code.title, main, scripts: scriptsFor(hasPasskeys) });
}

/** A sign-in that is refused, with the way to try again. */
export function shutPage(view: SignedOutView, { title, text, next }: Next & { title: string; text: string }): string {
  const again = { href: `/sign-in?next=${encodeURIComponent(next)}`, label: view.words.signIn.link.again };
  return stopPage(view, { title, text, on: again });
}

/** What happened, what is safe, and one way on, for somebody of whom nobody knows who it is. */
export function stopPage(
  view: SignedOutView,
  { title, text, on }: { title: string; text: string; on: { href: string; label: string } },
): string {
  const main = html`
    <h1>${title}</h1>
    <p class="note warn" role="alert">${text}</p>
    <p><a class="btn main wide" href="${on.href}">${on.label}</a></p>
  `;
  return signedOutPage(view, { title, main });
}

function hidden(fields: Record<string, string>): Html {
  const all = Object.entries(fields);
  return html`${all.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`;
}
