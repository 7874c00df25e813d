import { type Counterparty, roleOf } from '../../domain/dataflow.ts';
import { judgedAgain } from '../alerts/again.ts';
import { NOTICE_SHAPES } from '../communication/notice-words.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { PLACES } from '../places.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { partyForm, systemForm } from './form.ts';
import { historySection } from './history.ts';
import { systemsTable } from './lists.ts';
import type { ListName, PartyPage, SentNotice, SystemPage } from './model.ts';
import { partOfOther } from './part-of.ts';
import { isOutside, SYSTEM_FIELDS, sayCountries, sayField } from './words.ts';

/** One system: its data, its places, who is connected, and how the entry came about. */
export function systemPage(view: View, model: SystemPage): string {
  const { dataflow } = view.words;
  const { entry } = model;
  if (entry === null) {
    return framed(view, 'systems', dataflow.systems.add, html`${partOfOther(view, model)}${systemForm(view, model)}`);
  }
  const shown = SYSTEM_FIELDS.filter((field) => !['name', 'countries', 'suppliers', 'customers'].includes(field));
  const transfer = entry.countries.some(isOutside) ? html`<span class="sub">${dataflow.transferNote}</span>` : null;
  const facts = html`
    <section class="card" aria-labelledby="h-facts">
      <header><h2 id="h-facts">${dataflow.facts}</h2><p class="small mono">${entry.id}</p></header>
      <dl class="in kv">
        ${shown.map((field) => html`<dt>${dataflow.fields[field]}</dt><dd>${sayField(view, entry, field)}</dd>`)}
        <dt>${dataflow.fields.countries}</dt>
        <dd>${sayCountries(view, entry.countries)}${transfer}</dd>
      </dl>
    </section>
  `;
  const parties = (kind: Counterparty['kind']) => {
    const ids = kind === 'supplier' ? entry.suppliers : entry.customers;
    const label = kind === 'supplier' ? dataflow.fields.suppliers : dataflow.fields.customers;
    const links = ids.map((id, i) => {
      const name = model.parties.find((party) => party.id === id)?.name ?? id;
      return html`${i === 0 ? null : ', '}<a href="/desk/${kind}s/${id}">${name}</a>`;
    });
    const role = ids.length === 0 ? null : html`<span class="sub">${dataflow.partyRole[kind][roleOf(entry)]}</span>`;
    return html`<dt>${label}</dt><dd>${ids.length === 0 ? dataflow.none : links}${role}</dd>`;
  };
  const connected = html`
    <section class="card" aria-labelledby="h-who">
      <header><h2 id="h-who">${dataflow.parties}</h2></header>
      <dl class="in kv">${parties('supplier')}${parties('customer')}</dl>
    </section>
  `;
  const form = editing(view, 'systems', model.isEditing, systemForm(view, model));
  const history = historySection(view, 'systems', model);
  return framed(
    view,
    'systems',
    entry.name,
    html`${judgedAgain(view, model.again)}${facts}${connected}${form}${history}`,
  );
}

/** One supplier or customer: contacts, clause, systems, the notices it got, and how the entry came about. */
export function partyPage(view: View, list: 'suppliers' | 'customers', model: PartyPage): string {
  const { dataflow } = view.words;
  const { entry, systems, count } = model;
  if (entry === null) return framed(view, list, dataflow[list].add, partyForm(view, list, model));
  const contacts = entry.contacts.map(
    ({ name, email }, i) =>
      html`
        <dt>${i === 0 ? dataflow.fields.contact1 : dataflow.fields.contact2}</dt>
        <dd>${name}<br><a href="mailto:${email}">${email}</a></dd>
      `,
  );
  const clause =
    entry.clause === '' ? html`<span class="st missing">${dataflow.noClause}</span>` : html`${entry.clause}`;
  const facts = html`
    <section class="card" aria-labelledby="h-facts">
      <header><h2 id="h-facts">${dataflow.facts}</h2><p class="small mono">${entry.id}</p></header>
      <dl class="in kv">
        <dt>${dataflow.fields.clause}</dt>
        <dd>${clause}</dd>
        <dt>${dataflow.fields.language}</dt>
        <dd>${entry.language}</dd>
      </dl>
    </section>
    <section class="card" aria-labelledby="h-con">
      <header><h2 id="h-con">${dataflow.contacts}</h2><p class="small muted">${dataflow.contactsNote}</p></header>
      <dl class="in kv">${contacts}</dl>
    </section>
  `;
  const rest =
    count > systems.length
      ? html`
        <p class="in">
          <a href="${PLACES.systems}?${entry.kind}=${entry.id}">${dataflow.more(count - systems.length)}</a>
        </p>
      `
      : null;
  const touched = html`
    <section class="card" aria-labelledby="h-sys">
      <header><h2 id="h-sys">${dataflow.systemsOf}</h2></header>
      ${
        systems.length === 0
          ? html`<p class="in muted">${dataflow.noSystem}</p>`
          : systemsTable(view, entry.kind, systems)
      }
      ${rest}
    </section>
  `;
  const form = editing(view, list, model.isEditing, partyForm(view, list, model));
  return framed(
    view,
    list,
    entry.name,
    html`${facts}${touched}${notices(view, model.notices)}${form}${historySection(view, list, model)}`,
  );
}

