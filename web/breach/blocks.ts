import { ARTICLES } from '../../domain/articles.ts';
import { awarenessOf, openObligations } from '../../domain/breach/state.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import type { BreachModel } from './model.ts';

type Block = { shape: 'missing' | 'bounced' | 'uncertain' | 'changed'; text: string; href: string; closes: boolean };

/** What stands in the way. `closes`: as long as it does, the breach cannot be closed as resolved. */
export function blocksOf(view: View, { state, notices, names }: BreachModel): Block[] {
  const { blocks: words } = view.words.breach;
  if (state.status === 'closed') return [];
  const isAware = awarenessOf(state) !== null;
  const found: (Block | null)[] = [
    isAware ? null : { shape: 'missing', text: words.awareness, href: '#aware', closes: true },
    ...openObligations(state).map(({ id, status }): Block => {
      const shape = status === 'overdue' ? 'missing' : 'uncertain';
      return { shape, text: words.open(names.duty(id)), href: `#duty-${id}`, closes: true };
    }),
    isAware && (state.plan === null || state.planIsStale)
      ? { shape: 'uncertain', text: words.stale, href: '#duties', closes: true }
      : null,
    ...state.campaigns
      .filter((c) => c.status === 'sending')
      .map(
        ({ number }): Block => ({ shape: 'uncertain', text: words.sending(number), href: '#campaigns', closes: true }),
      ),
    ...ARTICLES.filter((article) => state.risk[article]?.reopened).map((article): Block => {
      return {
        shape: 'changed',
        text: words.reopened(view.words.breach.articles.of[article]),
        href: `#${article}`,
        closes: false,
      };
    }),
    ...notices.flatMap((n): Block[] => {
      if (n.answers?.misuse === 'yes')
        return [{ shape: 'missing', text: words.misuse(n.name), href: '#notices', closes: false }];
      if (n.status === 'refused' || n.status === 'expired')
        return [{ shape: 'bounced', text: words.unreached(n.name), href: '#notices', closes: false }];
      return [];
    }),
    state.facts.systems.length === 0 ? { shape: 'missing', text: words.systems, href: '#facts', closes: false } : null,
  ];
  return found.filter((block) => block !== null);
}

/** The same as a card beside the duties. */
export function blocksCard(view: View, model: BreachModel): Html | null {
  const { blocks: words } = view.words.breach;
  const blocks = blocksOf(view, model).filter(({ href }) => !href.startsWith('#duty-'));
  if (blocks.length === 0) return null;
  return html`<section class="card" aria-labelledby="h-blocks"><header><h2 id="h-blocks">${words.title}</h2></header><div class="in flow small">${blocks.map(({ shape, text, href }) => html`<p><a class="st ${shape} wraps" href="${href}">${text}</a></p>`)}</div></section>`;
}
