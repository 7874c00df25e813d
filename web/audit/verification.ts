import {
  BESIDE,
  type BesideLine,
  type StreamLine,
  type Verification,
  type VerificationRun,
} from '../../domain/audit/verification.ts';
import { number } from '../breach/figures.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { timeTag } from '../time.ts';
import { translatedPhrase } from '../translated.ts';
import type { View } from '../view.ts';
import { questionCrumbs } from './questions.ts';

const MOST_ROWS = 200;

/** How far the record of each breach holds: what is broken first, and whom to call. */
export function verificationPage(view: View, { last, progress }: Verification): string {
  const { verification: words } = view.words.audit;
  const streams = last?.streams ?? [];
  const broken = streams.filter((stream) => stream.broken !== null);
  const beside = last?.beside ?? [];
  const events = streams.reduce((sum, stream) => sum + stream.events, 0);
  const title =
    last === null
      ? words.goesOn
      : broken.length > 0
        ? words.broken(broken.length)
        : beside.length > 0
          ? words.besideBroken
          : last.unopened.count > 0
            ? words.unopened(number(last.unopened.count, view.language))
            : streams.length === 0
              ? words.none
              : words.whole(streams.length, events);
  const going =
    progress === null
      ? null
      : html`
        <p class="note" role="status">
          ${words.progress(number(progress.done, view.language), number(progress.of, view.language))}${' '}
          <a href="/desk/audit/verification">${words.look}</a>
        </p>
      `;
  const shown = [...broken, ...streams.filter((stream) => stream.broken === null)].slice(
    0,
    Math.max(MOST_ROWS, broken.length),
  );
  const main = html`
    <div class="head">
      <div>
        ${questionCrumbs(view, 'record')}
        <h1>${title}</h1>
        <p class="lede">${words.lede}</p>
      </div>
      <div class="row noprint"><a class="btn" href="/desk/audit/verification?again=yes">${words.again}</a></div>
    </div>
    <div class="stackgap">
      ${going}
      ${broken.map((stream) => alarm(view, stream))}
      ${BESIDE.map((of) => besideAlarm(view, of, beside))}
      ${last === null || last.unopened.count === 0 ? null : unopenedAlarm(view, last.unopened)}
      ${shown.length === 0 ? null : table(view, shown, streams.length - shown.length)}
      ${asked(view)}
      ${
        last === null
          ? null
          : html`<p class="small muted">${words.checkedAt} ${timeTag(last.checkedAt, view, true)}</p>`
      }
    </div>
  `;
  return insidePage(view, { title: words.title, place: 'audit', main });
}

/** What is asked of the record beside whether it holds. */
function asked({ words: { questions: words, audit } }: View): Html {
  const ways = [
    ['/desk/audit/decisions?kind=corrections', words.more.corrections],
    ['/desk/audit?kind=view', words.more.looks],
    ['/desk/audit#h-anchors', audit.anchors.title],
    ['/desk/policy#h-kept', words.more.holds],
  ];
  return html`
    <section class="card noprint" aria-labelledby="h-asked">
      <header><h2 id="h-asked">${words.alsoAsked}</h2></header>
      <ul class="in row">${ways.map(([href, label]) => html`<li><a href="${href}">${label}</a></li>`)}</ul>
    </section>
  `;
}

/** Problems that are written out one by one; the rest is counted. */
const WRITTEN_OUT = 20;

/** What does not hold beside breaches, of one kind. */
function besideAlarm(view: View, of: BesideLine['of'], beside: readonly BesideLine[]): Html | null {
  const { verification: words } = view.words.audit;
  const problems = beside.filter((line) => line.of === of).map(({ problem }) => problem);
  if (problems.length === 0) return null;
  const rest = problems.length - WRITTEN_OUT;
  return html`
    <div class="note hot" role="alert">
      <h2>${words.beside[of]}</h2>
      <ul>${problems.slice(0, WRITTEN_OUT).map((problem) => html`<li>${translatedPhrase(view, problem)}</li>`)}</ul>
      <p>
        ${rest > 0 ? `${words.more(number(rest, view.language))} ` : null}
        ${words.call(view.organisation.publicContact.phone)}
      </p>
    </div>
  `;
}

function alarm(view: View, { breachId, verifiedTo, broken }: StreamLine): Html {
  const { verification: words } = view.words.audit;
  const { phone } = view.organisation.publicContact;
  if (broken === null) return html``;
  const { seq, ledger, isShown, problem } = broken;
  // What lists show is said in whole sentences, anything else goes on from where it is.
  const end = isShown ? '' : '.';
  const where = ledger === null ? words.where(seq) : words.inLedger(ledger.name, ledger.page);
  const title = isShown
    ? words.shownOther(breachId)
    : ledger === null
      ? words.breaksAt(breachId, verifiedTo + 1)
      : words.ledgerBreaks(breachId);
  return html`
    <div class="note hot" role="alert">
      <h2>${title}</h2>
      <p>${where} ${translatedPhrase(view, problem)}${end} ${words.safe} ${words.call(phone)}</p>
    </div>
  `;
}

/** What is sealed and does not open, row by row. */
function unopenedAlarm(view: View, { count, first }: VerificationRun['unopened']): Html {
  const { verification: words } = view.words.audit;
  const rows = first.map(
    ({ collection, id, field, key }) =>
      html`<li><span class="mono">${collection} ${id} ${field}</span>, ${key ?? '?'}</li>`,
  );
  return html`
    <div class="note hot" role="alert">
      <h2>${words.unopened(number(count, view.language))}</h2>
      <p>${words.unopenedWhy}</p>
      <ul>${rows}</ul>
    </div>
  `;
}

function whereItBreaks(
  { words: { audit } }: View,
  { isShown, ledger }: NonNullable<StreamLine['broken']>,
  verifiedTo: number,
): string {
  const { verification: words } = audit;
  if (isShown) return words.breaksInLists;
  return ledger === null ? words.breaks(verifiedTo + 1) : words.breaksInLedger;
}

function table(view: View, streams: readonly StreamLine[], rest: number): Html {
  const { breach, verification: words } = view.words.audit;
  const rows = streams.map(({ breachId, events, pages, verifiedTo, broken }) => {
    const state =
      broken === null
        ? html`<span class="st ack">${words.holds}</span>`
        : html`<span class="st missing">${whereItBreaks(view, broken, verifiedTo)}</span>`;
    return html`
      <tr role="row">
        <th role="rowheader" scope="row"><a href="/desk/breaches/${breachId}">${breachId}</a></th>
        <td role="cell" data-l="${words.state}">${state}</td>
        <td role="cell" data-l="${words.upTo}">
          <span>
            ${words.ofEvents(verifiedTo, events)}
            ${pages === 0 ? null : html`<span class="sub">${words.pages(number(pages, view.language))}</span>`}
          </span>
        </td>
      </tr>
    `;
  });
  return html`
    <section class="card" aria-labelledby="h-streams">
      <header><h2 id="h-streams">${words.table}</h2></header>
      <table class="stack" role="table" aria-labelledby="h-streams">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">${breach}</th>
            <th role="columnheader" scope="col">${words.state}</th>
            <th role="columnheader" scope="col">${words.upTo}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">${rows}</tbody>
      </table>
      ${rest > 0 ? html`<p class="in muted">${words.rest(rest)}</p>` : null}
    </section>
  `;
}