function notices(view: View, all: readonly SentNotice[]): Html {
  const { dataflow, breach, shell } = view.words;
  const head = (text: string) => html`<th role="columnheader" scope="col">${text}</th>`;
  const rows = all.map(({ breachId, round, exercise, status, sentAt, answerBy, acknowledgedAt }) => {
    const word = breach.notices.status[status];
    const answer =
      acknowledgedAt === null
        ? html`${dataflow.notYet}<span class="sub">${dataflow.answerBy} ${timeTag(answerBy, view, true)}</span>`
        : timeTag(acknowledgedAt, view, true);
    return html`
      <tr role="row" class="${exercise ? 'drill' : ''}">
        <th role="rowheader" scope="row">
          ${exercise ? html`<span class="tag drill">${shell.exercise}</span> ` : null}
          <a href="/desk/breaches/${breachId}">${breachId}</a>
          ${round === 1 ? null : html`<span class="sub">${breach.notices.round(round)}</span>`}
        </th>
        <td role="cell" data-l="${breach.notices.state}">
          <span class="st ${NOTICE_SHAPES[status]}">${word}</span>
        </td>
        <td role="cell" data-l="${dataflow.sent}">
          <span>${sentAt === null ? '–' : timeTag(sentAt, view, true)}</span>
        </td>
        <td role="cell" data-l="${dataflow.answer}"><span>${answer}</span></td>
      </tr>
    `;
  });
  const table = html`
    <table class="stack" role="table" aria-labelledby="h-not">
      <thead role="rowgroup">
        <tr role="row">${[dataflow.breach, breach.notices.state, dataflow.sent, dataflow.answer].map(head)}</tr>
      </thead>
      <tbody role="rowgroup">${rows}</tbody>
    </table>
  `;
  return html`
    <section class="card" aria-labelledby="h-not">
      <header><h2 id="h-not">${dataflow.notices}</h2><p class="small muted">${dataflow.noticesNote}</p></header>
      ${all.length === 0 ? html`<p class="in muted">${dataflow.noNotices}</p>` : table}
    </section>
  `;
}

/** The form folds away until it is used. */
function editing(view: View, list: ListName, isOpen: boolean, form: Html): Html | null {
  if (!view.may(`POST ${PLACES[list]}/:id`)) return null;
  return html`
    <section class="card noprint" id="edit" aria-labelledby="h-edit">
      <details${isOpen ? html` open` : null}>
        <summary class="cardhead"><h2 id="h-edit">${view.words.dataflow[list].edit}</h2></summary>
        ${form}
      </details>
    </section>
  `;
}

function framed(view: View, list: ListName, title: string, content: Html): string {
  const { [list]: words } = view.words.dataflow;
  const main = html`
    <div class="head">
      <div><p class="crumbs"><a href="${PLACES[list]}">${words.title}</a></p><h1>${title}</h1></div>
    </div>
    <div class="stackgap narrow">${content}</div>
  `;
  return insidePage(view, { title: `${title} · ${words.title}`, place: list, main });
}
