import { PERSON_FIELDS } from '../../domain/people/columns.ts';
import type { OtherNames } from '../../domain/people/other-names.ts';
import type { PeopleCount } from '../../domain/people/tally.ts';
import { number } from '../breach/figures.ts';
import { hiddenFields } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import type { PeopleList, PeopleModel } from './model.ts';
import { unreachedPath } from './unreached.ts';

/** Each list that was read and does not count yet: what was understood of it, to be kept or discarded. */
export function heldCards(view: View, { state, held }: PeopleModel): Html[] {
  const { people: words } = view.words;
  const may = view.may('POST /desk/breaches/:breachId/people/:list');
  return held.map((list, i) => {
    const action = `/desk/breaches/${state.breachId}/people/${list.listId.slice(state.breachId.length + 1)}`;
    const keep = html`<button class="btn main" name="act" value="keep">${words.keep}</button>`;
    const decide = html`
      <form class="row" method="post" action="${action}">
        ${hiddenFields(view)}${state.status === 'closed' ? null : keep}
        <button class="btn" name="act" value="discard">${words.discard}</button>
      </form>
    `;
    return html`
      <section class="card" id="${i === 0 ? 'held' : `held-${i + 1}`}" aria-labelledby="h-held-${i + 1}">
        <header>
          <h2 id="h-held-${i + 1}">${words.held}</h2>
          <p class="small">${timeTag(list.createdAt, view, true)}</p>
        </header>
        <div class="in flow">
          <p>${words.heldLede}</p>
          ${understoodList(view, list)}${namelessNote(view, list)}
          ${otherNamesNote(view, list.understood?.otherNames)}${may ? decide : null}
        </div>
      </section>
    `;
  });
}

/** Which column was taken for what, and whom the list names. */
function understoodList(view: View, list: PeopleList): Html {
  const { people: words } = view.words;
  const { understood, people } = list;
  const n = (value: number) => number(value, view.language);
  const columns = PERSON_FIELDS.map((field) => {
    const from = understood?.columns[field] ?? [];
    const said = from.length === 0 ? html`<span class="muted">${words.inNone}</span>` : codes(from);
    return html`<dt>${words.fields[field]}</dt><dd>${said}</dd>`;
  });
  const ignored = understood?.ignored ?? [];
  const rest = ignored.length === 0 ? null : html`<dt>${words.ignored}</dt><dd>${codes(ignored)}</dd>`;
  const read = words.linesRead(n(understood?.lines ?? 0), n(understood?.nobody ?? 0));
  return html`
    <dl class="kv">
      ${columns}${rest}
      <dt>${words.lines}</dt><dd>${read}</dd>
      <dt>${words.people}</dt><dd>${people === null ? null : sayPeople(view, people)}</dd>
      <dt>${words.livesIn}</dt><dd>${people === null ? null : sayResidence(view, people)}</dd>
    </dl>
  `;
}

function codes(names: readonly string[]): Html {
  return html`${names.map((name, i) => html`${i === 0 ? '' : ', '}<code>${name}</code>`)}`;
}

function namelessNote({ words, language }: View, { nameless }: PeopleList): Html | null {
  return nameless === 0 ? null : html`<p class="note">${words.people.nameless(number(nameless, language))}</p>`;
}

/** Who might be left without a letter. */
export function otherNamesNote({ words, language }: View, found: OtherNames | undefined): Html | null {
  if (found === undefined || found.count === 0) return null;
  const { count, lines } = found;
  const named = `${lines.join(', ')}${count > lines.length ? ', …' : ''}`;
  return html`<p class="note warn">${words.people.otherNames(number(count, language), named)}</p>`;
}

/** Who gets no letter of a list, since nobody knows where to send it. */
export function unaddressedNote(
  view: View,
  breachId: string,
  { listId, count }: { listId: string; count: number },
): Html | null {
  if (count === 0) return null;
  const { people: words } = view.words;
  const path = unreachedPath(breachId, listId.slice(breachId.length + 1));
  const link = view.may('GET /desk/breaches/:breachId/people/:list/unreached')
    ? html` <a href="${path}">${words.whoThatIs}</a>`
    : null;
  return html`<p class="note warn">${words.unaddressed(number(count, view.language), count === 1)}${link}</p>`;
}

/** `5 people; 2 cannot be written to`. */
export function sayPeople({ words: { people: words }, language }: View, count: PeopleCount): string {
  const n = (value: number) => number(value, language);
  const unreached = count.withoutAddress === 0 ? [] : [words.unreached(n(count.withoutAddress))];
  const byName = count.byNameAlone === 0 ? [] : [words.byName(n(count.byNameAlone))];
  return [words.count(n(count.people)), ...unreached, ...byName].join('; ');
}

/** `DE 2, FR 1; of 1 nobody knows`. */
export function sayResidence({ words: { people: words }, language }: View, count: PeopleCount): string {
  const n = (value: number) => number(value, language);
  const places = Object.entries(count.countries).map(([place, people]) => `${place} ${n(people)}`);
  const several = count.inSeveralCountries === 0 ? [] : [words.several(n(count.inSeveralCountries))];
  const unknown = count.withoutCountry === 0 ? [] : [words.unhoused(n(count.withoutCountry))];
  return [...(places.length === 0 ? [] : [places.join(', ')]), ...unknown, ...several].join('; ');
}

/** The lists that count. */
export function listsCard(view: View, { state, lists }: PeopleModel): Html {
  const { people: words } = view.words;
  const n = (value: number) => number(value, view.language);
  const head = [words.imported, words.lines, words.people, words.written, words.notReached];
  const mayOpen = view.may('GET /desk/breaches/:breachId/people/:list/unreached');
  const unreached = (listId: string, count: number) => {
    if (count === 0 || !mayOpen) return n(count);
    const path = unreachedPath(state.breachId, listId.slice(state.breachId.length + 1));
    return html`<span>${n(count)} <a href="${path}">${words.whoThatIs}</a></span>`;
  };
  const rows = lists.map(
    ({ listId, createdAt, recipients, withoutAddress, understood, people }) => html`
      <tr role="row">
        <td role="cell" data-l="${words.imported}"><span>${timeTag(createdAt, view, true)}</span></td>
        <td role="cell" data-l="${words.lines}">${n(understood?.lines ?? recipients)}</td>
        <td role="cell" data-l="${words.people}">${n(people?.people ?? recipients + withoutAddress)}</td>
        <td role="cell" data-l="${words.written}">${n(recipients)}</td>
        <td role="cell" data-l="${words.notReached}">${unreached(listId, withoutAddress)}</td>
      </tr>
    `,
  );
  const table = html`
    <table class="stack" role="table" aria-labelledby="h-lists">
      <thead role="rowgroup">
        <tr role="row">${head.map((label) => html`<th role="columnheader" scope="col">${label}</th>`)}</tr>
      </thead>
      <tbody role="rowgroup">${rows}</tbody>
    </table>
  `;
  const letter = `/desk/breaches/${state.breachId}/campaigns/new`;
  const mayWrite = state.status !== 'closed' && view.may('GET /desk/breaches/:breachId/campaigns/new');
  return html`
    <section class="card" id="lists" aria-labelledby="h-lists">
      <header>
        <h2 id="h-lists">${words.lists}</h2>
        ${mayWrite && lists.length > 0 ? html`<a class="small" href="${letter}">${words.write}</a>` : null}
      </header>
      ${lists.length === 0 ? html`<p class="in muted">${words.none}</p>` : table}
    </section>
  `;
}
