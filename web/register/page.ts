import type { Standing } from '../../domain/breach/register-keys.ts';
import type { Severity } from '../../domain/plan/types.ts';
import { decimal, number } from '../breach/figures.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { peoplesWords } from '../peoples-words.ts';
import { localTime, timeTag, utcTime } from '../time.ts';
import { onRecord } from '../translated.ts';
import type { View } from '../view.ts';
import { entryDetails, linesAsHtml, peopleWord } from './details.ts';
import { registerFilters, sayFilters } from './filters.ts';
import { REGISTER_PATH, type RegisterModel, type RegisterNames, type RegisterRow, registerAddress } from './model.ts';

const SHAPES: Record<Standing, string> = {
  overdue: 'overdue',
  owed: 'running',
  'told-late': 'late',
  told: 'filed',
  waived: 'waived',
  withdrawn: 'withdrawn',
  'not-owed': 'waived',
};
const TAGS: Record<Severity['level'], string> = { low: 'tag', medium: 'tag', high: 'tag warn', 'very-high': 'tag hot' };

/** The register of breaches as a list with its filters. */
export function registerPage(view: View, model: RegisterModel): string {
  const { register, shell } = view.words;
  const { query, rows, next, shown, all } = model;
  const file = (type: string) => registerAddress(query, { after: '' }, `${REGISTER_PATH}.${type}`);
  const print = registerAddress(query, { after: '' });
  const downloads = html`
    <div class="row noprint">
      <a class="btn" href="${file('csv')}" download>CSV</a>
      <a class="btn" href="${file('json')}" download>JSON</a>
      <a class="btn" href="${file('pdf')}" download>PDF</a>
      <a class="btn" href="${print}${print.includes('?') ? '&' : '?'}view=print">${register.print}</a>
    </div>
  `;
  const pager =
    query.after === '' && next === null
      ? null
      : html`
        <nav class="in row pager noprint" aria-label="${register.entries}">
          ${
            query.after === ''
              ? null
              : html`<a class="btn" href="${registerAddress(query, { after: '' })}">${shell.first}</a>`
          }
          ${
            next === null
              ? null
              : html`<a class="btn" rel="next" href="${registerAddress(query, { after: next })}">${shell.next}</a>`
          }
        </nav>
      `;
  const main = html`
    <div class="head"><div><h1>${register.title}</h1><p class="lede">${register.lede}</p></div>${downloads}</div>
    <p class="printonly">${documentLine(view, model)}</p>
    ${registerFilters(query, view)}
    <section class="card" aria-labelledby="h-reg">
      <header>
        <h2 id="h-reg">${register.count(number(shown, view.language), number(all, view.language))}</h2>
        <p class="small muted">${sayFilters(query, view)}</p>
      </header>
      ${
        rows.length === 0
          ? html`<div class="empty"><p class="strong">${all === 0 ? register.emptyAll : register.empty}</p></div>`
          : table(view, model)
      }
      ${pager}
    </section>
  `;
  return insidePage(view, { title: register.title, place: 'register', main });
}

/** The register as a document: every entry whole, one after the other, without controls. */
export function registerDocument(view: View, model: RegisterModel): string {
  const { register } = view.words;
  const { query, rows, next, names } = model;
  const entries = rows.map(
    (row) =>
      html`
        <section class="card entry" aria-labelledby="e-${row.entry.breachId}">
          <header>
            <h2 id="e-${row.entry.breachId}">
              ${drill(view, row)}
              <a href="/desk/breaches/${row.entry.breachId}">${row.entry.breachId}</a> ${row.entry.facts.title}
            </h2>
            <p class="small">${told(view, row)}</p>
          </header>
          ${list(view, row, names)}
        </section>
      `,
  );
  const main = html`
    <div class="head">
      <div><h1>${register.title}</h1><p class="lede">${documentLine(view, model)}</p></div>
      <div class="row noprint"><a class="btn" href="${registerAddress(query)}">${register.backToList}</a></div>
    </div>
    ${next === null ? null : html`<p class="note warn">${register.cut(number(rows.length, view.language))}</p>`}
    <div class="stackgap">${entries}</div>
  `;
  return insidePage(view, { title: register.title, place: 'register', main });
}

/** Whose register it is, what of it is shown, and when that was. */
export function documentLine(
  view: View,
  { query, shown, all }: Pick<RegisterModel, 'query' | 'shown' | 'all'>,
): string {
  const { register } = view.words;
  const count = register.count(number(shown, view.language), number(all, view.language));
  const at = `${localTime(view.now, view, true)} (${utcTime(view.now, view)})`;
  return (
    `${register.document(view.organisation.legalName)} · ${count}, ${sayFilters(query, view)} · ` +
    `${register.printedAt} ${at} ${register.by(view.viewer.name)}`
  );
}

