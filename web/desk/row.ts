import { articleOf, tellsPeopleToo } from '../../domain/articles.ts';
import { isTarget, supplementOf } from '../../domain/plan/targets.ts';
import { type Instant, toMs } from '../../domain/time.ts';
import { sayPhase } from '../breach/phase.ts';
import { panelPath } from '../breach/places.ts';
import { type Html, html } from '../html.ts';
import { clockName, sayTarget, supplementTo } from '../own-target.ts';
import { peoplesWords } from '../peoples-words.ts';
import { toRecipient } from '../recipients.ts';
import { roughDuration, timeTag, usedPercent } from '../time.ts';
import { timeLeft } from '../time-words.ts';
import { cited, translated } from '../translated.ts';
import type { View } from '../view.ts';
import { type DeskClock, type DeskEnded, type DeskSuspicion, isPressing, urgencyOf } from './model.ts';

const SHAPES = { overdue: 'overdue', soon: 'soon', later: 'running' } as const;
const CLASSES = { overdue: 'is-overdue', soon: 'is-soon', later: '' } as const;

/** A running or overdue clock. */
export function clockRow(clock: DeskClock, view: View): Html {
  const { now, words, language } = view;
  const { states } = words.desk;
  const urgency = urgencyOf(clock, now);
  const used = usedPercent(clock.start, clock.due, now);
  const classes = `${clock.exercise ? 'drill ' : ''}${CLASSES[urgency]}`.trimEnd();
  return html`
    <tr role="row" class="${classes}" data-c="${clock.breachId}/${clock.obligation}">
      <td role="cell" class="c-left">
        <time class="left" datetime="${clock.due}" data-left="${clockName(view, clock)}, ${clock.breachId}">
          ${timeLeft(clock.due, now, language)}
        </time>
        <svg class="fuse" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">
          <rect width="100" height="3"/>
          <rect width="${used}" height="3"/>
        </svg>
        <span class="st ${SHAPES[urgency]}">${states[urgency]}</span>
      </td>
      <td role="cell">${timeTag(clock.due, view)}</td>
      ${duty(clock, view)}
      ${incident(clock, view)}
      ${stage(clock, view)}
      <td role="cell" class="act">${nextStep(clock, view)}</td>
    </tr>
  `;
}

/** A clock that has ended: how, and how it stood to its limit. */
export function metRow(clock: DeskEnded, view: View): Html {
  const { states, steps, ...desk } = view.words.desk;
  const [word, shape] = {
    'filed-late': [states['filed-late'], 'late'],
    waived: [states.waived, 'waived'],
  }[clock.status as string] ?? [states.filed, 'filed'];
  const isWaived = clock.status === 'waived';
  const stood = isWaived ? desk.decided : clock.due === null ? desk.noLimit : howEarly(clock.due, clock.endedAt, view);
  const breach = `/desk/breaches/${clock.breachId}`;
  const [href, what] = isWaived ? [breach, steps.decision] : [`${breach}/filings/${clock.obligation}`, steps.filing];
  return html`
    <tr role="row" class="${clock.exercise ? 'drill' : ''}">
      <td role="cell" class="c-left"><span class="st ${shape}">${word}</span><span class="sub">${stood}</span></td>
      <td role="cell">${timeTag(clock.endedAt, view)}</td>
      ${duty(clock, view)}
      ${incident(clock, view)}
      ${stage(clock, view)}
      <td role="cell" class="act"><a href="${href}">${what}${spoken(clock, view)}</a></td>
    </tr>
  `;
}

function howEarly(due: Instant, endedAt: Instant, { words: { desk } }: View): string {
  const gap = toMs(due) - toMs(endedAt);
  const span = roughDuration(gap);
  return gap < 0 ? desk.lateWithReasons(span) : desk.early(span);
}

/** A confirmed breach that is open while nothing of it runs. */
export function idleRow(breach: DeskSuspicion, view: View): Html {
  const { states, steps, idleDuty, idleNote } = view.words.desk;
  const { breachId } = breach;
  return html`
    <tr role="row" class="${breach.exercise ? 'drill' : ''}">
      <td role="cell" class="c-left"><span class="st uncertain">${states.idle}</span></td>
      <td role="cell">${timeTag(breach.reportedAt, view)}</td>
      <td role="cell"><span class="strong">${idleDuty}</span><span class="sub">${idleNote}</span></td>
      ${incident(breach, view)}
      <td role="cell" class="act">
        <a class="btn sm" href="/desk/breaches/${breachId}">${steps.open}<span class="sr">: ${breachId}</span></a>
      </td>
    </tr>
  `;
}

