import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import type { View } from '../view.ts';
import { RIGHTS } from './rights.ts';

/**
 * The roles as a table: who may do what.
 *
 * @param may whether a role may call a route of the table of routes
 * @param factors the roles that need a second factor
 */
export function rolesPage(
  view: View,
  {
    roles,
    may,
    factors,
  }: { roles: readonly string[]; may: (role: string, route: string) => boolean; factors: readonly string[] },
): string {
  const { users, shell } = view.words;
  const { roleTable: words } = users;
  const row = (label: string, holds: (role: string) => boolean) => html`
    <tr role="row">
      <th role="rowheader" scope="row">${label}</th>
      ${roles.map((role) => cell(view, shell.roles[role] ?? role, holds(role)))}
    </tr>
  `;
  const main = html`
    ${view.may('GET /desk/users') ? html`<p class="crumbs"><a href="/desk/users">${users.crumb}</a></p>` : null}
    <div class="head"><div><h1>${words.title}</h1><p class="lede">${words.lede}</p></div></div>
    <section class="card">
      <div class="scroll" tabindex="0" role="region" aria-label="${words.title}">
        <table class="stack words roles" role="table" aria-label="${words.title}">
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">${words.right}</th>
              ${roles.map((role) => html`<th role="columnheader" scope="col">${shell.roles[role] ?? role}</th>`)}
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${RIGHTS.map(([right, route]) => row(words.rights[right], (role) => may(role, route)))}
            ${row(words.factor, (role) => factors.includes(role))}
          </tbody>
        </table>
      </div>
      <p class="in small muted">${words.note}</p>
    </section>
  `;
  return insidePage(view, { title: words.title, place: view.may('GET /desk/users') ? 'users' : null, main });
}

function cell({ words: { users } }: View, role: string, holds: boolean): Html {
  const { yes, no } = users.roleTable;
  return html`
    <td role="cell" data-l="${role}"${holds ? null : html` class="none"`}>
      ${holds ? html`<span class="st filed">${yes}</span>` : html`<span class="muted">${no}</span>`}
    </td>
  `;
}
