import type { DutyScore } from '../../domain/exercise/duties.ts';
import type { ExerciseScore } from '../../domain/exercise/score.ts';
import { isTarget } from '../../domain/plan/targets.ts';
import { decimal, number } from '../breach/figures.ts';
import { sayRung } from '../breach/rungs.ts';
import { type Html, html } from '../html.ts';
import { LOCALES } from '../languages/locales.ts';
import { insidePage } from '../layout.ts';
import { listNames, NAMES_LISTED } from '../names-listed.ts';
import { clockName } from '../own-target.ts';
import { toRecipient } from '../recipients.ts';
import { roughDuration, timeTag } from '../time.ts';
import { cited, translated } from '../translated.ts';
import type { View } from '../view.ts';
import type { ReportModel } from './model.ts';

/** Notices in the report; the slow ones first. */
export const NOTICES_SHOWN = 50;

/**
 * The after-action report of an exercise: the score with its arithmetic, what to do better, and everything it is made
 * of.
 */
export function exercisePage(view: View, model: ReportModel): string {
  const { exercises: words, shell } = view.words;
  const { breachId, title, score } = model;
  const heading = score.total === null ? words.nothing : `${words.score}: ${words.of100(score.total)}`;
  const main = html`
    <p class="drillbar">${shell.exercise} ${breachId}</p>
    <div class="head">
      <div>
        <p class="crumbs"><a href="/desk/exercises">${shell.places.exercises}</a> / ${breachId}</p>
        <h1>${heading}</h1>
        <p class="lede">${words.heading(title)}. ${score.closedAt === null ? words.goesOn : words.ended}</p>
      </div>
      <div class="row noprint"><a class="btn" href="/desk/breaches/${breachId}">${words.toBreach}</a></div>
    </div>
    ${facts(view, score, model)}
    <div class="stackgap">
      ${improve(view, model)}
      ${arithmetic(view, score)}
      ${duties(view, model)}
      ${warnings(view, model)}
      ${notices(view, model)}
      <p class="small muted">${words.print}</p>
    </div>
  `;
  return insidePage(view, { title: words.heading(title), place: 'exercises', main });
}

/** A span as the wall's clock counted it, and as the law would have where that is another one; else nothing. */
function spans(ms: number, scale: number): [real: string, law: string] {
  return [roughDuration(Math.abs(ms)), scale === 1 ? '' : roughDuration(Math.abs(ms) * scale)];
}

function facts(view: View, { reportedAt, aware, scale, closedAt }: ExerciseScore, { by }: ReportModel): Html {
  const { facts: words } = view.words.exercises;
  const recorded =
    aware === null
      ? html`<span class="st missing">${words.never}</span>`
      : html`
        ${timeTag(aware.at, view)}
        <span class="sub">${by(aware.by)}, ${words.after(...spans(aware.afterMs, scale))}</span>
      `;
  return html`
    <dl class="card facts">
      <div><dt>${words.began}</dt><dd>${timeTag(reportedAt, view, true)}</dd></div>
      <div><dt>${words.aware}</dt><dd>${recorded}</dd></div>
      <div><dt>${words.speed}</dt><dd>${words.times(number(scale, view.language))}</dd></div>
      <div><dt>${words.closed}</dt><dd>${closedAt === null ? words.notYet : timeTag(closedAt, view)}</dd></div>
    </dl>
  `;
}

function improve(view: View, { score, counterparty }: ReportModel): Html {
  const { exercises: words } = view.words;
  const items = score.advice.map(
    ({ about, names }) =>
      html`
        <li>${words.advice[about](listNames(view, names.slice(0, NAMES_LISTED).map(counterparty), names.length))}</li>
      `,
  );
  const isFine = score.advice.every(({ about }) => about === 'well-done');
  return html`<div class="note ${isFine ? 'good' : 'warn'}"><h2>${words.improve}</h2><ul>${items}</ul></div>`;
}

