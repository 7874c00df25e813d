import type { PeopleTold } from '../../domain/breach/events.ts';
import { type PeopleCounted, peopleCounted } from '../../domain/breach/people-counted.ts';
import { isShort } from '../../domain/filing/communication.ts';
import type { Stage } from '../../domain/filing/stages.ts';
import type { FilingVersion } from '../../domain/filing/versions.ts';
import { number } from '../breach/figures.ts';
import { EMPTY_FORM, type Form } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { toldNumber } from '../register/told.ts';
import { localTime, timeTag, utcTime } from '../time.ts';
import { citedText, translated } from '../translated.ts';
import type { View } from '../view.ts';
import { addressee } from './addressee.ts';
import { communicationCard } from './communication.ts';
import { filingHead } from './head.ts';
import { incompleteNote } from './incomplete.ts';
import { titleOf } from './label.ts';
import { type FilingModel, filingPath } from './model.ts';
import { receiptForm } from './receipt-form.ts';
import { receiptText } from './receipt-text.ts';
import { approver, versionsCard } from './versions.ts';

const WRITE = 'POST /desk/breaches/:breachId/filings/:obligation';

/** What was handed in, before anything that could follow: that is opened by whoever has something to add. */
export function filedPage(view: View, model: FilingModel, form: Form = EMPTY_FORM): string {
  const { filing: words, shell } = view.words;
  const { breachId, planned, versions, exercise, template } = model;
  const last = versions.at(-1);
  const title =
    last?.stage === 'withdrawal'
      ? words.filed.withdrawn(citedText(view, planned.article))
      : words.filed.title(citedText(view, planned.article));
  const main = html`
    ${filingHead(view, model)}
    <div class="head">
      <div>
        <h1>${title}</h1>
        <p class="lede">${titleOf(view, template)}. ${addressee(view, model)}</p>
      </div>
    </div>
    ${exercise ? html`<p class="drillbar">${shell.exercise}. ${words.exercise}</p>` : null}
    <div class="stackgap">
      ${model.incomplete?.isOwed === true ? incompleteNote(view, model) : null}
      ${sinceNote(view, model)}
      ${communicationCard(view, model.communication)}
      ${lastCard(view, model, form)}
      ${nextCard(view, model)}
      ${versionsCard(view, model)}
    </div>
  `;
  return insidePage(view, { title: `${citedText(view, planned.article)} · ${breachId}`, place: 'breaches', main });
}

/** The record went on after the filing: what was filed is not what is known. */
function sinceNote(view: View, model: FilingModel): Html | null {
  const { filing: words } = view.words;
  const { since, stages, closed, template } = model;
  if (since.length === 0) return null;
  const said = (id: string, text: string | null) => {
    if (text === null) return words.nothing;
    const isInstant = template.fields.some(({ id: one, kind }) => one === id && kind === 'date-time');
    return isInstant && !Number.isNaN(Date.parse(text))
      ? `${localTime(text, view, true)} (${utcTime(text, view)})`
      : text;
  };
  const items = since.map(
    ({ field, label, before, after }) =>
      html`<li>${translated(view, label)}: ${words.filed.since(said(field, before), said(field, after))}</li>`,
  );
  const isOpen = !closed && stages.includes('follow-up') && view.may(WRITE);
  const link = isOpen
    ? html`<p><a class="btn main" href="${filingPath(model, '?stage=follow-up')}">${words.filed.rest}</a></p>`
    : null;
  return html`<div class="note warn"><h2>${words.filed.differs}</h2><ul>${items}</ul>${link}</div>`;
}

function lastCard(view: View, model: FilingModel, form: Form): Html | null {
  const { filing: words } = view.words;
  const last = model.versions.at(-1);
  if (last === undefined) return null;
  const { number: no, stage, late, filedAt, channel, receipt } = last;
  const line = (term: string, said: Html | string) => html`<dt>${term}</dt><dd>${said}</dd>`;
  const awaited = model.versions.slice(0, -1).filter((each) => each.receipt === '' && each.stage !== 'withdrawal');
  const awaitedOf = (its: number) =>
    html`${receiptText(view, '')} <a href="${filingPath(model, `/versions/${its}`)}">${words.version(its)}</a>`;
  const version = html`
    <a href="${filingPath(model, `/versions/${no}`)}">${words.version(no)}</a>
    ${stage === null ? null : `, ${words.stages[stage]}`}
  `;
  return html`
    <section class="card" id="filed" tabindex="-1" aria-labelledby="h-filed">
      <header>
        <h2 id="h-filed">${words.filed.heading(no)}</h2>
        <span class="st ${late ? 'late' : 'filed'}">${late ? words.filed.late : words.filedAt}</span>
      </header>
      <dl class="kv in">
        ${line(words.versionColumns.version, version)}
        ${line(words.when, timeTag(filedAt, view, true))}
        ${line(words.channel, channel === '' ? html`<span class="muted">${words.filed.noChannel}</span>` : channel)}
        ${stage === 'withdrawal' ? null : leftLine(view, last, peopleCounted(model.versions))}
        ${line(words.receipt, receiptText(view, receipt))}
        ${awaited.map(({ number: its }) => line(words.receipt, awaitedOf(its)))}
        ${line(words.versionColumns.approved, approver(view, model, last))}
      </dl>
      ${receiptForm(view, model, last, form)}
    </section>
  `;
}