/** A suspicion whose clocks wait for the awareness. */
export function suspicionRow(suspicion: DeskSuspicion, view: View): Html {
  const { steps, noClockYet, noClockNote } = view.words.desk;
  const { breachId } = suspicion;
  const [href, what] = view.may('POST /desk/breaches/:breachId/awareness')
    ? [panelPath(breachId, 'aware'), steps.aware]
    : [`/desk/breaches/${breachId}`, steps.open];
  return html`
    <tr role="row" class="${suspicion.exercise ? 'drill' : ''}">
      <td role="cell" class="c-left"><span class="st uncertain">${sayPhase(view, suspicion.phase)}</span></td>
      <td role="cell">${timeTag(suspicion.reportedAt, view)}</td>
      <td role="cell"><span class="strong">${noClockYet}</span><span class="sub">${noClockNote}</span></td>
      ${incident(suspicion, view)}
      <td role="cell" class="act"><a class="btn sm" href="${href}">${what}<span class="sr">: ${breachId}</span></a></td>
    </tr>
  `;
}

/** Who only reads is led to the incident; the others to the one act that is next. */
function nextStep(clock: DeskClock, view: View): Html {
  const { steps } = view.words.desk;
  const breach = `/desk/breaches/${clock.breachId}`;
  const button = (href: string, what: string, main: boolean) =>
    html`<a class="btn sm${main ? ' main' : ''}" href="${href}">${what}${spoken(clock, view)}</a>`;
  const presses = isPressing(clock, view.now);
  // A drill never draws the eye from what is real.
  const isMain = presses && !clock.exercise;
  const mayFile = view.may('POST /desk/breaches/:breachId/filings/:obligation');
  const supplement = supplementOf(clock.obligation);
  if (supplement !== null && mayFile) return button(`${breach}/filings/${supplement}`, steps.file, isMain);
  // Any other target of ours is met by what it names on the page of the incident, never by a filing.
  if (isTarget(clock.obligation)) return button(breach, steps.open, isMain);
  if (mayFile) {
    const people = panelPath(clock.breachId, 'campaigns');
    if (articleOf(clock) === 'art34') return button(people, steps.tell, isMain);
    const filing = button(`${breach}/filings/${clock.obligation}`, presses ? steps.file : steps.prepare, isMain);
    return tellsPeopleToo(clock) ? html`${filing} ${button(people, steps.tell, false)}` : filing;
  }
  return button(breach, steps.open, false);
}

/** For those who hear the page, the link says which row it belongs to. */
function spoken(clock: DeskClock | DeskEnded, view: View): Html {
  return html`<span class="sr">: ${clockName(view, clock)}, ${clock.breachId}</span>`;
}

function duty(clock: DeskClock | DeskEnded, view: View): Html {
  const { desk } = view.words;
  if (isTarget(clock.obligation)) {
    const of = supplementTo(view, clock);
    return html`
      <td role="cell">
        <span class="strong">${sayTarget(view, clock.obligation)}</span>
        ${of === null ? null : html`<br><span>${of}</span>`}
        <span class="sub">${desk.ownTarget}</span>
      </td>
    `;
  }
  const target = clock.basis === 'policy' ? `, ${desk.houseTarget}` : '';
  return html`
    <td role="cell">
      <span class="strong">${cited(view, clock.article)}</span>
      <br>
      ${toRecipient(view, clock.recipient)}${clock.exercise ? ` (${desk.notReallySent})` : null}
      <span class="sub">${translated(view, clock.title)}${target}</span>
    </td>
  `;
}

function stage({ stage }: Pick<DeskClock, 'stage'>, { words: { desk } }: View): Html {
  return html`
    <td role="cell" class="stage" data-l="${desk.columns.stage}">${stage === null ? null : desk.stages[stage]}</td>
  `;
}

function incident(
  { exercise, incident: title, breachId }: Pick<DeskClock, 'exercise' | 'incident' | 'breachId'>,
  view: View,
): Html {
  const { words, may } = view;
  const mark = exercise ? html`<span class="tag drill">${words.shell.exercise}</span> ` : null;
  const note = exercise ? `, ${words.desk.drillNote}` : '';
  const report =
    exercise && may('GET /desk/exercises/:breachId')
      ? html`
        <a class="sub" href="/desk/exercises/${breachId}">
          ${words.exercises.open}
          <span class="sr">: ${breachId}</span>
        </a>
      `
      : null;
  return html`
    <td role="cell">
      ${mark}
      <a class="inc" href="/desk/breaches/${breachId}">${peoplesWords(view, title)}</a>
      <span class="sub">${breachId}${note}</span>
      ${report}
    </td>
  `;
}
