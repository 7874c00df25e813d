import { plusMs } from '../../domain/time.ts';
import { anchorAlarm } from '../audit/anchors.ts';
import { number } from '../breach/figures.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { localTime, SOON_MS } from '../time.ts';
import type { View } from '../view.ts';
import { answerNotes } from './after-notices.ts';
import { deskFilters } from './filters.ts';
import { emptyRegister, firstSteps, isBeginning } from './first-steps.ts';
import { type DeskLeft, leftNote } from './left.ts';
import { type DeskGroup, type DeskModel, deskUrl, GROUPS, type Group, hasEnded, isFiltered } from './model.ts';
import { reconcileNotes } from './reconcile.ts';
import { recordNotes } from './record.ts';
import { clockRow, idleRow, metRow, suspicionRow } from './row.ts';
import { weekStrip } from './strip.ts';
import { type DeskTasks, tasksCard } from './tasks.ts';
import { uncoveredNote } from './uncovered.ts';
import { waitingTable } from './waiting.ts';
import { weekOf } from './week.ts';
import { figure, headline, lede } from './words.ts';

/** What is due soonest stands before what nobody has confirmed yet. */
const PRESSING = ['overdue', 'soon'] as const;
const WEEK = { daysBack: 2, days: 7 };

/** The desk: every clock, the worst first. */
export function deskPage(view: View, model: DeskModel & { tasks: DeskTasks; left: DeskLeft; dead: number }): string {
  const { desk, shell } = view.words;
  const { query, groups, practice, suspicions, idle } = model;
  const running = [groups.overdue, groups.soon, groups.later, practice].flatMap((group) =>
    (group?.clocks ?? []).flatMap((clock) => (hasEnded(clock) ? [] : [clock])),
  );
  const shown = [...Object.values(groups), practice];
  const isEmpty =
    model.waiting.length + suspicions.length + idle.length === 0 && shown.every(({ clocks }) => clocks.length === 0);
  const isFirstRun = isBeginning(model) && !isFiltered(query);
  const report = html`<a class="btn" href="/desk/report">${desk.report}</a>`;
  const main = html`
    <div class="head">
      <div><h1>${headline(model, view)}</h1><p class="lede">${lede(model, view)}</p></div>
      <div class="row noprint">
        <a class="btn" href="${deskUrl(query, {}, '/desk/clocks.csv')}">${desk.exportCsv}</a>
        ${view.may('POST /desk/report') ? report : null}
      </div>
    </div>
    ${answerNotes(model, view)}${recordNotes(model, view)}
    ${anchorAlarm(model.anchors, view)}${reconcileNotes(model, view)}${uncoveredNote(model, view)}
    ${leftNote(model.left, view)}
    ${deadNote(model.dead, view)}${newsNote(model, view)}${isFirstRun ? null : emptyRegister(model, view)}
    <nav class="card counters" aria-label="${desk.groupsLabel}">
      ${GROUPS.map((group) => counter(group, model, view))}
    </nav>
    <div class="stackgap">
      ${waitingTable(model, view)}
      ${query.group === '' ? weekStrip(weekOf(running, view, WEEK), view) : null}
      ${isFirstRun && isEmpty ? null : deskFilters(model, view)}
      ${isFiltered(query) ? html`<p class="note">${desk.filtered}</p>` : null}
      ${isFirstRun ? firstSteps(model, view) : isEmpty ? emptyDesk(model, view) : null}
      ${PRESSING.map((group) => clockTable(group, groups[group], model, view))}
      ${isFiltered(query) ? null : tasksCard(model.tasks, view)}
      ${suspicionTable(model, view)}
      ${idleTable(model, view)}
      ${clockTable('later', groups.later, model, view)}
      ${practiceTable(model, view)}
      ${clockTable('met', groups.met, model, view)}
    </div>
  `;
  return insidePage(view, { title: shell.places.desk, place: 'desk', main, scripts: ['live.js'] });
}

