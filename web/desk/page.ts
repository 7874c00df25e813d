import { plusMs } from '../../domain/time.ts';
import { TOCSIN } from '../command.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { localTime, SOON_MS } from '../time.ts';
import type { View } from '../view.ts';
import { counted, type DeskClock, type DeskModel, groupClocks } from './model.ts';
import { clockRow, metRow, suspicionRow } from './row.ts';
import { headline, lede, plural } from './words.ts';

/** The desk: every clock, the worst first. */
export function deskPage(view: View, model: DeskModel): string {
  const { suspicions, clocks } = model;
  const { now, zone } = view;
  const groups = groupClocks(clocks, now);
  const [oldest] = counted(groups.overdue);
  const late = counted(groups.met).filter((c) => c.status === 'filed-late').length;
  const running = (rows: DeskClock[]) => rows.map((clock) => clockRow(clock, now, zone));
  const isEmpty = suspicions.length + clocks.length === 0;
  const title = headline(groups, counted(suspicions).length, now, zone);
  const main = html`<div class="head"><div><h1>${title}</h1>
<p class="lede">${lede(groups, suspicions)}</p></div></div>
<nav class="card counters" aria-label="Groups on this desk">
${counter('overdue', 'Overdue', groups.overdue, oldest === undefined ? 'none' : `oldest since ${localTime(oldest.due, zone)}`)}
${counter('soon', 'Due within 24 h', groups.soon)}
${counter('later', 'Due later', groups.later)}
${counter('met', 'Met or decided', groups.met, late > 0 ? `${late} of them late` : undefined)}
</nav>
<div class="stackgap">
${isEmpty ? emptyDesk() : null}
${group(
  'suspected',
  'Suspected, no clock yet',
  'Confirm or rule out: the clocks start from the awareness',
  'Reported',
  suspicions.map((s) => suspicionRow(s, zone)),
)}
${group('overdue', 'Overdue', 'File now and give reasons for the delay. Late is better than never.', 'Due', running(groups.overdue))}
${group('soon', 'Due within 24 hours', `Before ${localTime(plusMs(now, SOON_MS), zone)}`, 'Due', running(groups.soon))}
${group('later', 'Due later', 'Weekends and holidays count for clocks in hours', 'Due', running(groups.later))}
${group(
  'met',
  'Met or decided',
  'Stays in the register',
  'Closed',
  groups.met.map((clock) => metRow(clock, zone)),
)}
</div>`;
  return insidePage(view, { title: view.words.shell.places.desk, place: 'desk', main });
}

/** A figure that links to its group, where there is one to link to. */
function counter(id: string, what: string, clocks: DeskClock[], note?: string): Html {
  const real = counted(clocks).length;
  const drills = clocks.length - real;
  const sub = note ?? (drills > 0 ? `plus ${plural(drills, 'exercise')}` : real === 0 ? 'none' : '');
  const inner = html`<span class="n">${real}</span><span class="what">${what}</span><span class="sub">${sub}</span>`;
  if (clocks.length === 0) return html`<div>${inner}</div>`;
  return html`<a class="${id === 'overdue' && real > 0 ? 'hot' : ''}" href="#${id}">${inner}</a>`;
}

function group(id: string, title: string, note: string, when: string, rows: Html[]): Html | null {
  if (rows.length === 0) return null;
  const first = id === 'met' ? 'Outcome' : id === 'suspected' ? 'State' : 'Time left';
  const last = id === 'met' ? 'Record' : 'Next step, in the terminal';
  return html`<section class="card" id="${id}" aria-labelledby="h-${id}">
<header><h2 id="h-${id}">${title}</h2><p class="small muted">${note}</p></header>
<table class="desk stack" role="table" aria-labelledby="h-${id}">
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col" class="c-left">${first}</th><th role="columnheader" scope="col" class="c-due">${when}</th><th role="columnheader" scope="col">Obligation and recipient</th><th role="columnheader" scope="col" class="c-inc">Incident</th><th role="columnheader" scope="col" class="c-cmd">${last}</th></tr></thead>
<tbody role="rowgroup">
${rows}
</tbody></table></section>`;
}

function emptyDesk(): Html {
  return html`<section class="card"><div class="empty"><p class="strong">No clock is running.</p><p>An alert or a report starts one: <code>${TOCSIN} report</code>, or <code>npm run demo</code> to play an exercise.</p></div></section>`;
}
