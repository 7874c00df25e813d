import { type CommunicationToPeople, TELL_PEOPLE } from '../../domain/filing/communication.ts';
import { number } from '../breach/figures.ts';
import type { CampaignModel } from '../campaigns/model.ts';
import { EMPTY_FORM, hiddenFields, selectField, textArea } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { citedText, translatedText } from '../translated.ts';
import type { View } from '../view.ts';

const RECORD = 'POST /desk/breaches/:breachId/campaigns/:campaign/filing';

/** Offers the campaign as the filing of the duty to tell people, and says where fewer were told than are concerned. */
export function communicationCard(view: View, model: CommunicationToPeople | null): Html | null {
  if (model === null) return null;
  const { communication: words } = view.words.campaigns;
  const { breachId, obligation, campaign, sent, total, told, concerned, isOpen } = model;
  const isOther = obligation !== TELL_PEOPLE;
  const n = (value: number) => number(value, view.language);
  const fewer =
    isOpen && concerned !== null && told < concerned
      ? html`<p class="note warn">${words.fewer(n(told), n(concerned))}</p>`
      : null;
  const isOffered = isOpen && view.may(RECORD);
  if (fewer === null && !isOffered) return null;
  const form = isOffered
    ? html`
      <form class="flow" method="post" action="/desk/breaches/${breachId}/campaigns/${campaign}/filing">
        ${hiddenFields(view, isOther ? { obligation } : {})}${isOther ? decision(view) : null}
        <button class="btn main">${isOther ? words.recordOther : words.record}</button>
      </form>
    `
    : null;
  return html`
    <section class="card noprint" id="communication" aria-labelledby="h-com">
      <header><h2 id="h-com">${words.title(campaign, n(sent), n(total))}</h2></header>
      <div class="in flow">${fewer}${form}</div>
    </section>
  `;
}

/** Offers the campaign for the duties of other laws to tell people, one at a time and with reasons. */
export function otherTellingsCard(view: View, { incident, campaign, otherTellings }: CampaignModel): Html | null {
  if (otherTellings.length === 0 || incident.isClosed || !view.may(RECORD)) return null;
  const { communication: words } = view.words.campaigns;
  const options = otherTellings.map((planned) => {
    const name = `${citedText(view, planned.article)}, ${translatedText(view, planned.title)}`;
    return [planned.id, name] as const;
  });
  return html`
    <section class="card noprint" id="other-laws" aria-labelledby="h-other">
      <header><h2 id="h-other">${words.otherLaws}</h2></header>
      <div class="in">
        <form
          class="flow"
          method="post"
          action="/desk/breaches/${incident.breachId}/campaigns/${campaign.number}/filing">
          ${hiddenFields(view)}
          ${selectField({ name: 'obligation', label: words.duty, form: EMPTY_FORM, words: view.words, options })}
          ${decision(view)}
          <button class="btn">${words.recordOther}</button>
        </form>
      </div>
    </section>
  `;
}

/** Why the letter is what the law asks for: no law is met by another one's letter without somebody's decision. */
function decision(view: View): Html {
  const { communication: words } = view.words.campaigns;
  return html`
    <p class="small">${words.otherHint}</p>
    ${textArea({
      ...{ name: 'because', label: words.because, form: EMPTY_FORM, words: view.words, rows: 3, maxlength: 10_000 },
      required: true,
    })}
  `;
}
