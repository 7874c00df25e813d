import { type Html, html } from '../html.ts';
import { onRecord } from '../translated.ts';
import type { View } from '../view.ts';
import { actCard } from './actions.ts';
import { blocksCard } from './blocks.ts';
import { toldCard } from './closing.ts';
import { handlingCard } from './handling.ts';
import { breachTags, keyFacts, toReport } from './head.ts';
import type { BreachForms, BreachModelOf } from './model.ts';
import { obligationsSection } from './obligations.ts';
import { panelPath } from './places.ts';
import { reopeningCard } from './reopening.ts';
import { signsCard } from './signs.ts';
import { suspectedCard } from './suspected.ts';

/** The first page: what happened, what is missing, the one next step, who has it; then every duty. */
export function overview(view: View, model: BreachModelOf<'overview'>, forms: BreachForms): Html {
  return html`
    <div class="first-look">
      <div class="stackgap">${happenedCard(view, model)}${blocksCard(view, model)}</div>
      <aside class="side" aria-label="${view.words.breach.act.title}">
        ${actCard(view, model)}${handlingCard(view, model, forms)}
      </aside>
      <div class="stackgap">
        ${reopeningCard(view, model)}${toldCard(view, model)}${signsCard(view, model, forms)}
        ${suspectedCard(view, model)}${keyFacts(view, model)}
        ${obligationsSection(view, model, forms)}
      </div>
    </div>
  `;
}

/** What happened, in two lines; the rest is a link away. */
function happenedCard(view: View, model: BreachModelOf<'overview'>): Html {
  const { facts: words, breach } = view.words;
  const { breachId, narrative } = model.state;
  const text = onRecord(view, narrative.summary.trim());
  const said = text === '' ? html`<p class="muted">${words.unwritten}</p>` : html`<p class="two-lines">${text}</p>`;
  return html`
    <section class="card" id="happened" aria-labelledby="h-happened">
      <header>
        <h2 id="h-happened">${breach.pages.happened}</h2>
        <a class="small" href="${panelPath(breachId, 'facts')}">${breach.pages.allFacts}</a>
      </header>
      <div class="in flow">${said}<p class="row">${breachTags(view, model)}${toReport(view, model)}</p></div>
    </section>
  `;
}
