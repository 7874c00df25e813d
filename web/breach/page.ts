import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import type { View } from '../view.ts';
import { articlesSection } from './articles.ts';
import { asOfCard } from './as-of.ts';
import { awarenessSection } from './awareness.ts';
import { campaignsSection } from './campaigns.ts';
import { closeSection } from './closing.ts';
import { decisionsSection } from './decisions.ts';
import { evidenceSection } from './evidence.ts';
import { exportsCard } from './exports.ts';
import { factsSection } from './facts.ts';
import { filingsSection } from './filings.ts';
import { breachHead, breachNotes } from './head.ts';
import type { BreachForms, BreachModelOf } from './model.ts';
import { noticesSection } from './notices.ts';
import { placesSection } from './open-points.ts';
import { overview } from './overview.ts';
import { packCard } from './pack.ts';
import type { BreachPage } from './places.ts';
import { rolesSection } from './roles.ts';
import { severitySection } from './severity.ts';
import { timelineSection } from './timeline.ts';
import { unshownForm } from './unshown.ts';

type Shown<P extends BreachPage> = (view: View, model: BreachModelOf<P>, forms: BreachForms) => Html;

const PAGES: { readonly [P in BreachPage]: Shown<P> } = {
  overview,
  known: (view, model, forms) => html`${factsSection(view, model)}${awarenessSection(view, model, forms)}`,
  severity: (view, model, forms) => html`
    ${articlesSection(view, model, forms)}${severitySection(view, model)}${rolesSection(view, model)}
    ${placesSection(view, model)}
  `,
  notices: (view, model, forms) => noticesSection(view, model, forms.notices),
  campaigns: (view, model) => campaignsSection(view, model),
  filings: (view, model) => filingsSection(view, model),
  closing: (view, model, forms) => html`${closeSection(view, model, forms)}${decisionsSection(view, model)}`,
  timeline: (view, model, forms) => html`${timelineSection(view, model)}${asOfCard(view, model, forms)}`,
  files: (view, model) => html`${evidenceSection(view, model)}${packCard(view, model)}${exportsCard(view, model)}`,
};

/** One page of a breach, under the title and the time left that all of them share. */
export function breachPage<P extends BreachPage>(
  view: View,
  page: P,
  model: BreachModelOf<P>,
  forms: BreachForms = {},
): string {
  const { breachId, narrative } = model.state;
  const shown = PAGES[page](view, model, forms);
  const main = html`
    ${breachHead(view, model, page)}${breachNotes(view, model)}
    ${unshownForm(view, shown, forms)}<div class="stackgap">${shown}</div>
  `;
  const of = page === 'overview' ? '' : `${view.words.breach.pages.tabs[page]} · `;
  const title = `${of}${breachId}: ${narrative.title}`;
  return insidePage(view, { title, place: 'breaches', main, scripts: page === 'overview' ? ['moved.js'] : [] });
}