/** Alerts that could not be read: nobody has judged them. */
function deadNote(dead: number, view: View): Html | null {
  if (dead === 0) return null;
  const { desk } = view.words;
  return html`
    <p class="note hot">
      ${desk.deadAlerts(dead, number(dead, view.language))} <a href="/desk/alerts#h-dead">${desk.deadAlertsLink}</a>
    </p>
  `;
}

/** Where the script says that something changed. Rows never move by themselves: the link shows the page anew. */
function newsNote({ query, mostCounted }: DeskModel, view: View): Html {
  const { changed, states } = view.words.desk;
  const since = localTime(view.now, view).split(', ')[1] ?? '';
  const url = deskUrl(query, { after: query.after });
  const live = `/desk/live?since=${encodeURIComponent(view.now)}`;
  return html`
    <p
      class="note news"
      data-live="${live}"
      data-most="${mostCounted}"
      data-one="${changed.one(since)}"
      data-many="${changed.many('{}', since)}"
      data-filed="${states.filed}"
      data-waived="${states.waived}"
      data-ended="${changed.ended}"
      data-again="${changed.again}"
      data-sign-in="/sign-in?next=${encodeURIComponent(url)}"
      hidden>
      <span></span> <a href="${url}">${changed.show}</a>
    </p>
  `;
}

/** A figure that leads to its group: on this page, where it is on it. */
function counter(group: Group, model: DeskModel, view: View): Html {
  const { desk } = view.words;
  const { real, drills, oldest, metLate, groups, query } = model;
  const write = (n: number) => figure(n, model, view);
  // What drills have met is in their reports.
  const practised = group === 'met' ? 0 : drills[group];
  const plain = practised > 0 ? desk.plusDrills(practised, write(practised)) : real[group] > 0 ? '' : desk.noneThere;
  const sub =
    group === 'overdue' && oldest !== null
      ? desk.oldest(localTime(oldest, view))
      : group === 'met' && real.met > 0
        ? desk.metNote(metLate, write(metLate))
        : plain;
  const inner = html`
    <span class="n" data-count="${group}">${write(real[group])}</span>
    <span class="what">${desk.counters[group]}</span>
    <span class="sub">${sub}</span>
  `;
  if (real[group] + practised === 0) return html`<div>${inner}</div>`;
  const isHere = (groups[group]?.clocks.length ?? 0) > 0;
  const isPractice = real[group] === 0 && model.practice.clocks.length > 0;
  const href = isHere ? `#${group}` : isPractice ? '#practice' : deskUrl({ ...query, group });
  return html`<a class="${group === 'overdue' && real.overdue > 0 ? 'hot' : ''}" href="${href}">${inner}</a>`;
}

function clockTable(group: Group, page: DeskGroup | undefined, model: DeskModel, view: View): Html | null {
  if (page === undefined || page.clocks.length === 0) return null;
  const { desk, shell } = view.words;
  const { notes, groups, columns } = desk;
  const note = group === 'soon' ? notes.soon(localTime(plusMs(view.now, SOON_MS), view)) : notes[group];
  const rows = page.clocks.map((clock) => (hasEnded(clock) ? metRow(clock, view) : clockRow(clock, view)));
  const heads =
    group === 'met' ? [columns.outcome, columns.closed, columns.record] : [columns.left, columns.due, columns.next];
  const isPaged = model.query.after !== '' && model.query.group === group && model.query.exercises !== 'only';
  const first = html`<a class="btn" href="${deskUrl(model.query)}">${shell.first}</a>`;
  const next = html`
    <a class="btn" rel="next" href="${deskUrl(model.query, { group, after: page.next ?? '' })}#${group}">
      ${shell.next}
      <span class="sr">: ${groups[group]}</span>
    </a>
  `;
  const pager = html`
    <nav class="in row pager" aria-label="${desk.pagesOf(groups[group])}">
      ${isPaged ? first : null}${page.next === null ? null : next}
    </nav>
  `;
  const [left = '', when = '', last = ''] = heads;
  return html`
    ${table(group, note, [left, when, columns.stage, last], rows, view, isPaged || page.next !== null ? pager : null)}
  `;
}

