import { ARTICLES } from '../../domain/articles.ts';
import { awarenessOf, touchesUnlisted } from '../../domain/breach/state.ts';
import { type Html, html } from '../html.ts';
import { listNames } from '../names-listed.ts';
import { releaseAwaited, releasePath } from '../release/panel.ts';
import type { View } from '../view.ts';
import { number } from './figures.ts';
import type { BreachModelOf, Named, NoticePart } from './model.ts';
import { breachPath, ENTER_SYSTEM, enterSystemPath, panelPath } from './places.ts';
import { mayChange } from './rights.ts';

type Block = { shape: 'missing' | 'bounced' | 'uncertain' | 'changed'; text: string; href: string };

/** What is missing, but for the duties, which follow by themselves. */
function blocksOf(view: View, model: BreachModelOf<'overview'>): Block[] {
  const { state, calls: known, asOf } = model;
  const { calls, counts, standing } = known;
  const list = (part: NoticePart) => `${breachPath(state.breachId, 'notices')}?notices=${part}#notices`;
  const at = (panel: string) => panelPath(state.breachId, panel);
  const { articles, blocks: words } = view.words.breach;
  if (state.status === 'closed') return [];
  const named = ({ names: shown, count }: Named) => listNames(view, shown, count);
  const uncertain = asOf === null ? (counts.uncertain ?? 0) : 0;
  const isAware = awarenessOf(state) !== null;
  const found: (Block | null)[] = [
    isAware ? null : { shape: 'missing', text: words.awareness, href: at('aware') },
    isAware && (state.plan === null || state.planIsStale)
      ? { shape: 'uncertain', text: words.stale, href: at('duties') }
      : null,
    ...state.campaigns
      .filter((c) => c.status === 'sending')
      .map(({ number }): Block => ({ shape: 'uncertain', text: words.sending(number), href: at('campaigns') })),
    ...ARTICLES.flatMap((article): Block[] => {
      const [decision, name] = [state.risk[article], articles.of[article]];
      if (decision?.reopened) return [{ shape: 'changed', text: words.reopened(name), href: at(article) }];
      const isAsked = decision === null && state.plan !== null;
      return isAsked ? [{ shape: 'uncertain', text: words.undecided(name), href: at(article) }] : [];
    }),
    ...releaseAwaited(state).map((what): Block => {
      return { shape: 'uncertain', text: view.words.release.awaited[what], href: releasePath(state.breachId) };
    }),
    calls.misuse.count === 0
      ? null
      : { shape: 'missing', text: words.misuse(named(calls.misuse)), href: list('misuse') },
    calls.unreached.count === 0
      ? null
      : { shape: 'bounced', text: words.unreached(named(calls.unreached)), href: list('unreached') },
    uncertain === 0
      ? null
      : {
          ...{ shape: 'uncertain', href: list('uncertain') },
          text: words.uncertain(number(uncertain, view.language)),
        },
    standing?.status === 'paused' ? { shape: 'uncertain', text: words.paused, href: at('notices') } : null,
    systemsBlock(view, model),
  ];
  return found.filter((block) => block !== null);
}

/** The way to where a system is named, or entered where the register does not have it; else to what is on record. */
function systemsBlock(view: View, model: BreachModelOf<'overview'>): Block | null {
  const { blocks: words } = view.words.breach;
  const { breachId, facts } = model.state;
  const isUnlisted = touchesUnlisted(model.state);
  if (facts.systems.length > 0 && !isUnlisted) return null;
  const mayEnter = isUnlisted && mayChange(view, model, ENTER_SYSTEM);
  const mayState = mayChange(view, model, 'POST /desk/breaches/:breachId/facts');
  const form = mayState ? `${breachPath(breachId)}/facts#h-incident` : panelPath(breachId, 'facts');
  const href = mayEnter ? enterSystemPath(breachId) : form;
  return { shape: 'missing', text: isUnlisted ? words.unlisted : words.systems, href };
}

/** What is missing, each with the way there; that nothing is, where that is so. */
export function blocksCard(view: View, model: BreachModelOf<'overview'>): Html {
  const { blocks: words } = view.words.breach;
  const blocks = blocksOf(view, model);
  const lines = blocks.map(
    ({ shape, text, href }) => html`<p><a class="st ${shape} wraps" href="${href}">${text}</a></p>`,
  );
  const nothing = html`<p><span class="st ack">${words.none}</span></p>`;
  return html`
    <section class="card" id="missing" aria-labelledby="h-blocks">
      <header><h2 id="h-blocks">${words.title}</h2></header>
      <div class="in flow small">${blocks.length === 0 ? nothing : lines}</div>
    </section>
  `;
}
