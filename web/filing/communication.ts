import type { CommunicationToPeople } from '../../domain/filing/communication.ts';
import { number } from '../breach/figures.ts';
import { hiddenFields } from '../forms.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';

const RECORD = 'POST /desk/breaches/:breachId/campaigns/:campaign/filing';

/** Offers the campaign as the filing of the duty to tell people, and says where fewer were told than are concerned. */
export function communicationCard(view: View, model: CommunicationToPeople | null): Html | null {
  if (model === null) return null;
  const { communication: words } = view.words.campaigns;
  const { breachId, campaign, sent, total, told, concerned, isOpen } = model;
  const n = (value: number) => number(value, view.language);
  const fewer =
    isOpen && concerned !== null && told < concerned
      ? html`<p class="note warn">${words.fewer(n(told), n(concerned))}</p>`
      : null;
  const isOffered = isOpen && view.may(RECORD);
  if (fewer === null && !isOffered) return null;
  const form = isOffered
    ? html`
      <form method="post" action="/desk/breaches/${breachId}/campaigns/${campaign}/filing">
        ${hiddenFields(view)}
        <button class="btn main">${words.record}</button>
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
