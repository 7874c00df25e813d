import { type Exchange, reportingOf } from '../../domain/breach/reporting.ts';
import { workOf } from '../../domain/breach/work.ts';
import { number } from '../breach/figures.ts';
import { breachHead } from '../breach/head.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import type { View } from '../view.ts';
import { callForm, callRow, fileForm, fileRow, noteForm, noteRow } from './entries.ts';
import { workPath } from './form.ts';
import { WORK_LISTS, type WorkList, type WorkModel } from './model.ts';
import { questionForm, reporterRows } from './reporter.ts';
import { changeTaskForm, playbookForm, taskForm, taskParts, taskRow } from './tasks.ts';

/** Tasks, notes, calls, files and whoever reported: one list of a breach at a time, with the forms that add to it. */
export function workPage(view: View, model: WorkModel): string {
  const { work: words } = view.words;
  const { state, shown } = model;
  const { breachId } = state;
  const main = html`
    ${breachHead(view, { state, asOf: null }, 'work')}
    <div class="stackgap">
      <p class="muted">${words.lede}</p>
      ${tabs(view, model)}
      <section class="card" id="list" aria-labelledby="h-list">
        <header><h2 id="h-list">${words.lists[shown.list]}</h2>${taskParts(view, model)}</header>
        ${rows(view, model)}${pager(view, model)}
      </section>
      ${forms(view, model)}
    </div>
  `;
  return insidePage(view, { title: `${words.lists[shown.list]}: ${breachId}`, place: 'breaches', main });
}

/** The lists, each with how much is in it. */
function tabs(view: View, { state, shown }: WorkModel): Html {
  const { work: words } = view.words;
  const { tasks, notes, calls, files } = workOf(state);
  const open = tasks.filter(({ status }) => status === 'open').length;
  const { words: added, files: sent, questions } = reportingOf(state);
  const reporter = added + sent + questions.length;
  const counts: Record<WorkList, number> = { tasks: open, notes, calls, files: files.length, reporter };
  const links = WORK_LISTS.map((list) => {
    const current = list === shown.list ? html` aria-current="page"` : null;
    const text = `${words.lists[list]} ${number(counts[list], view.language)}`;
    return html`<a class="btn" href="${workPath(state.breachId, list)}"${current}>${text}</a>`;
  });
  return html`<nav class="row noprint" aria-label="${words.title}">${links}</nav>`;
}

function rows(view: View, model: WorkModel): Html {
  const { shown, state } = model;
  const { work: words } = view.words;
  const { list } = shown;
  const isEmpty = list === 'reporter' ? isUnsaid(shown.exchange) : shown.page.lines.length === 0;
  if (isEmpty) {
    const isBegun = shown.list === 'tasks' && workOf(state).tasks.length > 0 && shown.part === 'open';
    const text = list === 'tasks' ? (isBegun ? words.tasks.empty : words.tasks.emptyAll) : words[list].empty;
    return html`<div class="empty"><p class="strong">${text}</p></div>`;
  }
  switch (shown.list) {
    case 'tasks':
      return html`<ol class="log">${shown.page.lines.map((line) => taskRow(view, model, line))}</ol>`;
    case 'notes':
      return html`<ol class="log">${shown.page.lines.map((line) => noteRow(view, line))}</ol>`;
    case 'calls':
      return html`<ol class="log">${shown.page.lines.map((line) => callRow(view, line))}</ol>`;
    case 'files':
      return html`
        <p class="in small muted">${words.files.custody}</p>
        <ol class="log">${shown.page.lines.map((line) => fileRow(view, state.breachId, line))}</ol>
      `;
    case 'reporter':
      return html`<ol class="log">${reporterRows(view, shown)}</ol>`;
  }
}

function isUnsaid({ questions, words, files }: Exchange): boolean {
  return questions.length + words.length + files.length === 0;
}

function pager(view: View, { state, shown, isContinued }: WorkModel): Html | null {
  const { work: words } = view.words;
  if (shown.list === 'reporter') return null;
  const { next } = shown.page;
  if (next === null && !isContinued) return null;
  const part: Record<string, string> = shown.list === 'tasks' && shown.part === 'all' ? { part: 'all' } : {};
  const first = workPath(state.breachId, shown.list, part);
  const more = workPath(state.breachId, shown.list, { ...part, before: String(next) });
  return html`
    <nav class="in row pager noprint" aria-label="${words.lists[shown.list]}">
      ${isContinued ? html`<a class="btn" href="${first}">${words.newer}</a>` : null}
      ${next === null ? null : html`<a class="btn" rel="next" href="${more}">${words.older}</a>`}
    </nav>
  `;
}

/** What may be added to the list that is shown; why not, where nothing may. */
function forms(view: View, model: WorkModel): Html {
  const { work: words } = view.words;
  const { shown, state } = model;
  const isClosed = state.status === 'closed';
  if (isClosed && shown.list !== 'files') return html`<p class="note">${words.closed}</p>`;
  if (!view.may('POST /desk/breaches/:breachId/work/notes')) return html`<p class="note">${words.readOnly}</p>`;
  const away = view.away === null ? null : html`<p class="note warn">${words.record}</p>`;
  switch (shown.list) {
    case 'tasks':
      // One thing at a time: the task that was chosen stands alone.
      return html`
        ${away}${changeTaskForm(view, model, shown) ?? [taskForm(view, model, shown), playbookForm(view, model, shown)]}
      `;
    case 'notes':
      return html`${away}${noteForm(view, model)}`;
    case 'calls':
      return html`${away}${callForm(view, model)}`;
    case 'files':
      return html`${isClosed ? html`<p class="note">${words.files.late}</p>` : null}${away}${fileForm(view, model)}`;
    case 'reporter':
      return html`${away}${questionForm(view, model)}`;
  }
}