function arithmetic(view: View, { parts, total }: ExerciseScore): Html {
  const { exercises, shell } = view.words;
  const { arithmetic: words } = exercises;
  const one = (n: number) => decimal(Math.round(n * 10) * 10, view.language).replace(/0$/, '');
  const halves = (n: number) => n.toLocaleString(LOCALES[view.language]);
  const rows = parts.map(
    ({ part, done, of, weight, points }) =>
      html`
        <tr role="row">
          <th role="rowheader" scope="row">${words.parts[part]}</th>
          <td role="cell" data-l="${words.done}" class="num">
            <span>${of === 0 ? html`<span class="muted">${words.nothing}</span>` : words.share(halves(done), of)}</span>
          </td>
          <td role="cell" data-l="${words.weight}" class="num"><span>${one(weight)}</span></td>
          <td role="cell" data-l="${words.points}" class="num">
            <span>${of === 0 ? '–' : `${halves(done)} / ${of} × ${one(weight)} = ${one(points)}`}</span>
          </td>
        </tr>
      `,
  );
  return html`
    <section class="card" aria-labelledby="h-sum">
      <header><h2 id="h-sum">${words.title}</h2><p class="small muted">${words.note}</p></header>
      <table class="stack" role="table" aria-labelledby="h-sum">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">${words.part}</th>
            <th role="columnheader" scope="col" class="num">${words.done}</th>
            <th role="columnheader" scope="col" class="num">${words.weight}</th>
            <th role="columnheader" scope="col" class="num">${words.points}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${rows}
          <tr role="row">
            <th role="rowheader" scope="row">${words.sum}</th>
            <td role="cell" class="none"></td>
            <td role="cell" class="none"></td>
            <td role="cell" data-l="${words.points}" class="num">
              <span class="strong">${total === null ? shell.none : exercises.of100(total)}</span>
            </td>
          </tr>
        </tbody>
      </table>
    </section>
  `;
}

const SHAPES: Record<DutyScore['outcome'], string> = {
  met: 'filed',
  decided: 'waived',
  late: 'late',
  'out-of-order': 'late',
  missed: 'overdue',
  open: 'running',
  'no-clock': 'waived',
};

function duties(view: View, { score, by }: ReportModel): Html {
  const { duties: words } = view.words.exercises;
  const rows = score.duties.map((duty) => {
    const { article, title, recipient, basis, outcome, due, at, by: who } = duty;
    const done = at === null ? null : html`<span class="sub">${timeTag(at, view)}</span>`;
    const isHalf = outcome === 'met' && duty.findings.length > 0;
    const half = isHalf ? html`<span class="sub">${words.half}</span>` : null;
    return html`
      <tr role="row">
        <th role="rowheader" scope="row">
          ${cited(view, article)}
          ${recipient === '' ? null : html` <span class="muted">${toRecipient(view, recipient)}</span>`}
          <span class="sub">${translated(view, title)}</span>
          ${basis === 'policy' ? html`<span class="tag">${words.target}</span>` : null}
        </th>
        <td role="cell" data-l="${words.outcome}">
          <span><span class="st ${SHAPES[outcome]} wraps">${words.outcomes[outcome]}</span>${done}${half}</span>
        </td>
        <td role="cell" data-l="${words.due}"><span>${due === null ? '–' : timeTag(due, view)}</span></td>
        <td role="cell" data-l="${words.margin}"><span>${margin(view, duty, score.scale)}</span></td>
        <td role="cell" data-l="${words.by}"><span>${who === null ? '–' : by(who)}</span></td>
      </tr>
    `;
  });
  const head = [words.duty, words.outcome, words.due, words.margin, words.by];
  return section('duties', words.title, null, words.none, head, rows);
}

