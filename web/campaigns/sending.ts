import { number } from '../breach/figures.ts';
import { ACT_ROUTE, communicationActs, tickBox } from '../communication/acts.ts';
import { standingNote, standingWord } from '../communication/standing.ts';
import type { Form } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { type CampaignModel, NOT_REACHED, type NotReached } from './model.ts';

/** Whether the letters go out or stand still, and why; with what a person can do about it. */
export function sendingCard(view: View, model: CampaignModel, form: Form | undefined): Html | null {
  const { campaign, incident, fourEyes } = model;
  const { standing, counts } = campaign;
  if (standing === null) return null;
  const url = `/desk/breaches/${incident.breachId}/communications/campaign-${campaign.number}`;
  const uncertain = counts?.uncertain ?? 0;
  const acts = communicationActs(view, {
    ...{ url, standing, uncertain, fourEyes, form },
    isOffered: isOffered(view, incident),
  });
  const note = standingNote(view, standing);
  if (note === null && acts === null) return null;
  const { title } = view.words.communication;
  return html`
    <section class="card after" id="sending" aria-labelledby="h-send">
      <header><h2 id="h-send">${title}</h2>${standingWord(view, standing)}</header>
      <div class="in flow">${note}${acts}</div>
    </section>
  `;
}

/** People whom the letter did not surely reach, one page of them. */
export function peopleCard(
  view: View,
  { campaign, incident, notReached: page }: CampaignModel,
  form: Form | undefined,
): Html | null {
  const { communication: words, shell } = view.words;
  const sizes = { uncertain: campaign.counts?.uncertain ?? 0, refused: campaign.counts?.refused ?? 0 };
  if (sizes.uncertain + sizes.refused === 0) return null;
  const base = `/desk/breaches/${incident.breachId}/campaigns/${campaign.number}`;
  const parts = NOT_REACHED.map((status) => {
    const current = status === page.status ? html` aria-current="true"` : null;
    const count = number(sizes[status], view.language);
    return html`<a class="btn" href="${base}?people=${status}#people"${current}>${words.letters[status]} ${count}</a>`;
  });
  const more =
    page.next === null
      ? null
      : html`<a class="btn" href="${base}?people=${page.status}&amp;after=${page.next}#people">${shell.next}</a>`;
  const first = page.isContinued
    ? html`<a class="btn" href="${base}?people=${page.status}#people">${shell.first}</a>`
    : null;
  const pager =
    more === null && first === null
      ? null
      : html`<nav class="in row noprint" aria-label="${words.people}">${first}${more}</nav>`;
  const list =
    page.lines.length === 0
      ? html`<p class="in muted">${words.nobody}</p>`
      : table(view, page, isOffered(view, incident), form);
  return html`
    <section class="card" id="people" aria-labelledby="h-people">
      <header><h2 id="h-people">${words.people}</h2><p class="small muted">${words.peopleNote}</p></header>
      <nav class="in row small noprint" aria-label="${words.people}">${parts}</nav>
      ${list}${pager}
    </section>
  `;
}

function table(view: View, { status, lines }: NotReached, mayDecide: boolean, form: Form | undefined): Html {
  const { communication: words } = view.words;
  const rows = lines.map(({ n, email, language, at }) => {
    const tick = mayDecide && status === 'uncertain' ? tickBox(view, String(n), `${words.number} ${n}`, form) : null;
    const when = at === null ? '–' : timeTag(at, view);
    return html`
      <tr role="row">
        <th role="rowheader" scope="row">${words.number} ${n}</th>
        <td role="cell" data-l="${words.address}"><span>${email}${tick}</span></td>
        <td role="cell" data-l="${words.language}">${language}</td>
        <td role="cell" data-l="${words.when}"><span>${when}</span></td>
      </tr>
    `;
  });
  const head = [words.number, words.address, words.language, words.when].map(
    (text) => html`<th role="columnheader" scope="col">${text}</th>`,
  );
  return html`
    <table class="stack" role="table" aria-labelledby="h-people">
      <thead role="rowgroup"><tr role="row">${head}</tr></thead>
      <tbody role="rowgroup">${rows}</tbody>
    </table>
  `;
}

function isOffered(view: View, { isClosed }: CampaignModel['incident']): boolean {
  return !isClosed && view.may(ACT_ROUTE);
}
