import { placesOfPeople } from '../../domain/breach/places-of-people.ts';
import { number } from '../breach/figures.ts';
import { sayPlaces } from '../breach/places-of-people.ts';
import { hiddenFields, textArea } from '../forms.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { sayPeople, sayResidence } from './lists.ts';
import type { PeopleModel } from './model.ts';

/** How many people all lists hold, each once, beside what is on record; a person may take it over as facts. */
export function togetherCard(view: View, { state, together, offered }: PeopleModel): Html | null {
  if (together === null) return null;
  const { people: words, shell } = view.words;
  const n = (value: number) => number(value, view.language);
  const { peopleConcerned } = state.facts;
  const unknown = html`<span class="muted">${shell.unknown}</span>`;
  const may = state.status !== 'closed' && view.may('POST /desk/breaches/:breachId/facts');
  return html`
    <section class="card" id="together" aria-labelledby="h-together">
      <header><h2 id="h-together">${words.together(n(together.of), together.of)}</h2></header>
      <div class="in flow">
        <dl class="kv">
          <dt>${words.people}</dt><dd><b>${sayPeople(view, together)}</b></dd>
          <dt>${words.onRecord}</dt><dd>${peopleConcerned === null ? unknown : n(peopleConcerned)}</dd>
          <dt>${words.livesIn}</dt><dd><b>${sayResidence(view, together)}</b></dd>
          <dt>${words.onRecord}</dt><dd>${sayPlaces(view, placesOfPeople(state)) ?? unknown}</dd>
        </dl>
        <p class="small muted">${words.howCounted}</p>
        ${
          together.withoutCountry === 0
            ? null
            : html`<p class="note warn">${words.unhousedNote(n(together.withoutCountry))}</p>`
        }
        ${offered === null ? html`<p class="muted">${words.allOnRecord}</p>` : null}
        ${offered !== null && may ? takeOver(view, state, offered) : null}
      </div>
    </section>
  `;
}

/** Leads to the preview of what the facts do to the duties; nothing is recorded before that is confirmed. */
function takeOver(view: View, state: PeopleModel['state'], offered: NonNullable<PeopleModel['offered']>): Html {
  const { words } = view;
  const hidden = { patch: JSON.stringify({ facts: offered, narrative: {} }), seen: String(state.seq) };
  const form = { values: {}, problems: [] };
  return html`
    <form class="flow" method="post" action="/desk/breaches/${state.breachId}/facts">
      ${hiddenFields(view, hidden)}
      ${textArea({
        ...{ name: 'reasons', label: words.people.reasons, hint: words.people.reasonsHint, form, words, rows: 2 },
        ...{ value: words.people.reasonsGiven, required: true, maxlength: 10_000 },
      })}
      <div class="row"><button class="btn main">${words.people.takeOver}</button></div>
    </form>
  `;
}
