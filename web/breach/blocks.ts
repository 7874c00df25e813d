import type { ClosingCode, ClosingPoint } from '../../domain/breach/closing-gate.ts';
import type { EntryPart } from '../../domain/breach/register-duty.ts';
import { openObligations, touchesUnlisted } from '../../domain/breach/state.ts';
import { type Html, html } from '../html.ts';
import { listNames } from '../names-listed.ts';
import type { View } from '../view.ts';
import { sayPassed, sayPoint } from './closing.ts';
import type { BreachModelOf, Named } from './model.ts';
import { breachPath, ENTER_SYSTEM, enterSystemPath, panelPath } from './places.ts';
import { mayChange } from './rights.ts';

type Block = { shape: 'missing' | 'bounced' | 'uncertain' | 'changed'; text: string; href: string };
type Model = BreachModelOf<'overview'>;

/** All others ask for an act that is open, and are shown as that. */
const SHAPES: Partial<Record<ClosingCode, Block['shape']>> = {
  ...{ 'awareness-missing': 'missing', misuse: 'missing', 'register-gaps': 'missing', 'gap-unexplained': 'missing' },
  'law-not-modelled': 'missing',
  'deliveries-refused': 'bounced',
  ...{ 'decision-reopened': 'changed', 'correction-unreleased': 'changed', 'filing-behind': 'changed' },
};

/**
 * What is missing: what stands in the way of closing, by the rule that closing goes by, but for the duties, which
 * follow by themselves. Beside it only what somebody has paused.
 */
function blocksOf(view: View, model: Model): Block[] {
  const { blocks: words } = view.words.breach;
  const points = model.closing.points.resolved.filter(({ code }) => code !== 'duty-open');
  const { facts, status } = model.state;
  const isAsked = points.some(({ parts }) => parts?.includes('systems'));
  const isUnnamed = status !== 'closed' && (facts.systems.length === 0 || touchesUnlisted(model.state));
  const isPaused = status !== 'closed' && model.calls.standing?.status === 'paused';
  return [
    ...points.flatMap((point) =>
      point.code === 'register-gaps' ? gapsOf(view, model, point) : [block(view, model, point)],
    ),
    // Before the duties are worked out, closing does not ask for it yet.
    ...(isUnnamed && !isAsked ? [systemsBlock(view, model)] : []),
    ...(isPaused
      ? [{ shape: 'uncertain' as const, text: words.paused, href: panelPath(model.state.breachId, 'notices') }]
      : []),
  ];
}

function passedOf(view: View, { state, names }: Model): Block[] {
  const { breachId, closed, status } = state;
  if (status !== 'closed' || closed === null) return [];
  return (closed.over ?? []).map(({ point }) => {
    return { shape: 'missing', text: sayPassed(view, names.duty, point), href: panelPath(breachId, 'close') };
  });
}

function block(view: View, { state, names, calls }: Model, point: ClosingPoint): Block {
  const { blocks: words } = view.words.breach;
  const shape = SHAPES[point.code] ?? 'uncertain';
  const href = `${breachPath(state.breachId)}${point.place}`;
  const called = ({ names: shown, count }: Named) => listNames(view, shown, count);
  const { misuse, unreached } = calls.calls;
  if (point.code === 'misuse' && misuse.count > 0) return { shape, href, text: words.misuse(called(misuse)) };
  const isNotice = point.code === 'deliveries-refused' && point.communication === 'notices';
  if (isNotice && unreached.count > 0) return { shape, href, text: words.unreached(called(unreached)) };
  return { shape, href, text: sayPoint(view, point, names.duty) };
}

/** What the register entry does not say; what has a place of its own, where it is decided or stated, leads there. */
function gapsOf(view: View, model: Model, point: ClosingPoint): Block[] {
  const { articles, blocks: words } = view.words.breach;
  const at = (panel: string) => panelPath(model.state.breachId, panel);
  const own: Partial<Record<EntryPart, Block | null>> = {
    // It stands above, as a point of its own.
    awareness: null,
    systems: systemsBlock(view, model),
    art33: { shape: 'uncertain', text: words.undecided(articles.of.art33), href: at('art33') },
    art34: { shape: 'uncertain', text: words.undecided(articles.of.art34), href: at('art34') },
  };
  const parts = point.parts ?? [];
  const others = parts.filter((part) => own[part] === undefined);
  return [
    ...parts.flatMap((part) => own[part] ?? []),
    ...(others.length === 0 ? [] : [block(view, model, { ...point, parts: others })]),
  ];
}

/** The way to where a system is named, or entered where the register does not have it; else to what is on record. */
function systemsBlock(view: View, model: Model): Block {
  const { blocks: words } = view.words.breach;
  const { breachId } = model.state;
  const isUnlisted = touchesUnlisted(model.state);
  const mayEnter = isUnlisted && mayChange(view, model, ENTER_SYSTEM);
  const mayState = mayChange(view, model, 'POST /desk/breaches/:breachId/facts');
  const form = mayState ? `${breachPath(breachId)}/facts#h-incident` : panelPath(breachId, 'facts');
  const href = mayEnter ? enterSystemPath(breachId) : form;
  return { shape: 'missing', text: isUnlisted ? words.unlisted : words.systems, href };
}

/**
 * What is missing, each with the way there; that nothing is, where that is so. Of a closed breach, what it was closed
 * over: that is missing still.
 */
export function blocksCard(view: View, model: Model): Html {
  const { blocks: words, close } = view.words.breach;
  const passed = passedOf(view, model);
  const blocks = [...passed, ...blocksOf(view, model)];
  const lines = blocks.map(
    ({ shape, text, href }) => html`<p><a class="st ${shape} wraps" href="${href}">${text}</a></p>`,
  );
  const isMet = openObligations(model.state).length === 0;
  const nothing = html`<p><span class="st ack">${isMet ? words.nothing : words.none}</span></p>`;
  return html`
    <section class="card" id="missing" aria-labelledby="h-blocks">
      <header><h2 id="h-blocks">${passed.length === 0 ? words.title : close.closedOver}</h2></header>
      <div class="in flow small">${blocks.length === 0 ? nothing : lines}</div>
    </section>
  `;
}
