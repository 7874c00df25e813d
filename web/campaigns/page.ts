import type { LetterFact } from '../../domain/notices/unstated.ts';
import { shorten } from '../../domain/shorten.ts';
import { number } from '../breach/figures.ts';
import { partHead } from '../breach/head.ts';
import { approversNote } from '../communication/approvers.ts';
import { communicationCard, otherTellingsCard } from '../filing/communication.ts';
import { choiceField, EMPTY_FORM, errorSummary, type Form, hiddenFields, textArea } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { languageName } from '../languages/display-names.ts';
import { insidePage } from '../layout.ts';
import { nameOf } from '../names.ts';
import { otherNamesNote, unaddressedNote } from '../people/lists.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { crumbs, drill } from './compose.ts';
import { inIt, letters, readTicks } from './letters.ts';
import { progress, stateWord } from './list.ts';
import type { CampaignForms, CampaignModel } from './model.ts';
import { peopleCard, sendingCard } from './sending.ts';

/** One campaign: the letter as people get it, its approval, and how far it has gone out. */
export function campaignPage(view: View, model: CampaignModel, forms: CampaignForms = {}): string {
  const form = forms.approval ?? EMPTY_FORM;
  const { campaigns: words } = view.words;
  const { incident, campaign, duplicates } = model;
  const n = (value: number) => number(value, view.language);
  const { status, counts, recipients } = campaign;
  const isPaused = campaign.standing?.status === 'paused';
  const heading =
    status === 'draft' || counts === null
      ? words.heading.draft(words.total(n(recipients)))
      : words.heading[status](n(counts.sent), n(counts.total));
  const title = `${words.campaign(campaign.number)}, ${incident.breachId}`;
  const reload =
    status === 'sending'
      ? html`
        <div class="row">
          <a class="btn" href="/desk/breaches/${incident.breachId}/campaigns/${campaign.number}">${words.reload}</a>
        </div>
      `
      : null;
  const imported =
    duplicates === null
      ? null
      : html`<div class="note good" role="status"><p>${words.imported(n(recipients), n(duplicates))}</p></div>`;
  const main = html`
    ${drill(view, incident)}
    ${partHead(view, incident.state, 'campaigns', html`${crumbs(view, incident)} / ${words.campaign(campaign.number)}`)}
    <div class="head">
      <div>
        <h1>${heading}</h1>
        <p class="lede">${words.ledes[isPaused ? 'paused' : status]}</p>
      </div>
      ${reload}${dutyLink(view, model)}
    </div>
    ${errorSummary(form, view.words)}
    ${counters(view, model)}
    ${sendingCard(view, model, forms.acting)}
    <div class="split">
      <div class="stackgap">
        ${imported}${otherNamesNote(view, model.otherNames)}
        ${unaddressedNote(view, incident.breachId, model.unaddressed)}
        ${communicationCard(view, model.communication)}${otherTellingsCard(view, model)}
        ${warnings(view, model)}
        ${notReached(view, model)}
        ${peopleCard(view, model, forms.acting)}
        ${letters(view, model)}
      </div>
      <aside class="side" aria-label="${words.approval}">${approval(view, model, form)}</aside>
    </div>
  `;
  return insidePage(view, { title, place: 'campaigns', main });
}

/** Telling everybody ends no clock: the duty does not end before its filing is recorded. */
function dutyLink({ words }: View, { incident, campaign }: CampaignModel): Html | null {
  if (campaign.status !== 'finished' || incident.isClosed) return null;
  return html`
    <div class="row">
      <a class="btn" href="/desk/breaches/${incident.breachId}#duties">${words.campaigns.toDuties}</a>
    </div>
  `;
}

function counters(view: View, { campaign }: CampaignModel): Html | null {
  const { counts } = campaign;
  if (counts === null) return null;
  const { campaigns: words } = view.words;
  const figure = (value: number, shape: string, what: string, sub: string) =>
    html`
      <div>
        <span class="n">${number(value, view.language)}</span>
        <span class="what"><span class="st ${shape}">${what}</span></span>
        <span class="sub">${sub}</span>
      </div>
    `;
  return html`
    <div class="card counters">
      ${figure(counts.sent, 'filed', words.sent, words.subs.sent)}
      ${figure(counts.pending, 'running', words.waiting, words.subs.waiting)}
      ${figure(counts.refused, 'bounced', words.refused, words.subs.refused)}
      ${figure(counts.uncertain, 'uncertain', words.uncertain, words.subs.uncertain)}
    </div>
    <section class="card after" aria-labelledby="h-thr">
      <header>
        <h2 id="h-thr">${words.progress}</h2>
        <p class="key"><span>${words.key.ok}</span><span>${words.key.warn}</span><span>${words.key.bad}</span></p>
      </header>
      <div class="in flow">${progress(view, campaign)}</div>
    </section>
  `;
}

