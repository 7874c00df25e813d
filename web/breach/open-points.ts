import { notModelled } from '../../domain/plan/not-modelled.ts';
import { hasEffect, type OpenFact } from '../../domain/plan/open-facts.ts';
import type { CoveredPlace, LawStanding, PlaceReason, Side } from '../../domain/plan/types.ts';
import { disagreementOf } from '../../domain/policy/people.ts';
import { firstFew, restFolded } from '../first-few.ts';
import { type Html, html } from '../html.ts';
import { countryName } from '../languages/display-names.ts';
import { translated } from '../translated.ts';
import type { View } from '../view.ts';
import { number } from './figures.ts';
import type { BreachModelOf } from './model.ts';

/** What is open for whoever decides: laws that are not modelled here, and facts that nobody has stated. */

/** Of more than these, the rest is folded; a place without a law stands in sight. */
const PLACES_IN_SIGHT = 8;
const FACTS_IN_SIGHT = 8;

type Shown = BreachModelOf<'severity'>;
type Reader = Pick<View, 'words' | 'language'>;

/** What the decision leaves open, above the forms that make it; null where nothing is. */
export function openPoints(view: View, { state, openFacts }: Shown): Html | null {
  const { open: words, articles } = view.words.breach;
  const laws = [...numbersApart(view, state), ...lawsNotModelled(view, state.plan?.coverage)];
  const facts = firstFew(openFacts.filter(hasEffect), FACTS_IN_SIGHT);
  const silent = openFacts.filter((each) => !hasEffect(each)).map((each) => labelOf(view, each));
  const lines = (some: readonly OpenFact[]) => some.map((each) => html`<li>${sayOpenFact(view, each)}</li>`);
  const other = state.plan?.severity.otherReading;
  const reading =
    other === undefined
      ? null
      : html`
        <p class="note warn">
          <span class="strong">${words.otherReading(articles.conclusions[other.conclude])}</span>
          <span class="sub">${translated(view, other.because)}</span>
        </p>
      `;
  if (laws.length + openFacts.length === 0) return reading;
  return html`
    ${reading}
    <div class="note warn" id="open">
      <h3>${words.title}</h3>
      <ul>${laws.map((each) => html`<li>${each}</li>`)}${lines(facts.first)}</ul>
      ${
        facts.rest.length === 0
          ? null
          : restFolded(words.moreFacts(facts.rest.length), { id: 'more-open' }, html`<ul>${lines(facts.rest)}</ul>`)
      }
      ${silent.length === 0 ? null : html`<p class="small">${words.noEffect(silent.join(', '))}</p>`}
    </div>
  `;
}

/** Two numbers of people that cannot both be right. */
function numbersApart({ words, language }: Reader, { facts, plan }: Pick<Shown['state'], 'facts' | 'plan'>): string[] {
  const found = disagreementOf(
    facts,
    (plan?.coverage ?? []).map(({ place }) => place),
  );
  if (found === null || plan === null) return [];
  const { open } = words.breach;
  const [byPlace, people] = [number(found.byPlace, language), number(found.people, language)];
  return found.kind === 'more-by-place'
    ? [open.moreByPlace(byPlace, people)]
    : [open.fewerByPlace(byPlace, people, number(found.people - found.byPlace, language))];
}

/** One sentence for each place with a role for which no law is modelled. */
export function lawsNotModelled({ words, language }: Reader, coverage: readonly CoveredPlace[] | undefined): string[] {
  const { open } = words.breach;
  return notModelled(coverage).map(({ place, sides, parts }) => {
    const says = open.law(countryName(place, language), sides.map((side) => open.sides[side]).join(', '));
    return parts.length === 0 ? says : `${says} ${open.parts(parts.join(', '))}`;
  });
}

/** What "no duty" is said of: every place with each of our roles; null of a plan that names none. */
export function lookedAt({ words, language }: Reader, coverage: readonly CoveredPlace[] = []): string | null {
  const { open } = words.breach;
  const places = coverage.map(({ place, roles }) => {
    const sides = SIDES.filter((side) => roles[side] !== undefined).map((side) => open.sides[side]);
    return `${countryName(place, language)} (${sides.join(', ')})`;
  });
  return places.length === 0 ? null : open.lookedAt(places.join('; '));
}

function labelOf({ words: { facts } }: Reader, { fact }: OpenFact): string {
  return facts.labels[fact as keyof typeof facts.labels];
}

function sayOpenFact(view: Reader, open: OpenFact): string {
  const { breach } = view.words;
  const { counts, lowest, ends } = open;
  const effects = [
    ...(lowest === null ? [] : [breach.open.lower(breach.articles.conclusions[lowest])]),
    ...(ends.length === 0 ? [] : [breach.open.ends(ends.length)]),
  ];
  return `${labelOf(view, open)}: ${breach.open.counts[counts]}. ${effects.join(' ')}`;
}

const SIDES: readonly Side[] = ['controller', 'processor'];
const PLANE = { controller: 'control', processor: 'customer-data' } as const;

/** Every place that was looked at, why, and how its law stands for each of our roles. */
export function placesSection(view: View, { state }: Shown): Html | null {
  const { open: words, planes } = view.words.breach;
  const coverage = state.plan?.coverage ?? [];
  if (coverage.length === 0) return null;
  const stands = (roles: CoveredPlace['roles'], side: Side) => {
    const law: LawStanding | undefined = roles[side];
    if (law === undefined) return html`<span class="muted">${words.notOurRole}</span>`;
    return html`<span class="st ${law === 'not-modelled' ? 'missing' : 'filed'}">${words.stands[law]}</span>`;
  };
  const isOpen = ({ roles }: CoveredPlace) => Object.values(roles).includes('not-modelled');
  const { first, rest } = firstFew(
    coverage.toSorted((a, b) => Number(isOpen(b)) - Number(isOpen(a))),
    Math.max(coverage.filter(isOpen).length, PLACES_IN_SIGHT),
  );
  const rowOf = ({ place, why, roles }: CoveredPlace) => html`
      <tr role="row">
        <th role="rowheader" scope="row">${countryName(place, view.language)}</th>
        <td role="cell" data-l="${words.why}">
          <span>${why.map((each: PlaceReason) => words.reasons[each]).join(', ')}</span>
        </td>
        ${SIDES.map((side) => html`<td role="cell" data-l="${planes[PLANE[side]]}">${stands(roles, side)}</td>`)}
      </tr>
    `;
  const heading = (text: string) => html`<th role="columnheader" scope="col">${text}</th>`;
  const table = (some: readonly CoveredPlace[]) => html`
      <table class="stack" role="table" aria-labelledby="h-places">
        <thead role="rowgroup">
          <tr role="row">
            ${heading(words.place)}${heading(words.why)}${SIDES.map((side) => heading(planes[PLANE[side]]))}
          </tr>
        </thead>
        <tbody role="rowgroup">${some.map(rowOf)}</tbody>
      </table>
  `;
  return html`
    <section class="card" id="places" aria-labelledby="h-places">
      <header><h2 id="h-places">${words.places}</h2><p class="small muted">${words.placesNote}</p></header>
      ${table(first)}
      ${rest.length === 0 ? null : restFolded(words.morePlaces(rest.length), { id: 'more-places' }, table(rest))}
    </section>
  `;
}
