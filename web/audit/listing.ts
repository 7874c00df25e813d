import { number } from '../breach/figures.ts';
import { EMPTY_FORM, selectField, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { peoplesWords } from '../peoples-words.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { type Question, questionCrumbs } from './questions.ts';

/** What the lists that answer an auditor have in common: filters, counts, one page of rows, and the same as files. */

export type Column<Row> = { label: string; cell(row: Row): Html | string | null };
/** One column of the CSV: what the page shows, as plain text; instants in UTC. */
export type FileColumn<Row> = { label: string; value(row: Row): string | number | null };
/** A figure that leads to what it counts. `isHot`: somebody should look at it. */
export type Figure = { label: string; count: number; change: Record<string, string>; isHot?: boolean };
export type ListQuery = Readonly<Record<string, string>>;

export type Listing<Row> = {
  question: Question;
  title: string;
  lede: string;
  path: string;
  query: ListQuery;
  filters: Html | null;
  figures: readonly Figure[];
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  next: string | null;
  /** Whether the files hold the exact texts where they are asked for. */
  hasTexts?: boolean;
  isExercise(row: Row): boolean;
};

/** What an address leaves out, as it is meant without it. */
const DEFAULTS: ListQuery = { exercises: 'without' };

/** The address of a list, or of a file of it, with these filters. */
export function listAddress(path: string, query: ListQuery, change: Record<string, string> = {}): string {
  const all = Object.entries({ ...query, ...change });
  const given = all.filter(([name, value]) => value !== '' && value !== DEFAULTS[name]);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

/** One page of a list, with its files. */
export function listingPage<Row>(view: View, listing: Listing<Row>): string {
  const { questions: words, shell } = view.words;
  const { question, title, lede, path, query, filters, figures, columns, rows, next } = listing;
  const { after = '' } = query;
  const shown = number(rows.length, view.language);
  const file = (type: string, change: Record<string, string> = {}) =>
    listAddress(`${path}.${type}`, query, { after: '', ...change });
  const texts = html`
    <a class="btn" href="${file('csv', { texts: 'yes' })}" download>${words.withTexts('CSV')}</a>
    <a class="btn" href="${file('json', { texts: 'yes' })}" download>${words.withTexts('JSON')}</a>
  `;
  const pager =
    after === '' && next === null
      ? null
      : html`
        <nav class="in row pager noprint" aria-label="${words.pages}">
          ${
            after === ''
              ? null
              : html`<a class="btn" href="${listAddress(path, query, { after: '' })}">${shell.first}</a>`
          }
          ${
            next === null
              ? null
              : html`<a class="btn" rel="next" href="${listAddress(path, query, { after: next })}">${shell.next}</a>`
          }
        </nav>
      `;
  const head = (text: string) => html`<th role="columnheader" scope="col">${text}</th>`;
  const table = html`
    <table class="stack answers" role="table" aria-labelledby="h-list">
      <thead role="rowgroup"><tr role="row">${columns.map(({ label }) => head(label))}</tr></thead>
      <tbody role="rowgroup">${rows.map((row) => rowOf(listing, row))}</tbody>
    </table>
  `;
  const main = html`
    <div class="head">
      <div>${questionCrumbs(view, question)}<h1>${title}</h1><p class="lede">${lede}</p></div>
      <div class="row noprint">
        <a class="btn" href="${file('csv')}" download>CSV</a>
        <a class="btn" href="${file('json')}" download>JSON</a>
        ${listing.hasTexts ? texts : null}
      </div>
    </div>
    ${figures.length === 0 ? null : figuresOf(view, listing)}
    ${filters === null ? null : filterForm(view, listing, filters)}
    <section class="card" aria-labelledby="h-list">
      <header>
        <h2 id="h-list">${words.answers}</h2>
        <p class="small muted">${after === '' ? words.found(shown, next !== null) : words.goesOn}</p>
      </header>
      ${rows.length === 0 ? html`<div class="empty"><p class="strong">${words.none}</p></div>` : table}
      ${pager}
    </section>
  `;
  return insidePage(view, { title, place: 'questions', main });
}

function rowOf<Row>({ columns, isExercise }: Listing<Row>, row: Row): Html {
  const cells = columns.map(({ label, cell }) => {
    const shown = cell(row);
    const none = shown === null ? html` class="none"` : null;
    return html`<td role="cell" data-l="${label}"${none}><div>${shown}</div></td>`;
  });
  return html`<tr role="row"${isExercise(row) ? html` class="drill"` : null}>${cells}</tr>`;
}

function figuresOf<Row>(view: View, { path, query, figures, title }: Listing<Row>): Html {
  const items = figures.map(({ label, count, change, isHot }) => {
    const inner = html`
      <span class="n">${number(count, view.language)}</span><span class="what">${label}</span>
    `;
    if (count === 0) return html`<div>${inner}</div>`;
    const href = listAddress(path, query, { ...change, after: '' });
    return html`<a class="${isHot ? 'hot' : ''}" href="${href}">${inner}</a>`;
  });
  return html`<nav class="card counters" aria-label="${title}">${items}</nav>`;
}

function filterForm<Row>(view: View, { path, query, title }: Listing<Row>, filters: Html): Html {
  const { register } = view.words;
  const kept = ['audience'].filter((name) => (query[name] ?? '') !== '');
  const isNarrowed = Object.entries(query).some(
    ([name, value]) => !kept.includes(name) && name !== 'kind' && value !== '' && value !== DEFAULTS[name],
  );
  const whole = Object.fromEntries(['audience', 'kind'].map((name) => [name, query[name] ?? '']));
  return html`
    <form class="card filters noprint" method="get" action="${path}" aria-label="${title}">
      ${kept.map((name) => html`<input type="hidden" name="${name}" value="${query[name] ?? ''}">`)}
      ${filters}
      <div class="row">
        <button class="btn main">${register.show}</button>
        ${isNarrowed ? html`<a class="btn" href="${listAddress(path, whole)}">${register.clear}</a>` : null}
      </div>
    </form>
  `;
}

/** The fields by which lists are narrowed. */
export function fieldsOf(view: View, query: ListQuery) {
  const { words } = view;
  const { filters, any, exerciseOptions } = words.questions;
  type Name = keyof typeof filters;
  const field = (name: Name) => ({ name, label: filters[name], form: EMPTY_FORM, words, value: query[name] ?? '' });
  return {
    day: (name: 'from' | 'to', label: string = filters[name]) => textField({ ...field(name), label, type: 'date' }),
    text: (name: Name) => textField({ ...field(name), maxlength: 100 }),
    select: (name: Name, options: readonly (readonly [string, string])[], withAny = true) =>
      selectField({ ...field(name), options: withAny ? [['', any], ...options] : options }),
    exercises: () =>
      selectField({
        ...field('exercises'),
        value: query.exercises ?? 'without',
        options: Object.entries(exerciseOptions),
      }),
  };
}

/** An incident by its reference, marked where it is an exercise. */
export function breachCell({ words }: Pick<View, 'words'>, breachId: string, isExercise: boolean): Html {
  return html`
    ${isExercise ? html`<span class="tag drill">${words.shell.exercise}</span> ` : null}
    <a class="nowrap" href="/desk/breaches/${breachId}">${breachId}</a>
  `;
}

export function timeCell(view: View, at: string | null): Html | string {
  return at === null ? '–' : timeTag(at, view, true);
}

/** What people wrote as their reasons; nothing where there is none. */
export function saidCell(view: View, text: string): Html | null {
  return text === '' ? null : html`<q class="said small sub">${peoplesWords(view, text)}</q>`;
}
