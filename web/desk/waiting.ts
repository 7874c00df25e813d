import { TAKE } from '../../domain/plan/targets.ts';
import { hiddenFields } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { peoplesWords } from '../peoples-words.ts';
import { timeLeft, timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { type DeskClock, type DeskModel, isPressing } from './model.ts';

/** Incidents that nobody has taken, or nobody has confirmed or dismissed: before all that has a clock of the law. */
export function waitingTable({ waiting }: Pick<DeskModel, 'waiting'>, view: View): Html | null {
  if (waiting.length === 0) return null;
  const { groups, notes, columns } = view.words.desk;
  const head = (text: string, style: string) => html`<th role="columnheader" scope="col" class="${style}">${text}</th>`;
  return html`
    <section class="card" id="waiting" aria-labelledby="h-waiting">
      <header><h2 id="h-waiting">${groups.waiting}</h2><p class="small muted">${notes.waiting}</p></header>
      <table class="desk stack" role="table" aria-labelledby="h-waiting">
        <thead role="rowgroup">
          <tr role="row">
            ${head(columns.state, 'c-left')}${head(columns.due, 'c-due')}${head(columns.incident, 'c-inc')}
            ${head(columns.next, 'c-act')}
          </tr>
        </thead>
        <tbody role="rowgroup">${waiting.map((clock) => row(clock, view))}</tbody>
      </table>
    </section>
  `;
}

function row(clock: DeskClock, view: View): Html {
  const { breachId, exercise, incident, due, obligation } = clock;
  const { words, now, language } = view;
  const { states, drillNote } = words.desk;
  const isUntaken = obligation === TAKE;
  const isLate = due <= now;
  const state = isUntaken ? states.untaken : states.untriaged;
  return html`
    <tr role="row" class="${exercise ? 'drill ' : ''}${isLate ? 'is-overdue' : 'is-soon'}">
      <td role="cell" class="c-left">
        <time class="left" datetime="${due}" data-left="${state}, ${breachId}">${timeLeft(due, now, language)}</time>
        <span class="st ${isLate ? 'overdue' : 'soon'}">${state}</span>
      </td>
      <td role="cell">${timeTag(due, view)}<span class="sub">${words.desk.ownTarget}</span></td>
      <td role="cell">
        ${exercise ? html`<span class="tag drill">${words.shell.exercise}</span> ` : null}
        <a class="inc" href="/desk/breaches/${breachId}">${peoplesWords(view, incident)}</a>
        <span class="sub">${breachId}${exercise ? `, ${drillNote}` : null}</span>
      </td>
      <td role="cell" class="act">${act(clock, isUntaken, view)}</td>
    </tr>
  `;
}

/** An incident is taken with one press; what it is can only be said on its page. */
function act(clock: DeskClock, isUntaken: boolean, view: View): Html {
  const { breachId, exercise } = clock;
  const { steps } = view.words.desk;
  const style = `btn sm${isPressing(clock, view.now) && !exercise ? ' main' : ''}`;
  const said = html`<span class="sr">: ${breachId}</span>`;
  if (isUntaken && view.may('POST /desk/breaches/:breachId/take')) {
    return html`
      <form method="post" action="/desk/breaches/${breachId}/take">
        ${hiddenFields(view)}
        <button class="${style}">${steps.take}${said}</button>
      </form>
    `;
  }
  const [anchor, what] = view.may('POST /desk/breaches/:breachId/triage')
    ? ['#handling', steps.triage]
    : ['', steps.open];
  return html`<a class="${style}" href="/desk/breaches/${breachId}${anchor}">${what}${said}</a>`;
}
