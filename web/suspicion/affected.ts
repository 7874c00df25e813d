import { number } from '../breach/figures.ts';
import { type Html, html } from '../html.ts';
import { countryName } from '../languages/display-names.ts';
import { listNames, NAMES_LISTED } from '../names-listed.ts';
import type { View } from '../view.ts';
import type { SuspicionModel } from './model.ts';

/** Whom the register says it concerns; a number that is not known is said to be unknown. */
export function affectedCard(view: View, { reasoning, names }: SuspicionModel): Html {
  const { affected: words } = view.words.suspicion;
  const { breach, facts, shell } = view.words;
  const { systems, unregistered, isUnlisted, dataClasses, countries, customers, suppliers } = reasoning.affected;
  const touched = systems.slice(0, NAMES_LISTED).map(
    ({ id, name, role }) => html`
      <span class="line">
        <a href="/desk/systems/${id}">${name}</a> <span class="muted">${breach.roles[role]}</span>
      </span>
    `,
  );
  const more = systems.length - touched.length;
  const n = (value: number) => number(value, view.language);
  const parties = (ids: readonly string[]) => {
    const listed = ids.slice(0, NAMES_LISTED).map(names.counterparty);
    if (ids.length === 0) return systems.length === 0 ? null : shell.none;
    return listNames(view, listed, ids.length);
  };
  const { people: count, uncounted } = reasoning.affected;
  const rows: [string, Html | string | null][] = [
    [words.people, count === null && uncounted === 0 ? null : people(view, reasoning.affected)],
    [words.countries, countries.map((code) => countryName(code, view.language)).join(', ') || null],
    [words.data, dataClasses.map((each) => facts.options.dataClasses[each]).join(', ') || null],
    [words.customers, parties(customers)],
    [words.suppliers, parties(suppliers)],
  ];
  const unknown = rows.flatMap(([label, said]) => (said === null ? [label] : []));
  return html`
    <section class="card" aria-labelledby="h-affected">
      <header><h2 id="h-affected">${words.title}</h2><p class="small muted">${words.note}</p></header>
      <dl class="kv in">
        <dt>${words.systems}</dt>
        <dd>
          ${systems.length + unregistered.length === 0 ? words.noSystem : touched}
          ${more > 0 ? html`<span class="sub">${shell.andMore('', n(more))}</span>` : null}
          ${
            unregistered.length === 0
              ? null
              : html`<span class="line">${words.unregistered}: ${listNames(view, unregistered)}</span>`
          }
          ${isUnlisted ? html`<span class="line">${words.unlisted}</span>` : null}
        </dd>
        ${rows.map(([label, said]) => (said === null ? null : html`<dt>${label}</dt><dd>${said}</dd>`))}
      </dl>
      ${unknown.length === 0 ? null : html`<p class="in small muted">${unknown.join(', ')}: ${shell.unknown}</p>`}
    </section>
  `;
}

function people(view: View, { people: count, uncounted }: SuspicionModel['reasoning']['affected']): Html {
  const { affected: words } = view.words.suspicion;
  const n = (value: number) => number(value, view.language);
  const unknown = uncounted === 0 ? null : html`<span class="sub">${words.uncounted(n(uncounted))}</span>`;
  if (count === null) return html`${view.words.shell.unknown}${unknown}`;
  return html`${uncounted === 0 ? words.peopleOf(n(count)) : words.peopleAtLeast(n(count))}${unknown}`;
}