function warnings(view: View, { warnings: found, campaign }: CampaignModel): Html | null {
  const { campaigns: words } = view.words;
  if (found.length === 0) return null;
  const items = found.map(
    ({ where, line, says, language }) => html`<li>${inIt(view, language)}${words.warning(where, line, says)}</li>`,
  );
  return html`<div class="note warn"><h2>${words.warnings[campaign.status]}</h2><ul>${items}</ul></div>`;
}

function notReached(view: View, { campaign: { counts } }: CampaignModel): Html | null {
  const { campaigns: words } = view.words;
  const [refused, uncertain] = [counts?.refused ?? 0, counts?.uncertain ?? 0];
  if (refused + uncertain === 0) return null;
  const n = (value: number) => number(value, view.language);
  const row = (count: number, shape: string, word: string, means: string, next: string) =>
    count === 0
      ? null
      : html`
        <tr role="row">
          <th role="rowheader" scope="row"><span class="st ${shape}">${word}</span></th>
          <td role="cell" data-l="${words.count}" class="num"><span>${n(count)}</span></td>
          <td role="cell" data-l="${words.means}"><span>${means}</span></td>
          <td role="cell" data-l="${words.next}"><span>${next}</span></td>
        </tr>
      `;
  return html`
    <section class="card" aria-labelledby="h-bad">
      <header>
        <h2 id="h-bad">${words.notReached}</h2>
        <p class="small muted">${words.notReachedNote(n(refused + uncertain))}</p>
      </header>
      <table class="stack" role="table" aria-labelledby="h-bad">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">${words.outcome}</th>
            <th role="columnheader" scope="col" class="num">${words.count}</th>
            <th role="columnheader" scope="col">${words.means}</th>
            <th role="columnheader" scope="col">${words.next}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${row(refused, 'bounced', words.refused, words.refusedMeans, words.refusedNext)}
          ${row(uncertain, 'uncertain', words.uncertain, words.uncertainMeans, words.uncertainNext)}
        </tbody>
      </table>
    </section>
  `;
}

function approval(view: View, model: CampaignModel, form: Form): Html {
  const { campaigns: words } = view.words;
  const { campaign, contentHash } = model;
  const { approvedBy, approvedAt } = campaign;
  const content = html`
    <p class="small muted">${words.fingerprint}: <span class="mono wrap">${contentHash.slice(0, 16)}…</span></p>
  `;
  const done =
    approvedBy === null || approvedAt === null
      ? null
      : html`
        <p>
          <span class="st filed">${words.approved}</span>
          <span class="sub">${nameOf(view, approvedBy)}</span>
          <span class="sub">${timeTag(approvedAt, view)}</span>
        </p>
      `;
  const body = done ?? approvalForm(view, model, form);
  return html`
    <section class="card" aria-labelledby="h-app">
      <header><h2 id="h-app">${words.approval}</h2>${stateWord(view, campaign)}</header>
      <div class="in flow">${body}${content}<p class="small muted">${words.approvalHint}</p></div>
    </section>
  `;
}

/** Where each fact of a letter is stated. */
const STATED_AT = {
  nature: 'summary',
  dataCategories: 'systems',
  consequences: 'consequences',
  measures: 'measures',
} as const satisfies Record<LetterFact, string>;

/** What the letter leaves open, with where to state it; and the tick without which it does not go out like that. */
function openFacts(view: View, { unstated, incident }: CampaignModel, form: Form): Html | null {
  const { words } = view;
  const { open } = words.campaigns;
  if (unstated.length === 0) return null;
  const url = `/desk/breaches/${incident.breachId}`;
  const items = unstated.map(({ where, line, fact, isStated, language }) => {
    const place = `${inIt(view, language)}${where === 'subject' ? open.subject : open.line(line)}`;
    if (fact === null) return html`<li>${place}</li>`;
    const [label, href] = isStated
      ? [open.anew, `${url}/campaigns/new`]
      : [open.state, `${url}/facts#f-${STATED_AT[fact]}`];
    return html`
      <li>
        ${open.facts[fact]} (${place}). <a href="${href}">${label}<span class="sr">: ${open.facts[fact]}</span></a>
      </li>
    `;
  });
  return html`
    <div class="note warn" id="unstated" tabindex="-1">
      <h3>${open.title(unstated.length)}</h3>
      <ul>${items}</ul>
      <p class="small">${open.keeps}</p>
    </div>
    ${choiceField({
      name: 'unstated',
      label: open.legend,
      kind: 'checkbox',
      options: [['yes', open.tick]],
      form,
      words,
    })}
  `;
}

