import type { EntryPart, RegisterStanding } from '../../domain/breach/register-duty.ts';
import type { RegisterEntry } from '../../domain/breach/views.ts';
import type { PlannedObligation } from '../../domain/plan/types.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { entryDetails, linesAsHtml } from '../register/details.ts';
import type { RegisterNames } from '../register/model.ts';
import { citedText } from '../translated.ts';
import type { View } from '../view.ts';

export type RegisterDutyModel = {
  planned: PlannedObligation;
  entry: RegisterEntry;
  standing: RegisterStanding;
  names: RegisterNames;
};

/** Where each part of an entry is stated, seen from the page of the breach. */
const STATED_AT: Record<EntryPart, string> = {
  awareness: '/known#aware',
  summary: '/facts#f-summary',
  systems: '/facts#f-systems',
  data: '/facts#f-dataClasses',
  people: '/facts#f-peopleConcerned',
  consequences: '/facts#f-consequences',
  measures: '/facts#f-measures',
  art33: '/severity#f-art33-conclusion',
  art34: '/severity#f-art34-conclusion',
};

/** The duty to document: the entry as the register holds it, and what it does not say yet. Nothing is filed. */
export function registerDutyPage(view: View, model: RegisterDutyModel): string {
  const { filing, shell } = view.words;
  const { registerDuty: words } = filing;
  const { planned, entry, names } = model;
  const { breachId } = entry;
  const url = `/desk/breaches/${breachId}`;
  const register = `/desk/register?q=${breachId}${entry.exercise ? '&exercises=with' : ''}`;
  const rows = entryDetails(view, { entry }, names).map(
    ({ label, lines }) => html`<dt>${label}</dt><dd>${linesAsHtml(lines, view)}</dd>`,
  );
  const link = view.may('GET /desk/register') ? html`<a class="btn" href="${register}">${words.open}</a>` : null;
  const main = html`
    <div class="head">
      <div>
        <p class="crumbs"><a href="/">${shell.places.desk}</a> / <a href="${url}">${breachId}</a> / ${words.crumb}</p>
        <h1>${words.title(citedText(view, planned.article))}</h1>
        <p class="lede">${words.lede}</p>
      </div>
      <div class="row noprint">${link}</div>
    </div>
    ${entry.exercise ? html`<p class="drillbar">${shell.exercise}. ${filing.exercise}</p>` : null}
    <div class="stackgap">
      ${gaps(view, model, url)}
      <section class="card" aria-labelledby="h-entry">
        <header><h2 id="h-entry">${words.entry}</h2></header>
        <dl class="kv in">${rows}</dl>
      </section>
    </div>
  `;
  return insidePage(view, { title: `${citedText(view, planned.article)} · ${breachId}`, place: 'breaches', main });
}

function gaps(view: View, { entry, standing }: RegisterDutyModel, url: string): Html {
  const { registerDuty: words } = view.words.filing;
  const isClosed = entry.status === 'closed';
  if (standing.gaps.length === 0)
    return html`
      <div class="note good"><h2>${words.whole}</h2><p>${isClosed ? words.met : words.metWhenClosed}</p></div>
    `;
  const items = standing.gaps.map((part) =>
    isClosed
      ? html`<li>${words.parts[part]}</li>`
      : html`<li><a href="${url}${STATED_AT[part]}">${words.parts[part]}</a></li>`,
  );
  return html`
    <div class="note${isClosed ? ' warn' : ''}">
      <h2>${words.gaps(standing.gaps.length)}</h2>
      <p class="small">${isClosed ? words.gapsClosed : words.gapsOpen}</p>
      <ul>${items}</ul>
    </div>
  `;
}
