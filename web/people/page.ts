import { drillBar, partHead } from '../breach/head.ts';
import { EMPTY_FORM, type Form } from '../forms.ts';
import { html } from '../html.ts';
import { insidePage } from '../layout.ts';
import type { View } from '../view.ts';
import { attachCard } from './attach.ts';
import { heldCards, listsCard } from './lists.ts';
import type { PeopleModel } from './model.ts';
import { togetherCard } from './together.ts';

/** Who is concerned: lists that wait to be kept, how many people all lists hold, the lists, and one more. */
export function peoplePage(view: View, model: PeopleModel, form: Form = EMPTY_FORM): string {
  const { people: words, shell } = view.words;
  const { state } = model;
  const { breachId } = state;
  const isOpen = state.status !== 'closed' && view.may('POST /desk/breaches/:breachId/people');
  const crumbs = html`
    <a href="/">${shell.places.desk}</a> / <a href="/desk/breaches/${breachId}">${breachId}</a> / ${words.title}
  `;
  const main = html`
    ${drillBar(view, state)}
    ${partHead(view, state, 'known', crumbs)}
    <div class="head"><div><h1>${words.title}</h1><p class="lede">${words.lede}</p></div></div>
    <div class="stackgap narrow">
      ${heldCards(view, model)}${togetherCard(view, model)}${listsCard(view, model)}
      ${isOpen ? attachCard(view, model, form) : html`<p class="note">${words.closed}</p>`}
    </div>
  `;
  return insidePage(view, { title: `${words.title}, ${breachId}`, place: 'breaches', main });
}
