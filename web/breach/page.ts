import { contentsCard, contentsFolded, type Part } from '../contents.ts';
import { html } from '../html.ts';
import { insidePage } from '../layout.ts';
import type { View } from '../view.ts';
import { actCard } from './actions.ts';
import { articlesSection } from './articles.ts';
import { asOfCard } from './as-of.ts';
import { awarenessSection } from './awareness.ts';
import { blocksCard } from './blocks.ts';
import { campaignsSection } from './campaigns.ts';
import { closeSection, toldCard } from './closing.ts';
import { decisionsIn, decisionsSection } from './decisions.ts';
import { groupDuties } from './duties.ts';
import { evidenceSection } from './evidence.ts';
import { factsSection } from './facts.ts';
import { handlingCard } from './handling.ts';
import { breachHead } from './head.ts';
import type { BreachForms, BreachModel } from './model.ts';
import { noticesSection } from './notices.ts';
import { obligationsSection } from './obligations.ts';
import { reopeningCard } from './reopening.ts';
import { mayChange } from './rights.ts';
import { rolesSection } from './roles.ts';
import { severitySection } from './severity.ts';
import { signsCard } from './signs.ts';
import { timelineSection } from './timeline.ts';

/** One breach, whole: what is due, why, who was told, what was decided, and everything that happened. */
export function breachPage(view: View, model: BreachModel, forms: BreachForms = {}): string {
  const { breachId, narrative } = model.state;
  const parts = partsOf(view, model);
  const main = html`
    ${breachHead(view, model)}
    ${contentsFolded(view, parts)}
    <div class="split">
      <aside class="side first" aria-label="${view.words.breach.act.title}">
        ${handlingCard(view, model, forms)}${actCard(view, model)}${blocksCard(view, model)}${contentsCard(view, parts)}
      </aside>
      <div class="stackgap">
        ${reopeningCard(view, model)}
        ${toldCard(view, model)}
        ${signsCard(view, model, forms)}
        ${obligationsSection(view, model, forms)}
        ${articlesSection(view, model, forms)}
        ${severitySection(view, model)}
        ${awarenessSection(view, model, forms)}
        ${factsSection(view, model)}
        ${rolesSection(view, model)}
        ${noticesSection(view, model, forms.notices)}
        ${campaignsSection(view, model)}
        ${decisionsSection(view, model)}
        ${closeSection(view, model, forms)}
        ${evidenceSection(view, model)}
        ${asOfCard(view, model, forms)}
        ${timelineSection(view, model)}
      </div>
    </div>
  `;
  return insidePage(view, { title: `${breachId}: ${narrative.title}`, place: 'breaches', main });
}

/** The parts of the page in their order, with how much is in each. */
function partsOf(view: View, model: BreachModel): Part[] {
  const { breach, facts } = view.words;
  const { notices, campaigns, state, timeline } = model;
  const files = state.evidence.length;
  const hasClosing = state.closed !== null || mayChange(view, model, 'POST /desk/breaches/:breachId/closing');
  return [
    { href: '#duties', label: breach.obligations.title, count: groupDuties(model).binding.length },
    { href: '#articles', label: breach.articles.title },
    { href: '#severity', label: breach.severity.title },
    { href: '#aware', label: breach.awareness.title },
    { href: '#facts', label: facts.title },
    { href: '#roles', label: breach.tracks.title },
    { href: '#notices', label: breach.notices.short, count: notices.counts.total },
    { href: '#campaigns', label: breach.campaigns.short, count: campaigns.length },
    { href: '#decisions', label: breach.decisions.title, count: decisionsIn(model).length },
    ...(hasClosing ? [{ href: '#close', label: breach.close.short }] : []),
    ...(files > 0 ? [{ href: '#evidence', label: breach.evidence.title, count: files }] : []),
    { href: '#then', label: breach.asOf.ask },
    { href: '#timeline', label: breach.timeline, count: timeline.length },
  ];
}
