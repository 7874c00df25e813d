import { html } from '../html.ts';
import { insidePage } from '../layout.ts';
import type { View } from '../view.ts';
import { actCard, closeSection } from './actions.ts';
import { articlesSection } from './articles.ts';
import { asOfCard } from './as-of.ts';
import { awarenessSection } from './awareness.ts';
import { blocksCard } from './blocks.ts';
import { campaignsSection } from './campaigns.ts';
import { decisionsSection } from './decisions.ts';
import { evidenceSection } from './evidence.ts';
import { factsSection } from './facts.ts';
import { breachHead } from './head.ts';
import type { BreachForms, BreachModel } from './model.ts';
import { noticesSection } from './notices.ts';
import { obligationsSection } from './obligations.ts';
import { rolesSection } from './roles.ts';
import { severitySection } from './severity.ts';
import { timelineSection } from './timeline.ts';

/** One breach, whole: what is due, why, who was told, what was decided, and everything that happened. */
export function breachPage(view: View, model: BreachModel, forms: BreachForms = {}): string {
  const { breachId, narrative } = model.state;
  const main = html`${breachHead(view, model)}
<div class="split">
<aside class="side first" aria-label="${view.words.breach.act.title}">${actCard(view, model)}${blocksCard(view, model)}</aside>
<div class="stackgap">
${obligationsSection(view, model, forms)}
${articlesSection(view, model, forms)}
${severitySection(view, model)}
${awarenessSection(view, model, forms)}
${factsSection(view, model)}
${rolesSection(view, model)}
${noticesSection(view, model)}
${campaignsSection(view, model)}
${decisionsSection(view, model)}
${closeSection(view, model, forms)}
${evidenceSection(view, model)}
${asOfCard(view, model, forms)}
${timelineSection(view, model)}
</div></div>`;
  return insidePage(view, { title: `${breachId}: ${narrative.title}`, place: 'breaches', main });
}