/** Clocks of exercises, apart from all that is real. */
function practiceTable({ practice, query }: DeskModel, view: View): Html | null {
  const { clocks, next } = practice;
  if (clocks.length === 0) return null;
  const { desk, shell } = view.words;
  const { columns } = desk;
  const rows = clocks.map((clock) => (hasEnded(clock) ? metRow(clock, view) : clockRow(clock, view)));
  const isPaged = query.exercises === 'only' && query.after !== '';
  const first = html`<a class="btn" href="${deskUrl(query)}">${shell.first}</a>`;
  const more = html`
    <a class="btn" rel="next" href="${deskUrl(query, { exercises: 'only', after: next ?? '' })}#practice">
      ${shell.next}
      <span class="sr">: ${desk.groups.practice}</span>
    </a>
  `;
  const pager = html`
    <nav class="in row pager" aria-label="${desk.pagesOf(desk.groups.practice)}">
      ${isPaged ? first : null}${next === null ? null : more}
    </nav>
  `;
  const heads = [columns.left, columns.due, columns.stage, columns.next] as const;
  return table('practice', desk.notes.practice, heads, rows, view, isPaged || next !== null ? pager : null);
}

function suspicionTable({ suspicions, real, drills }: DeskModel, view: View): Html | null {
  const { desk } = view.words;
  if (suspicions.length === 0) return null;
  const { columns, notes } = desk;
  const rows = suspicions.map((suspicion) => suspicionRow(suspicion, view));
  const all = html`
    <nav class="in row pager" aria-label="${desk.pagesOf(desk.groups.suspected)}">
      <a class="btn" href="/desk/breaches?status=suspected">${desk.allSuspicions}</a>
    </nav>
  `;
  const hasMore = real.suspected + drills.suspected > suspicions.length;
  return table(
    'suspected',
    notes.suspected,
    [columns.state, columns.reported, null, columns.next],
    rows,
    view,
    hasMore ? all : null,
  );
}

function idleTable({ idle }: DeskModel, view: View): Html | null {
  const { notes, columns } = view.words.desk;
  if (idle.length === 0) return null;
  const rows = idle.map((breach) => idleRow(breach, view));
  return table('idle', notes.idle, [columns.state, columns.reported, null, columns.next], rows, view, null);
}

function table(
  id: Group | 'suspected' | 'idle' | 'practice',
  note: string,
  [left, when, stage, last]: readonly [string, string, string | null, string],
  rows: Html[],
  { words: { desk } }: View,
  pager: Html | null,
): Html {
  const head = (text: string, style?: string) =>
    html`<th role="columnheader" scope="col"${style === undefined ? null : html` class="${style}"`}>${text}</th>`;
  const heads = [
    head(left, 'c-left'),
    head(when, 'c-due'),
    head(desk.columns.obligation),
    head(desk.columns.incident, 'c-inc'),
    stage === null ? null : head(stage, 'c-st'),
    head(last, 'c-act'),
  ];
  return html`
    <section class="card" id="${id}" aria-labelledby="h-${id}">
      <header><h2 id="h-${id}">${desk.groups[id]}</h2><p class="small muted">${note}</p></header>
      <table class="desk stack" role="table" aria-labelledby="h-${id}">
        <thead role="rowgroup"><tr role="row">${heads}</tr></thead>
        <tbody role="rowgroup">${rows}</tbody>
      </table>
      ${pager}
    </section>
  `;
}

function emptyDesk({ query }: DeskModel, view: View): Html {
  const { desk } = view.words;
  if (isFiltered(query))
    return html`
      <section class="card">
        <div class="empty"><p class="strong">${desk.nothingMatches}</p><p><a href="/">${desk.clear}</a></p></div>
      </section>
    `;
  const report = html` <a href="/desk/report">${desk.report}</a>`;
  return html`
    <section class="card">
      <div class="empty">
        <p class="strong">${desk.emptyTitle}</p>
        <p>${desk.emptyText}${view.may('POST /desk/report') ? report : null}</p>
      </div>
    </section>
  `;
}
