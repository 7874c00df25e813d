import { TAKE, targetName } from '../../domain/plan/targets.ts';
import { hiddenFields } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { peoplesWords } from '../peoples-words.ts';
import { timeLeft, timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { type DeskClock, type DeskModel, isPressing } from './model.ts';

/** What nobody has taken, triaged or looked into: before all that has a clock of the law. */
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
  const { drillNote } = words.desk;
  const isLate = due <= now;
  const target = targetName(obligation);
  const state = target === null ? obligation : words.breach.handling.asks[target];
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
      <td role="cell" class="act">${act(clock, view)}</td>
    </tr>
  `;
}

/** An incident is taken with one press; all else is done on its page. */
function act(clock: DeskClock, view: View): Html {
  const { breachId, exercise, obligation } = clock;
  const { steps } = view.words.desk;
  const style = `btn sm${isPressing(clock, view.now) && !exercise ? ' main' : ''}`;
  const said = html`<span class="sr">: ${breachId}</span>`;
  if (obligation === TAKE && view.may('POST /desk/breaches/:breachId/take')) {
    return html`
      <form method="post" action="/desk/breaches/${breachId}/take">
        ${hiddenFields(view)}
        <button class="${style}">${steps.take}${said}</button>
      </form>
    `;
  }
  const [place, what] = stepOf(obligation, view);
  return html`<a class="${style}" href="/desk/breaches/${breachId}${place}">${what}${said}</a>`;
}

/** Where on its page it is done, and how that is called; only opened by who may not do it. */
function stepOf(obligation: string, { words, may }: View): readonly [string, string] {
  const { steps } = words.desk;
  const target = targetName(obligation);
  if (target === 'triage' && may('POST /desk/breaches/:breachId/triage')) return ['#handling', steps.triage];
  if ((target === 'misuse' || target === 'unreached') && may('POST /desk/breaches/:breachId/signs')) {
    return ['#signs', steps.settle];
  }
  if (target === 'uncertain' && may('POST /desk/breaches/:breachId/signs')) {
    return ['?notices=uncertain#notices', steps.decideLetter];
  }
  if (target === 'letters-unreached' && may('POST /desk/breaches/:breachId/signs')) return ['#signs', steps.settle];
  const campaign = /^organisation-letters-\w+-(\d+)$/.exec(obligation)?.[1];
  if (campaign !== undefined) return [`/campaigns/${campaign}`, steps.open];
  if (target === 'release' || target === 'correction') return ['/release', steps.open];
  return target === 'decision' ? ['#articles', steps.decision] : ['', steps.open];
}
