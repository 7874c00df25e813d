import type { BreachState } from '../../domain/breach/state.ts';
import { drillBar, partHead, waysToBreaches } from '../breach/head.ts';
import { breachPath } from '../breach/places.ts';
import { crumbsTo } from '../crumbs.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import type { View } from '../view.ts';

export type UnreachedModel = {
  state: BreachState;
  list: string;
  people: readonly { name: string; ids: readonly string[]; countries: readonly string[] }[];
  next: number | null;
};

/** Where the people of one list are shown who have no address for mail; the list by what its id ends with. */
export function unreachedPath(breachId: string, list: string, after = 0): string {
  const more = after === 0 ? '' : `?after=${after}`;
  return `/desk/breaches/${breachId}/people/${list}/unreached${more}`;
}

/** Who has to be told by another way than mail, by name. */
export function unreachedPage(view: View, { state, list, people, next }: UnreachedModel): string {
  const { people: words } = view.words;
  const { breachId } = state;
  const ways = [[breachPath(breachId), breachId] as const, [`${breachPath(breachId)}/people`, words.title] as const];
  const crumbs = crumbsTo([...waysToBreaches(view), ...ways], words.notReached);
  const more =
    next === null ? null : html`<p><a class="btn" href="${unreachedPath(breachId, list, next)}">${words.more}</a></p>`;
  const main = html`
    ${drillBar(view, state)}${partHead(view, state, 'known', crumbs)}
    <div class="head"><div><h1>${words.notReached}</h1><p class="lede">${words.notReachedLede}</p></div></div>
    <div class="stackgap narrow">
      <section class="card" aria-label="${words.notReached}">
        ${people.length === 0 ? html`<p class="in muted">${words.allReached}</p>` : table(view, people)}
      </section>
      ${more}
    </div>
  `;
  return insidePage(view, { title: `${words.notReached}, ${breachId}`, place: 'breaches', main });
}

function table({ words: { people: words } }: View, people: UnreachedModel['people']): Html {
  const { name, id, country } = words.fields;
  const unsaid = html`<span class="muted">–</span>`;
  const rows = people.map(
    (one) => html`
      <tr role="row">
        <td role="cell" data-l="${name}">${one.name === '' ? unsaid : one.name}</td>
        <td role="cell" data-l="${id}">${one.ids.length === 0 ? unsaid : one.ids.join(', ')}</td>
        <td role="cell" data-l="${country}">${one.countries.length === 0 ? unsaid : one.countries.join(', ')}</td>
      </tr>
    `,
  );
  return html`
    <table class="stack" role="table" aria-label="${words.notReached}">
      <thead role="rowgroup">
        <tr role="row">
          ${[name, id, country].map((label) => html`<th role="columnheader" scope="col">${label}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">${rows}</tbody>
    </table>
  `;
}