function margin(view: View, { outcome, marginMs }: DutyScore, scale: number): Html {
  const { duties: words } = view.words.exercises;
  if (marginMs === null) return html`–`;
  const both = spans(marginMs, scale);
  if (outcome === 'open') return html`${words.left(...both)}`;
  if (marginMs >= 0) return html`${words.early(...both)}`;
  return html`
    ${words.late(...both)}
    <span class="sub">${words.wouldBe(roughDuration(Math.abs(marginMs) * scale))}</span>
  `;
}

function warnings(view: View, { score, by }: ReportModel): Html {
  const { warnings: words } = view.words.exercises;
  const rows = score.warnings.map(({ obligation, article, rung, firedAt, answer }) => {
    const language = isTarget(obligation) ? null : html` lang="en"`;
    const name = clockName(view, { obligation, article });
    const said =
      answer === null
        ? html`<span class="st missing">${words.silent}</span>`
        : html`
          <span>
            <span class="st filed wraps">${words.by(by(answer.by), words.answers[answer.what])}</span>
            <span class="sub">${words.after(...spans(answer.afterMs, score.scale))}</span>
            <span class="sub">${timeTag(answer.at, view)}</span>
          </span>
        `;
    return html`
      <tr role="row">
        <th role="rowheader" scope="row">${sayRung(view, rung)}<span class="sub"${language}>${name}</span></th>
        <td role="cell" data-l="${words.sent}"><span>${timeTag(firedAt, view)}</span></td>
        <td role="cell" data-l="${words.answer}">${said}</td>
      </tr>
    `;
  });
  return section('warnings', words.title, words.note, words.none, [words.warning, words.sent, words.answer], rows);
}

function notices(view: View, { score, counterparty }: ReportModel): Html {
  const { notices: words } = view.words.exercises;
  const slow = score.notices.filter(({ inTime }) => !inTime);
  const shown = [...slow, ...score.notices.filter(({ inTime }) => inTime)].slice(0, NOTICES_SHOWN);
  const n = (value: number) => number(value, view.language);
  const note = words.share(n(score.notices.length - slow.length), n(score.notices.length));
  const rows = shown.map(({ counterparty: id, sentAt, acknowledgedAt, answeredBy, afterMs, inTime }) => {
    const said =
      acknowledgedAt === null || afterMs === null
        ? html`<span class="st missing">${words.silent}</span>`
        : html`
          <span>
            <span class="st ${inTime ? 'ack' : 'late'}">${inTime ? words.inTime : words.slow}</span>
            <span class="sub">
              ${words.after(...spans(afterMs, score.scale))}${answeredBy === null ? null : `, ${words.by(answeredBy)}`}
            </span>
            <span class="sub">${timeTag(acknowledgedAt, view)}</span>
          </span>
        `;
    return html`
      <tr role="row">
        <th role="rowheader" scope="row">${counterparty(id)}</th>
        <td role="cell" data-l="${words.sent}"><span>${timeTag(sentAt, view)}</span></td>
        <td role="cell" data-l="${words.acknowledged}">${said}</td>
      </tr>
    `;
  });
  return section(
    'notices',
    words.title,
    score.notices.length > shown.length ? note : null,
    words.none,
    [words.to, words.sent, words.acknowledged],
    rows,
  );
}

function section(
  id: string,
  title: string,
  note: string | null,
  none: string,
  head: readonly string[],
  rows: readonly Html[],
): Html {
  const table = html`
    <table class="stack" role="table" aria-labelledby="h-${id}">
      <thead role="rowgroup">
        <tr role="row">${head.map((h) => html`<th role="columnheader" scope="col">${h}</th>`)}</tr>
      </thead>
      <tbody role="rowgroup">${rows}</tbody>
    </table>
  `;
  return html`
    <section class="card" aria-labelledby="h-${id}">
      <header><h2 id="h-${id}">${title}</h2>${note === null ? null : html`<p class="small muted">${note}</p>`}</header>
      ${rows.length === 0 ? html`<p class="in muted">${none}</p>` : table}
    </section>
  `;
}