/** What it left open: people, of a duty to tell them, else fields of its form. */
function leftLine(view: View, { openFields }: FilingVersion, people: PeopleCounted | null): Html {
  const { filed } = view.words.filing;
  if (people === null) return html`<dt>${filed.openFields}</dt><dd>${openWord(view, openFields)}</dd>`;
  const shape = isShort(people) ? 'missing' : people.atMost ? 'uncertain' : 'filed';
  return html`<dt>${filed.told}</dt><dd><span class="st ${shape}">${toldWord(view, people)}</span></dd>`;
}

function toldWord(view: View, people: PeopleTold & { atMost?: boolean }): string {
  const { concerned } = people;
  const all = concerned === null ? null : number(concerned, view.language);
  return view.words.filing.filed.toldOf(toldNumber(view, people), all);
}

/** How much it left open, which is never shown as nothing where nobody counted. */
function openWord({ words }: View, open: number | null): Html {
  const { filed } = words.filing;
  if (open === null) return html`<span class="st uncertain">${filed.openUnknown}</span>`;
  return open === 0 ? html`${filed.openNone}` : html`<span class="st missing">${filed.openSome(open)}</span>`;
}

/** Who is left is told by another campaign or in another way: no form for an authority reaches them. */
function restOfPeople(view: View, model: FilingModel, people: PeopleTold): Html {
  const { filing: words, breach } = view.words;
  const campaigns = `/desk/breaches/${model.breachId}/campaigns/new`;
  const other = html`<a class="btn" href="${filingPath(model, '?way=other')}">${breach.campaigns.otherWay}</a>`;
  return html`
    <section class="card" aria-labelledby="h-next">
      <header><h2 id="h-next">${words.filed.next}</h2></header>
      <div class="in flow">
        <p>${words.filed.restOfPeople(toldWord(view, people))}</p>
        <p class="row">
          ${
            view.may('GET /desk/breaches/:breachId/campaigns/new')
              ? html`<a class="btn main" href="${campaigns}">${breach.campaigns.create}</a>`
              : null
          }
          ${view.may(WRITE) ? other : null}
        </p>
      </div>
    </section>
  `;
}

/** What can still follow, and until when: nothing of it is asked for here. */
function nextCard(view: View, model: FilingModel): Html | null {
  const { filing: words } = view.words;
  const { closed, stages, status, versions, next, breachId } = model;
  if (closed) return html`<p class="note">${words.closed}</p>`;
  if (stages.length === 0) return html`<p class="note">${words.withdrawn}</p>`;
  if (status === 'waived' || status === 'does-not-apply') return null;
  // What is left is given where the note leads.
  if (model.incomplete?.isOwed === true) return null;
  const isLast = versions.at(-1)?.stage === 'complete';
  const dated = next.flatMap(({ planned, status: its }) =>
    planned.clock === null || (its !== 'running' && its !== 'overdue')
      ? []
      : [
          html`
            <li>
              <a href="/desk/breaches/${breachId}/filings/${planned.id}">${citedText(view, planned.article)}</a>:
              ${words.filed.until}
              ${timeTag(planned.clock.due, view, true)}${
                planned.clock.basis === 'policy' ? ` ${words.filed.ownTarget}` : null
              }
            </li>
          `,
        ],
  );
  const people = versions.at(-1)?.people ?? undefined;
  if (isShort(people)) return restOfPeople(view, model, peopleCounted(model.versions) ?? people);
  const open = versions.at(-1)?.openFields ?? null;
  const isOwed = open !== null && open > 0;
  const link = (stage: Stage, label: string, look: string) =>
    html`<a class="${look}" href="${filingPath(model, `?stage=${stage}`)}">${label}</a>`;
  const may = view.may(WRITE);
  // Where the note above leads to the follow-up, it is not offered twice.
  const isOffered = may && model.since.length === 0 && stages.includes('follow-up');
  const followUp = isOwed
    ? link('follow-up', words.filed.rest, 'btn main')
    : link('follow-up', words.filed.open['follow-up'], 'btn');
  const others = may ? stages.filter((stage) => stage !== 'follow-up') : [];
  const isAwaited = versions.some(({ receipt }) => receipt === '');
  const done = isAwaited ? words.filed.receiptToCome : words.filed.more;
  const more = open === 0 ? done : open === null ? words.filed.moreUnknown : words.filed.moreOwed(open);
  const says = isLast ? words.filed.complete : model.since.length > 0 ? words.filed.moreSince : more;
  return html`
    <section class="card" aria-labelledby="h-next">
      <header><h2 id="h-next">${words.filed.next}</h2></header>
      <div class="in flow">
        <p>${says}</p>
        ${dated.length === 0 ? null : html`<ul class="dots">${dated}</ul>`}
        ${isOffered ? html`<p>${followUp}</p>` : null}
        ${
          others.length === 0
            ? null
            : html`
              <details>
                <summary>${words.filed.others}</summary>
                <div class="row">${others.map((stage) => link(stage, words.filed.open[stage], 'btn'))}</div>
              </details>
            `
        }
      </div>
    </section>
  `;
}
