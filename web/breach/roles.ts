import { tellsOf } from '../../domain/tracks/duties.ts';
import type { Recipient } from '../../domain/tracks/tracks.ts';
import { type Html, html } from '../html.ts';
import { listNames, NAMES_LISTED } from '../names-listed.ts';
import type { View } from '../view.ts';
import { decimal, number } from './figures.ts';
import type { BreachModel, BreachModelOf } from './model.ts';

type Tracks = BreachModelOf<'severity'>['tracks'];

/** Who we are for which data: one track for what is ours, one for each customer, none merged. */
export function rolesSection(view: View, model: BreachModelOf<'severity'>): Html {
  const { tracks, moreTracks, names, systems, state } = model;
  const { breach } = view.words;
  const binding = state.plan?.obligations.filter(({ applies }) => applies === 'binds');
  const told = (track: Tracks[number]) => (binding === undefined ? track.recipients : tellsOf(track, binding));
  const planesOf = (ids: string[]) => [
    ...new Set(systems.filter((s) => ids.includes(s.id)).map((s) => breach.planes[s.plane])),
  ];
  const rows = tracks.map(
    (track) =>
      html`
        <tr role="row">
          <th role="rowheader" scope="row">
            ${breach.roles[track.role]}
            <span class="sub">${planesOf(track.systems).join(', ')}</span>
          </th>
          <td role="cell" data-l="${breach.tracks.data}">
            <span>
              ${track.systems.map(names.system).join(', ') || breach.tracks.unknown}
              <span class="sub" lang="en">${track.dataCategories.join(', ')}</span>
            </span>
          </td>
          <td role="cell" data-l="${breach.tracks.tells}"><span>${recipients(view, told(track), names)}</span></td>
          <td role="cell" data-l="${breach.open.severity}"><span>${severityOf(view, track)}</span></td>
          <td role="cell" data-l="${breach.tracks.why}"><span>${breach.tracks.because[track.role]}</span></td>
        </tr>
      `,
  );
  const heading = (text: string) => html`<th role="columnheader" scope="col">${text}</th>`;
  return html`
    <section class="card" id="roles" aria-labelledby="h-roles">
      <header><h2 id="h-roles">${breach.tracks.title}</h2><p class="small muted">${breach.tracks.note}</p></header>
      <table class="stack" role="table" aria-labelledby="h-roles">
        <thead role="rowgroup">
          <tr role="row">
            ${heading(breach.tracks.role)}
            ${heading(breach.tracks.data)}
            ${heading(breach.tracks.tells)}
            ${heading(breach.open.severity)}
            ${heading(breach.tracks.why)}
          </tr>
        </thead>
        <tbody role="rowgroup">${rows}</tbody>
      </table>
      ${
        moreTracks === 0
          ? null
          : html`<p class="in small muted">${breach.tracks.more(number(moreTracks, view.language))}</p>`
      }
    </section>
  `;
}

/** How grave it is for this side alone. */
function severityOf({ words: { breach }, language }: View, { severity }: Tracks[number]): string {
  if (severity === null) return breach.tracks.unknown;
  const level = breach.severity.levels[severity.level];
  return `${breach.articles.conclusions[severity.proposed]} (${level}, ${decimal(severity.se, language)})`;
}

/** Partners may be many: the first of them, and how many more. */
function recipients(view: View, all: readonly Recipient[], names: BreachModel['names']): string {
  const partners = all.filter(({ kind, id }) => kind === 'joint-controller' && id !== null);
  const rest = all.filter((each) => !partners.includes(each));
  const listed = partners.slice(0, NAMES_LISTED).map((each) => recipient(view, each, names));
  const first = partners.length === 0 ? [] : [listNames(view, listed, partners.length)];
  return [...first, ...rest.map((each) => recipient(view, each, names))].join(', ') || view.words.breach.tracks.nobody;
}

function recipient({ words }: View, { kind, id }: Recipient, names: BreachModel['names']): string {
  const what = words.breach.tracks.recipients[kind];
  return id === null ? what : `${names.counterparty(id)} (${what})`;
}
