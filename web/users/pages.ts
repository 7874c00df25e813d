import type { Instant } from '../../domain/time.ts';
import { EMPTY_FORM, errorSummary, type Form, hiddenFields, selectField, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { peoplesWords } from '../peoples-words.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { inviteField } from './invite.ts';

/** A user as the pages show one. `factor`: whether the second factor is there, missing, or not asked for. */
export type UserRow = {
  id: string;
  name: string;
  email: string;
  role: string;
  disabled: boolean;
  factor: 'enrolled' | 'missing' | 'notNeeded';
  createdAt: Instant;
  /** The last invitation by mail; null where there was none. */
  invitation: { expiresAt: Instant; openedAt: Instant | null; mail: 'waiting' | 'sent' | 'failed' } | null;
};

/** What of the users is asked for, and where a page of them goes on. */
export type UserFilter = { text: string; role: string; from: number };

/** What an administrator can do to a user; the value is the form's hidden `action`. */
export const USER_ACTIONS = ['role', 'disable', 'enable', 'reset', 'code', 'invite', 'unlink', 'sign-out'] as const;
type UserAction = (typeof USER_ACTIONS)[number];

/** Everybody who can sign in, and the form that adds one more. */
export function usersPage(
  view: View,
  {
    users,
    total,
    found,
    filter,
    next,
    roles,
    form,
    signInAt,
    hasMail,
  }: {
    users: readonly UserRow[];
    total: number;
    /** How many the filter finds; `users` is one page of them. */
    found: number;
    filter: UserFilter;
    next: number | null;
    roles: readonly string[];
    form: Form;
    signInAt: string;
    hasMail: boolean;
  },
): string {
  const { users: words, shell } = view.words;
  const isFiltered = filter.text !== '' || filter.role !== '';
  const main = html`
    <div class="head">
      <div><h1>${words.title}</h1><p class="lede">${words.lede(total)}</p></div>
      <div class="row noprint">
        <a class="btn" href="/desk/users/list">${words.list.title}</a>
        <a class="btn" href="/desk/users/roles">${words.roleTable.title}</a>
      </div>
    </div>
    ${filters(view, roles, filter)}
    <div class="split">
      <section class="card">
        ${isFiltered ? html`<p class="in small muted" role="status">${words.found(found)}</p>` : null}
        <div class="scroll">
          <table class="stack words">
            <thead>
              <tr>
                <th scope="col">${words.name}</th>
                <th scope="col">${words.email}</th>
                <th scope="col">${words.role}</th>
                <th scope="col">${words.factor}</th>
                <th scope="col">${words.status}</th>
              </tr>
            </thead>
            <tbody>${users.map((user) => userRow(view, user))}</tbody>
          </table>
        </div>
        ${
          next === null ? null : html`<p class="in"><a class="btn" href="${pageAt(filter, next)}">${shell.next}</a></p>`
        }
      </section>
      <aside class="side">
        <section class="card">
          <header><h2>${words.add}</h2></header>
          <div class="in">${addForm(view, roles, form, { signInAt, hasMail })}</div>
        </section>
      </aside>
    </div>
  `;
  return insidePage(view, { title: words.title, place: 'users', main });
}

function filters(view: View, roles: readonly string[], { text, role }: UserFilter): Html {
  const { users: words, shell } = view.words;
  const field = { form: EMPTY_FORM, words: view.words };
  const options = [['', words.allRoles] as const, ...roles.map((one) => [one, shell.roles[one] ?? one] as const)];
  return html`
    <form class="card filters" method="get" action="/desk/users" aria-label="${words.filters}">
      ${textField({ ...field, name: 'text', label: words.search, value: text, type: 'search', maxlength: 100 })}
      ${selectField({ ...field, name: 'of', label: words.role, value: role, options })}
      <button class="btn">${words.show}</button>
    </form>
  `;
}

function pageAt({ text, role }: UserFilter, from: number): string {
  return `/desk/users?${new URLSearchParams({ text, of: role, from: String(from) })}`;
}

function userRow(view: View, user: UserRow): Html {
  const { users, shell } = view.words;
  const { id, name, email, role, factor, disabled } = user;
  return html`
    <tr>
      <th scope="row" data-l="${users.name}"><a href="/desk/users/${id}">${peoplesWords(view, name)}</a></th>
      <td data-l="${users.email}">${email}</td>
      <td data-l="${users.role}">${shell.roles[role] ?? role}</td>
      <td data-l="${users.factor}">${factorOf(users[factor], factor)}</td>
      <td data-l="${users.status}">
        ${
          disabled
            ? html`<span class="st withdrawn">${users.disabled}</span>`
            : html`<span class="st filed">${users.active}</span>`
        }
        ${disabled ? null : invitationOf(view, user)}
      </td>
    </tr>
  `;
}

/** Until somebody came by it, an invitation says how far it is. */
function invitationOf(view: View, { invitation }: UserRow): Html | null {
  const { invitation: words } = view.words.users;
  if (invitation === null || invitation.openedAt !== null) return null;
  const { mail, expiresAt } = invitation;
  if (mail === 'failed') return html`<span class="sub"><span class="st failed">${words.failed}</span></span>`;
  if (mail === 'waiting') return html`<span class="sub">${words.waiting}</span>`;
  const isOver = expiresAt <= view.now;
  return html`<span class="sub">${isOver ? words.over : words.until} ${timeTag(expiresAt, view)}</span>`;
}

function factorOf(words: string, factor: UserRow['factor']): Html {
  const shapes = { enrolled: 'st filed', missing: 'st soon', notNeeded: 'muted small' };
  return html`<span class="${shapes[factor]}">${words}</span>`;
}

function addForm(
  view: View,
  roles: readonly string[],
  form: Form,
  { signInAt, hasMail }: { signInAt: string; hasMail: boolean },
): Html {
  const { users: words } = view.words;
  const shared = { form, words: view.words, required: true };
  return html`
    <form class="flow" method="post" action="/desk/users" novalidate>
      ${hiddenFields(view)}${errorSummary(form, view.words)}
      ${textField({ ...shared, name: 'name', label: words.name, maxlength: 200, autocomplete: 'off' })}
      ${textField({ ...shared, name: 'email', label: words.email, type: 'email', maxlength: 254, autocomplete: 'off' })}
      ${roleField(view, roles, form, 'responder')}
      ${hasMail ? inviteField(view, form) : html`<p class="hint">${words.addHint(signInAt)}</p>`}
      <button class="btn main">${words.adding}</button>
    </form>
  `;
}

function roleField(view: View, roles: readonly string[], form: Form, value: string): Html {
  const { users, shell } = view.words;
  const options = roles.map((role) => {
    const hint = users.roleHints[role];
    return [role, `${shell.roles[role] ?? role}${hint === undefined ? '' : `: ${hint}`}`] as const;
  });
  return selectField({ name: 'role', label: users.role, options, value, form, words: view.words, required: true });
}

/** One user, and what an administrator can do. `isLinked`: whether a company account is known to be theirs. */
export function userPage(
  view: View,
  {
    user,
    roles,
    form,
    needsCode,
    isLinked,
    hasMail,
  }: {
    user: UserRow;
    roles: readonly string[];
    form: Form;
    needsCode: boolean;
    isLinked: boolean;
    hasMail: boolean;
  },
): string {
  const { users: words, shell } = view.words;
  const { role, disabled, factor } = user;
  const section = (title: string, hint: string, action: UserAction, button: string, more: Html | null = null) =>
    html`
      <section class="card">
        <header><h2>${title}</h2></header>
        <div class="in flow">
          <p>${hint}</p>
          <form class="flow short" method="post" action="/desk/users/${user.id}">
            ${hiddenFields(view, { action })}${more}
            <button class="btn">${button}</button>
          </form>
        </div>
      </section>
    `;
  const closing = disabled
    ? section(words.enabling, words.sessionsHint, 'enable', words.enabling)
    : section(words.disable, words.disableHint, 'disable', words.disabling);
  const main = html`
    <p class="crumbs"><a href="/desk/users">${words.crumb}</a></p>
    <div class="head"><div><h1>${user.name}</h1><p class="lede">${shell.roles[role] ?? role}</p></div></div>
    ${errorSummary(form, view.words)}
    <div class="stackgap">
      <section class="card">
        <div class="in">
          <dl class="kv">
            <dt>${words.email}</dt>
            <dd>${user.email}</dd>
            <dt>${words.status}</dt>
            <dd>${disabled ? words.disabled : words.active}${disabled ? null : invitationOf(view, user)}</dd>
            <dt>${words.factor}</dt>
            <dd>${words[factor]}</dd>
            <dt>${words.since}</dt>
            <dd>${timeTag(user.createdAt, view, true)}</dd>
          </dl>
        </div>
      </section>
      ${
        hasMail && !disabled
          ? section(words.invitation.title, words.invitation.hint, 'invite', words.invitation.go)
          : null
      }
      ${section(words.change, words.changeHint, 'role', words.changing, roleField(view, roles, form, role))}
      ${factor === 'enrolled' ? section(words.reset, words.resetHint, 'reset', words.resetting) : null}
      ${isLinked ? section(words.unlink.title, words.unlink.hint, 'unlink', words.unlink.go) : null}
      ${needsCode ? section(words.code.title, words.code.hint, 'code', words.code.make) : null}
      ${section(words.sessions, words.sessionsHint, 'sign-out', words.ending)}
      ${closing}
    </div>
  `;
  return insidePage(view, { title: user.name, place: 'users', main });
}

/** The enrolment code of a user, which no page shows again. */
export function enrolmentCodePage(
  view: View,
  { id, name, code, days }: { id: string; name: string; code: string; days: number },
): string {
  const { users } = view.words;
  const { code: words } = users;
  const main = html`
    <p class="crumbs"><a href="/desk/users">${users.crumb}</a> / <a href="/desk/users/${id}">${name}</a></p>
    <div class="head"><div><h1>${words.shownTitle(name)}</h1></div></div>
    <div class="stackgap">
      <p class="note warn" role="status">${words.shown(days)}</p>
      <section class="card">
        <div class="in"><dl class="kv"><dt>${words.label}</dt><dd><code class="secret">${code}</code></dd></dl></div>
      </section>
      <p><a class="btn main" href="/desk/users/${id}">${words.done}</a></p>
    </div>
  `;
  return insidePage(view, { title: words.shownTitle(name), place: 'users', main });
}
