import { NOBODY } from '../../domain/breach/incident-keys.ts';
import { TAKE, targetName } from '../../domain/plan/targets.ts';
import { number } from '../breach/figures.ts';
import { breachPath, panelPath } from '../breach/places.ts';
import { hiddenFields } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { clockName } from '../own-target.ts';
import { peoplesWords } from '../peoples-words.ts';
import { releasePath } from '../release/panel.ts';
import { timeTag } from '../time.ts';
import { timeLeft } from '../time-words.ts';
import type { View } from '../view.ts';
import { type DeskClock, type DeskModel, isPressing } from './model.ts';

/** What nobody has taken, triaged or looked into: before all that has a clock of the law. */
export function waitingTable(
  { waiting, moreWaiting }: Pick<DeskModel, 'waiting' | 'moreWaiting'>,
  view: View,
): Html | null {
  if (waiting.length === 0) return null;
  const { groups, notes, columns } = view.words.desk;
  const more =
    moreWaiting === 0
      ? null
      : html`
        <p class="in note warn">
          ${view.words.desk.moreWaiting(number(moreWaiting, view.language))}
          <a href="/desk/breaches?owner=${NOBODY}">${view.words.desk.allWaiting}</a>
        </p>
      `;
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
      ${more}
    </section>
  `;
}

function row(clock: DeskClock, view: View): Html {
  const { breachId, exercise, incident, due } = clock;
  const { words, now, language } = view;
  const { drillNote } = words.desk;
  const isLate = due <= now;
  const state = clockName(view, clock);
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
  const [href, what] = stepOf(clock, view);
  return html`<a class="${style}" href="${href}">${what}${said}</a>`;
}

/** Where on its page it is done, and how that is called; only opened by who may not do it. */
function stepOf({ breachId, obligation }: DeskClock, { words, may }: View): readonly [string, string] {
  const { steps } = words.desk;
  const breach = breachPath(breachId);
  const target = targetName(obligation);
  if (target === 'triage' && may('POST /desk/breaches/:breachId/triage'))
    return [panelPath(breachId, 'handling'), steps.triage];
  if ((target === 'misuse' || target === 'unreached') && may('POST /desk/breaches/:breachId/signs')) {
    return [panelPath(breachId, 'signs'), steps.settle];
  }
  if (target === 'uncertain' && may('POST /desk/breaches/:breachId/signs')) {
    return [`${breachPath(breachId, 'notices')}?notices=uncertain#notices`, steps.decideLetter];
  }
  if (target === 'letters-unreached' && may('POST /desk/breaches/:breachId/signs')) {
    return [panelPath(breachId, 'signs'), steps.settle];
  }
  const campaign = /^organisation-letters-\w+-(\d+)$/.exec(obligation)?.[1];
  if (campaign !== undefined) return [`${breach}/campaigns/${campaign}`, steps.open];
  if (target === 'release' || target === 'correction') return [releasePath(breachId), steps.open];
  return target === 'decision' ? [panelPath(breachId, 'articles'), steps.decision] : [breach, steps.open];
}