function table(view: View, { rows, names }: RegisterModel): Html {
  const { columns } = view.words.register;
  const head = (text: string) => html`<th role="columnheader" scope="col">${text}</th>`;
  return html`
    <table class="stack register" role="table" aria-labelledby="h-reg">
      <thead role="rowgroup"><tr role="row">${Object.values(columns).map(head)}</tr></thead>
      <tbody role="rowgroup">${rows.map((row) => entryRows(view, row, names))}</tbody>
    </table>
  `;
}

function entryRows(view: View, row: RegisterRow, names: RegisterNames): Html {
  const { register, breach } = view.words;
  const { columns } = register;
  const { entry, since } = row;
  const { facts, effects } = entry;
  const { severity } = effects;
  const roles = facts.roles.map((role) => breach.roles[role]).join(', ');
  const people =
    facts.peopleConcerned === null
      ? register.peopleUnknown
      : register.people(number(facts.peopleConcerned, view.language));
  const rating =
    severity === null
      ? html`<span class="muted">${register.notRated}</span>`
      : html`
        <span class="${TAGS[severity.level]}">
          ${breach.severity.levels[severity.level]}, ${decimal(severity.se, view.language)}
        </span>
      `;
  const classes = entry.exercise ? 'drill' : '';
  return html`
    <tr role="row" class="${classes}">
      <th role="rowheader" scope="row">
        ${drill(view, row)}
        <a class="nowrap" href="/desk/breaches/${entry.breachId}">${entry.breachId}</a>
        <span class="sub">
          ${entry.awareness.length === 0 ? register.reportedOnly : register.aware} ${timeTag(since, view, true)}
        </span>
      </th>
      <td role="cell" data-l="${columns.facts}">
        <span>
          ${peoplesWords(view, facts.title)}
          ${facts.summary === '' ? null : html`<span class="sub">${short(onRecord(view, facts.summary))}</span>`}
          <span class="sub">${roles}</span>
        </span>
      </td>
      <td role="cell" data-l="${columns.data}">
        <span><span lang="en">${facts.dataCategories.join(', ') || '–'}</span><span class="sub">${people}</span></span>
      </td>
      <td role="cell" data-l="${columns.effects}">
        <span>
          ${rating}
          <span class="sub">
            ${effects.consequences === '' ? register.noConsequences : short(effects.consequences)}
          </span>
        </span>
      </td>
      <td role="cell" data-l="${columns.remedy}">
        <span>
          ${
            entry.remedialAction === ''
              ? html`<span class="muted">${register.noMeasures}</span>`
              : short(entry.remedialAction)
          }
        </span>
      </td>
      <td role="cell" data-l="${columns.told}"><span>${told(view, row)}</span></td>
    </tr>
    <tr role="row" class="whole ${classes}">
      <td role="cell" colspan="6">
        <details>
          <summary>${register.details}<span class="sr"> ${entry.breachId}</span></summary>
          ${list(view, row, names)}
        </details>
      </td>
    </tr>
  `;
}

function told(view: View, row: RegisterRow): Html {
  const { authorityTold, peopleTold, entry } = row;
  const { register } = view.words;
  const last = entry.filings.find(({ receipt }) => receipt !== '');
  const one = (label: string, standing: Standing, word = register.standing[standing]) =>
    html`
      <span class="line">
        <span class="small muted">${label}:</span>${' '}
        <span class="st ${SHAPES[standing]}">${word}</span>
      </span>
    `;
  return html`
    ${one(register.authority, authorityTold)}
    ${one(register.peopleConcerned, peopleTold, peopleWord(view, row))}
    ${last === undefined ? null : html`<span class="sub">${last.receipt}</span>`}
  `;
}

function list(view: View, row: RegisterRow, names: RegisterNames): Html {
  const pairs = entryDetails(view, row, names).map(
    ({ label, lines }) => html`<dt>${label}</dt><dd>${linesAsHtml(lines, view)}</dd>`,
  );
  return html`<dl class="in kv">${pairs}</dl>`;
}

function drill({ words }: View, { entry }: RegisterRow): Html | null {
  return entry.exercise ? html`<span class="tag drill">${words.shell.exercise}</span> ` : null;
}

const SHORT = 140;

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length <= SHORT ? line : `${line.slice(0, line.lastIndexOf(' ', SHORT))} …`;
}
