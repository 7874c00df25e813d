import { roleOf, type System } from '../../domain/dataflow.ts';
import { number } from '../breach/figures.ts';
import { EMPTY_FORM, selectField, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { countryName } from '../languages/display-names.ts';
import { insidePage } from '../layout.ts';
import { peoplesWords } from '../peoples-words.ts';
import { PLACES } from '../places.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import type { ListName, ListQuery, PartyLine, PartyList, SystemList } from './model.ts';
import { isOutside, sayCountries } from './words.ts';

/** Systems by name, with filters. */
export function systemsPage(view: View, { query, systems, count, next }: SystemList): string {
  const { columns, ...words } = view.words.dataflow;
  const heads = [columns.system, columns.role, columns.data, columns.where, columns.who];
  const rows = systems.map(
    (system) =>
      html`
        <tr role="row">
          <th role="rowheader" scope="row">
            <a href="/desk/systems/${system.id}">${system.name}</a>
            <span class="sub mono">${system.id}</span>
          </th>
          <td role="cell" data-l="${columns.role}">
            <span>
              ${view.words.breach.roles[roleOf(system)]}
              <span class="sub">${view.words.breach.planes[system.plane]}</span>
            </span>
          </td>
          <td role="cell" data-l="${columns.data}">
            <span>
              <span lang="en">${system.dataCategories.join(', ')}</span>
              <span class="sub">
                ${system.peopleConcerned === null ? null : words.people(number(system.peopleConcerned, view.language))}
              </span>
            </span>
          </td>
          <td role="cell" data-l="${columns.where}"><span>${sayCountries(view, system.countries)}</span></td>
          <td role="cell" data-l="${columns.who}">
            ${words.connected(system.suppliers.length, system.customers.length)}
          </td>
        </tr>
      `,
  );
  return listPage(view, 'systems', { query, count, next, heads, rows, above: null });
}

/** Suppliers or customers, with what is missing about them first. */
export function partiesPage(
  view: View,
  list: 'suppliers' | 'customers',
  { query, lines, count, next }: PartyList,
): string {
  const { columns } = view.words.dataflow;
  const heads = [columns.party, columns.where, columns.clause, columns.last, columns.transfer];
  const rows = lines.map((line) => partyRow(view, list, line));
  return listPage(view, list, { query, count, next, heads, rows, above: needsWork(view, list, lines) });
}

function partyRow(view: View, list: ListName, { party, touched, last }: PartyLine): Html {
  const { columns, ...words } = view.words.dataflow;
  const { count, countries, parts } = touched;
  const outside = countries.filter(isOutside);
  const roles = [...new Set(parts.map((part) => words.partyRole[party.kind][roleOf(part)]))];
  const names = touched.names.toSorted();
  const more = count > names.length ? ` ${words.more(count - names.length)}` : '';
  const about = count === 0 ? words.noSystem : `${names.join(', ')}${more} · ${roles.join(', ')}`;
  const state =
    last === null
      ? null
      : html`
        <span class="st ${NOTICE_SHAPES[last.state]}">${words.noticeStates[last.state]}</span>
        <span class="sub">
          ${last.exercise ? html`<span class="tag drill">${view.words.shell.exercise}</span> ` : null}
          <a href="/desk/breaches/${last.breachId}">${last.breachId}</a>, ${timeTag(last.at, view)}
        </span>
      `;
  return html`
    <tr role="row">
      <th role="rowheader" scope="row">
        <a href="/desk/${list}/${party.id}">${peoplesWords(view, party.name)}</a>
        <span class="sub">${about}</span>
      </th>
      <td role="cell" data-l="${columns.where}">
        <span>${countries.map((code) => countryName(code, view.language)).join(', ') || '–'}</span>
      </td>
      <td role="cell" data-l="${columns.clause}">
        ${
          party.clause === ''
            ? html`<span class="st missing">${words.noClause}</span>`
            : html`<span>${party.clause}</span>`
        }
      </td>
      <td role="cell" data-l="${columns.last}">
        <span>${state ?? html`<span class="st uncertain">${words.neverNoticed}</span>`}</span>
      </td>
      <td role="cell" data-l="${columns.transfer}">
        <span>
          ${
            count === 0
              ? '–'
              : outside.length === 0
                ? words.insideEea
                : words.transferTo(outside.map((code) => countryName(code, view.language)).join(', '))
          }
        </span>
      </td>
    </tr>
  `;
}

const NOTICE_SHAPES = { acknowledged: 'ack', waiting: 'sent', expired: 'missing' } as const;

function needsWork(view: View, list: 'suppliers' | 'customers', lines: readonly PartyLine[]): Html | null {
  const { work, [list]: words } = view.words.dataflow;
  const items = lines.flatMap(({ party, touched, last }) => [
    ...(last?.state === 'expired' && !last.exercise ? [work.expired(party.name)] : []),
    ...(party.clause === '' ? [work.clause(party.name)] : []),
    ...(touched.count === 0 ? [work.system(party.name)] : []),
  ]);
  if (items.length === 0) return null;
  const parties = lines.filter(
    ({ party, touched, last }) =>
      party.clause === '' || touched.count === 0 || (last?.state === 'expired' && !last.exercise),
  );
  const shown = items.slice(0, 6);
  const rest = items.length - shown.length;
  return html`
    <div class="note warn work">
      <h2>${words.needWork(parties.length)}</h2>
      <ul>
        ${shown.map((item) => html`<li>${item}</li>`)}
        ${rest > 0 ? html`<li>${view.words.dataflow.more(rest)}</li>` : null}
      </ul>
    </div>
  `;
}

type List = { query: ListQuery; count: number; next: string | null; heads: string[]; rows: Html[]; above: Html | null };

function listPage(view: View, list: ListName, { query, count, next, heads, rows, above }: List): string {
  const { dataflow, shell } = view.words;
  const { [list]: words } = dataflow;
  const path = PLACES[list];
  const add = view.may(`POST ${path}/:id`)
    ? html`<div class="row noprint"><a class="btn main" href="${path}/new">${words.add}</a></div>`
    : null;
  const pager =
    query.after === '' && next === null
      ? null
      : html`
        <nav class="in row pager noprint" aria-label="${words.title}">
          ${query.after === '' ? null : html`<a class="btn" href="${addressOf(path, query, '')}">${shell.first}</a>`}
          ${
            next === null
              ? null
              : html`<a class="btn" rel="next" href="${addressOf(path, query, next)}">${shell.next}</a>`
          }
        </nav>
      `;
  const head = (text: string) => html`<th role="columnheader" scope="col">${text}</th>`;
  const isAll = addressOf(path, query, '') === path;
  const body =
    rows.length === 0
      ? html`<div class="empty"><p class="strong">${count === 0 && isAll ? words.emptyAll : words.empty}</p></div>`
      : html`
        <table class="stack" role="table" aria-labelledby="h-list">
          <thead role="rowgroup"><tr role="row">${heads.map(head)}</tr></thead>
          <tbody role="rowgroup">${rows}</tbody>
        </table>
      `;
  const main = html`
    <div class="head"><div><h1>${words.title}</h1><p class="lede">${words.lede}</p></div>${add}</div>
    ${above}${filters(view, list, query)}
    <section class="card" aria-labelledby="h-list">
      <header><h2 id="h-list">${words.count(number(count, view.language))}</h2></header>
      ${body}${pager}
    </section>
  `;
  return insidePage(view, { title: words.title, place: list, main });
}

function filters(view: View, list: ListName, query: ListQuery): Html {
  const { words } = view;
  const { dataflow, breach } = words;
  const { filters: labels, any } = dataflow;
  const path = PLACES[list];
  const field = { form: EMPTY_FORM, words };
  const options = (record: Record<string, string>) => [['', any] as const, ...Object.entries(record)];
  const country =
    list === 'systems'
      ? textField({ ...field, name: 'country', label: labels.country, value: query.country, maxlength: 2 })
      : null;
  const parties = (['supplier', 'customer'] as const).map((name) =>
    query[name] === ''
      ? null
      : textField({ ...field, name, label: dataflow[`${name}s`].title, value: query[name], maxlength: 64 }),
  );
  return html`
    <form class="card filters in noprint" method="get" action="${path}">
      ${textField({
        ...field,
        name: 'q',
        type: 'search',
        label: list === 'systems' ? labels.q : labels.party,
        value: query.q,
        maxlength: 100,
      })}
      ${selectField({
        ...field,
        name: 'plane',
        label: labels.plane,
        value: query.plane,
        options: options(breach.planes),
      })}
      ${selectField({
        ...field,
        name: 'transfer',
        label: labels.transfer,
        value: query.transfer,
        options: options(dataflow.transfers),
      })}
      ${country}
      ${parties}
      <div class="row">
        <button class="btn main">${dataflow.show}</button>
        ${addressOf(path, query, '') === path ? null : html`<a class="btn" href="${path}">${dataflow.clear}</a>`}
      </div>
    </form>
  `;
}

function addressOf(path: string, query: ListQuery, after: string): string {
  const given = Object.entries({ ...query, after }).filter(([, value]) => value !== '');
  const text = new URLSearchParams(given).toString();
  return text === '' ? path : `${path}?${text}`;
}

/** The systems of a counterparty, each with who the counterparty is for it. */
export function systemsTable(view: View, kind: 'supplier' | 'customer', systems: readonly System[]): Html {
  const { columns, partyRole } = view.words.dataflow;
  const head = (text: string) => html`<th role="columnheader" scope="col">${text}</th>`;
  const rows = systems.map(
    (system) =>
      html`
        <tr role="row">
          <th role="rowheader" scope="row">
            <a href="/desk/systems/${system.id}">${system.name}</a>
            <span class="sub">${view.words.breach.planes[system.plane]}</span>
          </th>
          <td role="cell" data-l="${view.words.dataflow.kind}">${partyRole[kind][roleOf(system)]}</td>
          <td role="cell" data-l="${columns.data}"><span lang="en">${system.dataCategories.join(', ')}</span></td>
          <td role="cell" data-l="${columns.where}"><span>${sayCountries(view, system.countries)}</span></td>
        </tr>
      `,
  );
  return html`
    <table class="stack parts" role="table" aria-labelledby="h-sys">
      <thead role="rowgroup">
        <tr role="row">${[columns.system, view.words.dataflow.kind, columns.data, columns.where].map(head)}</tr>
      </thead>
      <tbody role="rowgroup">${rows}</tbody>
    </table>
  `;
}
