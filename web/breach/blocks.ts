import { ARTICLES } from '../../domain/articles.ts';
import { awarenessOf, openObligations } from '../../domain/breach/state.ts';
import { type Html, html } from '../html.ts';
import { listNames } from '../names-listed.ts';
import type { View } from '../view.ts';
import { number } from './figures.ts';
import type { BreachModel, Named, NoticePart } from './model.ts';

type Block = { shape: 'missing' | 'bounced' | 'uncertain' | 'changed'; text: string; href: string };

/** What stands in the way. */
function blocksOf(view: View, { state, notices, names, asOf }: BreachModel): Block[] {
  const { calls, counts, standing } = notices;
  const list = (part: NoticePart) => `/desk/breaches/${state.breachId}?notices=${part}#notices`;
  const { blocks: words } = view.words.breach;
  if (state.status === 'closed') return [];
  const named = ({ names: shown, count }: Named) => listNames(view, shown, count);
  const uncertain = asOf === null ? (counts.uncertain ?? 0) : 0;
  const isAware = awarenessOf(state) !== null;
  const found: (Block | null)[] = [
    isAware ? null : { shape: 'missing', text: words.awareness, href: '#aware' },
    ...openObligations(state).map(({ id, status }): Block => {
      const shape = status === 'overdue' ? 'missing' : 'uncertain';
      return { shape, text: words.open(names.duty(id)), href: `#duty-${id}` };
    }),
    isAware && (state.plan === null || state.planIsStale)
      ? { shape: 'uncertain', text: words.stale, href: '#duties' }
      : null,
    ...state.campaigns
      .filter((c) => c.status === 'sending')
      .map(({ number }): Block => ({ shape: 'uncertain', text: words.sending(number), href: '#campaigns' })),
    ...ARTICLES.filter((article) => state.risk[article]?.reopened).map((article): Block => {
      return {
        shape: 'changed',
        text: words.reopened(view.words.breach.articles.of[article]),
        href: `#${article}`,
      };
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
    standing?.status === 'paused' ? { shape: 'uncertain', text: words.paused, href: '#notices' } : null,
    state.facts.systems.length === 0 ? { shape: 'missing', text: words.systems, href: '#facts' } : null,
  ];
  return found.filter((block) => block !== null);
}

/** The same as a card beside the duties. */
export function blocksCard(view: View, model: BreachModel): Html | null {
  const { blocks: words } = view.words.breach;
  const blocks = blocksOf(view, model).filter(({ href }) => !href.startsWith('#duty-'));
  if (blocks.length === 0) return null;
  return html`
    <section class="card" aria-labelledby="h-blocks">
      <header><h2 id="h-blocks">${words.title}</h2></header>
      <div class="in flow small">
        ${blocks.map(({ shape, text, href }) => html`<p><a class="st ${shape} wraps" href="${href}">${text}</a></p>`)}
      </div>
    </section>
  `;
}
