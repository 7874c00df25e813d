import { mayReleaseAs } from '../../domain/breach/decide/release.ts';
import { openTargets } from '../../domain/breach/state.ts';
import { type TargetName, targetName } from '../../domain/plan/targets.ts';
import type { Instant } from '../../domain/time.ts';
import { releaseAwaited, releasePath } from '../release/panel.ts';
import { citedText } from '../translated.ts';
import type { View } from '../view.ts';
import { dutyPath, groupDuties, tellsPeople } from './duties.ts';
import type { BreachModel, BreachModelOf } from './model.ts';
import { isOwnerless } from './owner.ts';
import { breachPath, panelPath } from './places.ts';
import { mayChange } from './rights.ts';

const BREACH = '/desk/breaches/:breachId';

/** One thing to do, and where it is done. */
type Step = { label: string; href: string };

/** Whether this role is to take the incident, which comes before all else: nobody has it. */
export function isToTake(view: View, model: BreachModel): boolean {
  return isOwnerless(view, model.state) && mayChange(view, model, `POST ${BREACH}/take`);
}

/**
 * What this role may do of an incident, the most urgent first: since when it is known, then what falls due first of its
 * duties and the release of the notices, then decisions and facts.
 */
export function nextSteps(view: View, model: BreachModelOf<'overview'>): Step[] {
  const { act: words } = view.words.breach;
  const { breachId, awareness, plan, risk } = model.state;
  const base = breachPath(breachId);
  const at = (panel: string) => panelPath(breachId, panel);
  const may = (route: string) => mayChange(view, model, route);
  const isAware = awareness.length > 0;
  const asksFor = (article: 'art33' | 'art34') => plan !== null && (risk[article] === null || risk[article].reopened);
  const steps: (Step | null)[] = [
    // A link to a field opens what it is folded into.
    may(`POST ${BREACH}/awareness`) && !isAware ? { label: words.recordAwareness, href: at('aware') } : null,
    ...datedSteps(view, model),
    may(`POST ${BREACH}/decisions`) && asksFor('art33') ? { label: words.art33, href: at('f-art33-conclusion') } : null,
    may(`POST ${BREACH}/decisions`) && asksFor('art34') ? { label: words.art34, href: at('f-art34-conclusion') } : null,
    may(`POST ${BREACH}/facts`) ? { label: words.facts, href: `${base}/facts` } : null,
    may(`POST ${BREACH}/awareness`) && isAware ? { label: words.correctAwareness, href: at('f-awareAt') } : null,
    model.minor && may(`POST ${BREACH}/minor`) ? { label: view.words.minor.link, href: `${base}/minor` } : null,
    may(`POST ${BREACH}/closing`) ? { label: words.close, href: at('close') } : null,
  ];
  return steps.filter((step) => step !== null);
}

/** The first duty whose clock asks for an act, and the release of the notices: what is due first, first. */
function datedSteps(view: View, model: BreachModel): Step[] {
  const { act: words } = view.words.breach;
  const { breachId } = model.state;
  const [first] = groupDuties(model).binding.filter(
    (d) => d.current.status === 'running' || d.current.status === 'overdue',
  );
  const duty =
    first !== undefined && mayChange(view, model, `POST ${BREACH}/filings/:obligation`)
      ? [
          {
            step: {
              label: (tellsPeople(first) ? words.tell : words.file)(citedText(view, first.planned.article)),
              href: dutyPath(breachId, first),
            },
            due: first.planned.clock?.due ?? LAST,
          },
        ]
      : [];
  const release = waitsForRelease(view, model)
    ? [{ step: { label: words.release, href: releasePath(breachId) }, due: releaseDue(model) }]
    : [];
  return [...release, ...duty].sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0)).map(({ step }) => step);
}

/** Sorts after every instant. */
const LAST = '~';
const RELEASE_TARGETS: readonly (TargetName | null)[] = ['release', 'correction'];

function waitsForRelease(view: View, model: BreachModel): boolean {
  const { state } = model;
  return (
    releaseAwaited(state).length > 0 &&
    mayChange(view, model, `POST ${BREACH}/release`) &&
    mayReleaseAs(view.viewer.role, state.plan?.counterparties ?? null)
  );
}

/** By when the organisation itself wants it released; after all that has a limit where it set none. */
function releaseDue({ state }: BreachModel): Instant | typeof LAST {
  return openTargets(state).find(({ id }) => RELEASE_TARGETS.includes(targetName(id)))?.due ?? LAST;
}
