import type { Recipient } from '../../domain/tracks/tracks.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import type { BreachModel } from './model.ts';

/** Who we are for which data: one track for what is ours, one for each customer, none merged. */
export function rolesSection(view: View, { tracks, names, systems }: BreachModel): Html {
  const { breach } = view.words;
  const planesOf = (ids: string[]) => [
    ...new Set(systems.filter((s) => ids.includes(s.id)).map((s) => breach.planes[s.plane])),
  ];
  const rows = tracks.map(
    (track) =>
      html`<tr role="row"><th role="rowheader" scope="row">${breach.roles[track.role]}<span class="sub">${planesOf(track.systems).join(', ')}</span></th><td role="cell" data-l="${breach.tracks.data}"><span>${track.systems.map(names.system).join(', ') || breach.tracks.unknown}<span class="sub" lang="en">${track.dataCategories.join(', ')}</span></span></td><td role="cell" data-l="${breach.tracks.tells}"><span>${track.recipients.map((r) => recipient(view, r, names)).join(', ')}</span></td><td role="cell" data-l="${breach.tracks.why}"><span>${breach.tracks.because[track.role]}</span></td></tr>`,
  );
  const heading = (text: string) => html`<th role="columnheader" scope="col">${text}</th>`;
  return html`<section class="card" id="roles" aria-labelledby="h-roles"><header><h2 id="h-roles">${breach.tracks.title}</h2><p class="small muted">${breach.tracks.note}</p></header>
<table class="stack" role="table" aria-labelledby="h-roles"><thead role="rowgroup"><tr role="row">${heading(breach.tracks.role)}${heading(breach.tracks.data)}${heading(breach.tracks.tells)}${heading(breach.tracks.why)}</tr></thead><tbody role="rowgroup">${rows}</tbody></table></section>`;
}

function recipient({ words }: View, { kind, id }: Recipient, names: BreachModel['names']): string {
  const what = words.breach.tracks.recipients[kind];
  return id === null ? what : `${names.counterparty(id)} (${what})`;
}