/** Of recorded words so many characters tell which they are. */
const QUOTED = 120;

/** Recorded words that people would read in another language, and the tick that they are right as they stand. */
function repeatedWords(view: View, { repeated, incident, inLanguage }: CampaignModel, form: Form): Html | null {
  const { words } = view;
  const { campaigns } = words;
  if (repeated.length === 0) return null;
  const url = `/desk/breaches/${incident.breachId}`;
  const items = repeated.map(({ words: said, line, written, language }) => {
    const place = `${inIt(view, language === inLanguage.language ? undefined : language)}${campaigns.open.line(line)}`;
    const name = written === null ? null : languageName(written, view.language);
    const quoted = html`<q lang="${written ?? ''}">${shorten(said, QUOTED)}</q>`;
    return html`<li>${place}: ${quoted} <span class="sub">${words.filing.repeats(name)}</span></li>`;
  });
  const { title, places, legend, tick } = campaigns.repeated;
  const facts = html`<a href="${url}/facts">${campaigns.repeated.facts}</a>`;
  const anew = html`<a href="${url}/campaigns/new">${campaigns.repeated.anew}</a>`;
  return html`
    <div class="note warn" id="repeated" tabindex="-1">
      <h3>${title(repeated.length)}</h3>
      <ul>${items}</ul>
      <p class="small">
        ${places} ${facts}, ${anew}
      </p>
    </div>
    ${choiceField({ name: 'repeated', label: legend, kind: 'checkbox', options: [['yes', tick]], form, words })}
  `;
}

/** Who drafted it, and that somebody else approves. */
function fourEyesNote(view: View, { fourEyes, campaign: { drafter } }: CampaignModel): Html | null {
  const { fourEyes: words } = view.words.campaigns;
  if (!fourEyes.isAsked) return null;
  const who = drafter === undefined ? words.unknown : words.draftedBy(nameOf(view, drafter.by));
  return html`<p class="small">${who} ${words.rule}</p>`;
}

function approvalForm(view: View, model: CampaignModel, form: Form): Html {
  const { incident, campaign, contentHash } = model;
  const { campaigns: words } = view.words;
  const isOffered = view.may('POST /desk/breaches/:breachId/campaigns/:campaign/approval') && !incident.isClosed;
  const except = model.fourEyes.isAsked ? (campaign.drafter?.by ?? null) : null;
  const who = html`
    ${approversNote(view, model.approvers, { since: model.draftedAt, except })}${fourEyesNote(view, model)}
  `;
  if (!isOffered) return html`<p>${incident.isClosed ? words.compose.closed : words.mayNot}</p>${who}`;
  const { whyNot } = model.fourEyes;
  if (whyNot !== null) {
    return html`<div class="note warn" id="f-contentHash" tabindex="-1">${words.fourEyes[whyNot]}</div>${who}`;
  }
  const n = (value: number) => number(value, view.language);
  const { recipients } = campaign;
  const people = words.total(n(recipients));
  const fewer =
    model.concerned === null || recipients >= model.concerned
      ? null
      : html`<p class="note warn">${words.listFewer(n(recipients), n(model.concerned))}</p>`;
  return html`
    <form
      class="flow"
      id="f-contentHash"
      method="post"
      action="/desk/breaches/${incident.breachId}/campaigns/${campaign.number}/approval">
      ${who}${fewer}${hiddenFields(view, { contentHash })}
      ${openFacts(view, model, form)}${repeatedWords(view, model, form)}${readTicks(view, model, form)}
      ${textArea({
        name: 'reasons',
        label: words.reasons,
        hint: words.reasonsHint,
        form,
        words: view.words,
        rows: 3,
        maxlength: 10_000,
        required: true,
      })}
      <button class="btn main wide">${words.approve(people)}</button>
    </form>
  `;
}
