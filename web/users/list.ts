import { PEOPLE, type UserColumn, type UserFault } from '../../domain/users/rows.ts';
import { errorSummary, type Form, fileField, hiddenFields, textArea } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import type { View } from '../view.ts';
import { inviteField } from './invite.ts';

/** Faults that are written out; of more, their number. */
const WRITTEN_OUT = 200;

/** Many users at once: what a list looks like, and the form that takes one. */
export function userListPage(
  view: View,
  {
    form,
    faults,
    roles,
    hasMail,
  }: { form: Form; faults: readonly UserFault[]; roles: readonly string[]; hasMail: boolean },
): string {
  const { users, shell } = view.words;
  const { list: words } = users;
  const shared = { form, words: view.words };
  const main = html`
    <p class="crumbs"><a href="/desk/users">${users.crumb}</a></p>
    <div class="head"><div><h1>${words.title}</h1><p class="lede">${words.lede}</p></div></div>
    ${errorSummary(form, view.words)}
    ${faults.length === 0 ? null : faultsCard(view, faults)}
    <div class="split">
      <section class="card">
        <div class="in">
          <form class="flow" method="post" action="/desk/users/list" enctype="multipart/form-data" novalidate>
            ${hiddenFields(view)}
            ${fileField({ ...shared, name: 'file', label: words.file, hint: words.fileHint })}
            ${textArea({ ...shared, name: 'text', label: words.paste, rows: 8 })}
            ${hasMail ? inviteField(view, form) : null}
            <button class="btn main">${words.go}</button>
          </form>
        </div>
      </section>
      <aside class="side">
        <section class="card">
          <header><h2>${words.looks}</h2></header>
          <div class="in flow">
            <pre class="sample">${words.sample}</pre>
            <p>${words.columns}</p>
            <dl class="kv">
              ${roles.map((role) => html`<dt><code>${role}</code></dt><dd>${shell.roles[role] ?? role}</dd>`)}
            </dl>
          </div>
        </section>
      </aside>
    </div>
  `;
  return insidePage(view, { title: words.title, place: 'users', main });
}

function faultsCard(view: View, faults: readonly UserFault[]): Html {
  const { users } = view.words;
  const { list: words } = users;
  const columns: Record<UserColumn, string> = { name: users.name, email: users.email, role: users.role };
  const rows = faults.slice(0, WRITTEN_OUT).map(
    (fault) => html`
      <tr role="row">
        <td role="cell" data-l="${words.line}">${fault.line}</td>
        <td role="cell" data-l="${words.column}">${columns[fault.column]}</td>
        <td role="cell" data-l="${words.wrong}"><span>${sayFault(view, fault)}</span></td>
      </tr>
    `,
  );
  return html`
    <section class="card after" aria-labelledby="h-faults">
      <header>
        <h2 id="h-faults">${words.faults(faults.length)}</h2>
        ${faults.length > WRITTEN_OUT ? html`<p class="small muted">${words.first(WRITTEN_OUT)}</p>` : null}
      </header>
      <table class="stack words" role="table" aria-labelledby="h-faults">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">${words.line}</th>
            <th role="columnheader" scope="col">${words.column}</th>
            <th role="columnheader" scope="col">${words.wrong}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">${rows}</tbody>
      </table>
    </section>
  `;
}

function sayFault({ words: { users, shell } }: View, { fault, value, first }: UserFault): string {
  const { faultWords } = users.list;
  if (fault === 'doubled') return faultWords.doubled(first ?? 0);
  if (fault === 'role') {
    const accepted = PEOPLE.map((role) => `${shell.roles[role] ?? role} (${role})`).join(', ');
    return faultWords.role(value, accepted);
  }
  if (fault === 'other-role') return faultWords['other-role'](shell.roles[value] ?? value);
  return faultWords[fault];
}

/** What a list has come to: how many were added, and whom the administrator hands a code. */
export function userListDonePage(
  view: View,
  {
    added,
    there,
    invited,
    toEnrol,
  }: { added: number; there: number; invited: boolean; toEnrol: readonly { id: string; name: string }[] },
): string {
  const { users } = view.words;
  const { list: words } = users;
  const main = html`
    <p class="crumbs"><a href="/desk/users">${users.crumb}</a></p>
    <div class="head">
      <div>
        <h1 role="status">${words.added(added)}</h1>
        <p class="lede">${there === 0 ? null : words.there(there)} ${invited && added > 0 ? words.invited : null}</p>
      </div>
    </div>
    ${
      toEnrol.length === 0
        ? null
        : html`
          <section class="card after">
            <header><h2>${words.toEnrol(toEnrol.length)}</h2></header>
            <div class="in flow">
              <p>${words.enrolHint}</p>
              <ul class="points">
                ${toEnrol.map(({ id, name }) => html`<li><a href="/desk/users/${id}">${name}</a></li>`)}
              </ul>
            </div>
          </section>
        `
    }
    <p class="row"><a class="btn main" href="/desk/users">${users.crumb}</a></p>
  `;
  return insidePage(view, { title: words.added(added), place: 'users', main });
}
