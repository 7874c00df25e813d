import { ARTICLES, TITLES } from '../../domain/articles.ts';
import { lookedAt, openPlaces, sayDisagreement } from '../../domain/assessment/places.ts';
import { phaseOf } from '../../domain/breach/phase.ts';
import { knowsRoles } from '../../domain/dataflow.ts';
import { wrapText } from '../../domain/notices/wrap.ts';
import type { Article, Plan, PlannedObligation } from '../../domain/plan/types.ts';
import { disagreementOf } from '../../domain/policy/people.ts';
import { toMs } from '../../domain/time.ts';
import { TOCSIN } from '../../web/command.ts';
import { duration } from '../../web/time.ts';
import { timeLeft } from '../../web/time-words.ts';
import { letters } from './assessment.ts';
import { courseRows } from './course.ts';
import { withId } from './named.ts';
import { nextForBreach, nextForDuty, renderSteps } from './next.ts';
import { renderNotices, renderRest } from './notices.ts';
import type { Look } from './style.ts';
import { renderTable } from './table.ts';
import { bothTimes } from './time.ts';
import type { BreachView, NoticesView } from './view.ts';

/**
 * One breach for a tired person: the clocks first, then why, then who has answered, then what to do.
 * @param told the first page of its notices; null where there are none
 * @param systems what systems are called, by their ids
 */
export function renderBreach(
  view: BreachView,
  look: Look,
  told: NoticesView | null = null,
  systems: ReadonlyMap<string, string> = new Map(),
): string {
  const parts = [
    heading(view, look, systems),
    clocks(view, look),
    severity(view, look),
    notices(told, view.breachId, look),
    campaigns(view),
    steps(view, look),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function heading(view: BreachView, { zone, style }: Look, systems: ReadonlyMap<string, string>): string {
  const drill = view.exercise === null ? '' : `  ${style.drill(`EXERCISE (${view.exercise.scale} times faster)`)}`;
  const { planes = [], roles = [], unlisted } = view.plan?.dataFlow ?? {};
  const unnamed = view.narrative.unlisted ?? '';
  const rows = [
    ['reported', `${bothTimes(view.reportedAt, zone)} by ${view.origin}`],
    ...courseRows(view, { zone, style }),
    ['systems', view.facts.systems.map((id) => withId(systems.get(id), id)).join(', ') || style.warn(noSystems(view))],
    ...(unnamed === '' ? [] : [['also', style.warn(`not in the register yet: ${unnamed.replaceAll('\n', ', ')}`)]]),
    ['role', knowsRoles({ roles, unlisted }) ? `${roles.join(' and ')} (${planes.join(', ')} plane)` : 'not known yet'],
  ];
  if (view.owner) rows.push(['owner', `${view.owner.by}, since ${bothTimes(view.owner.since, zone)}`]);
  if (view.closed) rows.push(['closed', `${bothTimes(view.closed.at, zone)}, ${view.closed.outcome}`]);
  const title = `${style.strong(view.breachId)}  ${phaseOf(view)}${drill}\n${view.narrative.title}`;
  return `${title}\n${rows.map(([key = '', value]) => `${style.faint(key.padEnd(9))} ${value}`).join('\n')}`;
}

function noSystems({ breachId, status }: BreachView): string {
  const how =
    status === 'closed'
      ? ''
      : `; name them: ${TOCSIN} amend ${breachId} --system <id> --reasons '…', or --set unlisted='…'`;
  return `none named${how}`;
}

function clocks(view: BreachView, look: Look): string {
  const planned = view.plan?.obligations ?? [];
  const binding = planned.filter((o) => o.applies === 'binds').sort((a, b) => order(view, a) - order(view, b));
  if (binding.length === 0)
    return view.plan === null ? 'The plan is being made; look again in a moment.' : noDuty(view.plan);
  const rows = binding.map((o) => [
    left(view, o, look),
    due(o, look),
    status(view, o, look),
    `${o.article}  ${o.title}`,
  ]);
  const commands = binding.flatMap((o) => nextForDuty(view, o.id) ?? []);
  const next = commands.length === 0 ? '' : `\nto file:\n${commands.map((c) => `  ${c}`).join('\n')}`;
  const idle = planned
    .filter((o) => o.applies !== 'binds')
    .map((o) => `${o.article} ${o.applies === 'would-be' ? 'would apply' : 'does not apply'}: ${o.because}`);
  const notes = idle.length === 0 ? '' : `\n${look.style.faint(idle.join('\n'))}`;
  const instead = letters(binding);
  const after = `${instead === '' ? '' : `\n${instead}`}${next}${notes}`;
  return `${renderTable(['LEFT', 'DUE', 'STATUS', 'DUTY'], rows)}${after}`;
}

/** Never said without what it is said of. */
function noDuty({ coverage = [] }: Plan): string {
  return coverage.length === 0 ? 'No duty applies.' : wrapText(`No duty applies. Looked at: ${lookedAt(coverage)}.`);
}

/** Worst first: open clocks by their due instant, then those that do not run yet, then what is done. */
function order(view: BreachView, planned: PlannedObligation): number {
  const { status: now = 'no-clock' } = view.obligations[planned.id] ?? {};
  if (now === 'running' || now === 'overdue') return toMs(planned.clock?.due ?? view.reportedAt);
  return now.startsWith('awaiting') ? Number.MAX_SAFE_INTEGER - 1 : Number.MAX_SAFE_INTEGER;
}

function left(view: BreachView, { id, clock }: PlannedObligation, { now, style }: Look): string {
  const state = view.obligations[id]?.status;
  if (clock === null || (state !== 'running' && state !== 'overdue')) return '-';
  const text = timeLeft(clock.due, now);
  const ms = toMs(clock.due) - toMs(now);
  const scale = view.exercise?.scale ?? 1;
  const drill = scale === 1 ? '' : style.drill(` (= ${duration(ms * scale)})`);
  const urgent = ms * scale <= 4 * 3_600_000;
  return (ms <= 0 ? style.bad(text) : urgent ? style.warn(text) : text) + drill;
}

function due({ clock, startsFrom }: PlannedObligation, { zone, style }: Look): string {
  if (clock === null) return startsFrom === null ? 'no clock' : `no ${startsFrom} yet`;
  const [at, latest] = [bothTimes(clock.due, zone), clock.latest === null ? null : bothTimes(clock.latest, zone)];
  const reading = latest === null || latest === at ? '' : style.faint(`, latest ${latest}`);
  return `${at}${clock.basis === 'policy' ? ' own target' : ''}${reading}`;
}

function status(view: BreachView, { id }: PlannedObligation, { zone, style }: Look): string {
  const { status: now = 'awaiting-awareness', filed = null } = view.obligations[id] ?? {};
  if (now === 'overdue') return style.bad('OVERDUE');
  return filed === null ? now : style.good(`${now} ${bothTimes(filed.at, zone)}`);
}

function severity(view: BreachView, look: Look): string {
  if (view.plan === null) return '';
  const { level, se, reasons, proposed, proposedBecause, flags } = view.plan.severity;
  const flagged = flags.length === 0 ? '' : `  [${flags.join(', ')}]`;
  const score = `SEVERITY ${level}  SE ${(se / 100).toFixed(2)}${flagged}  (an aid, not the legal test)`;
  const { otherReading: other } = view.plan.severity;
  const argued = other === undefined ? [] : [`or ${other.conclude}, for the DPO to decide: ${other.because}`];
  // The oldest plans drew no conclusions on the articles.
  const { articles }: { articles?: Plan['articles'] } = view.plan;
  const disagreement = disagreementOf(
    view.facts,
    (view.plan.coverage ?? []).map(({ place }) => place),
  );
  const said = [
    `proposed ${proposed}: ${proposedBecause}`,
    ...argued,
    ...(articles?.outside === undefined ? [] : [articles.outside]),
    ...openPlaces(view.plan.coverage),
    ...(disagreement === null ? [] : [sayDisagreement(disagreement)]),
  ];
  const risk = [...said, ...ARTICLES.map((one) => legalConclusion(view, one, look))];
  const [aid, legal] = [reasons, risk].map((lines) => wrapText(lines.map((line) => `  ${line}`).join('\n')));
  return [score, aid, 'RISK', legal].join('\n');
}

/** One of the two legal conclusions: as decided with its approver, or as the engine proposes. */
function legalConclusion({ assessment, risk }: BreachView, article: Article, { zone, style }: Look): string {
  const { proposed = null, decided = null } = assessment?.[article] ?? {};
  const title = `${TITLES[article]} (${article === 'art33' ? 'authority' : 'people'})`;
  const asks = (answer: { notify: string | null } | null) => (answer?.notify ? ` (notify: ${answer.notify})` : '');
  const decision = risk[article];
  if (decision === null) return `${title}: not decided yet${asks(proposed)}`;
  const { conclusion, by, at, reasons, reopened } = decision;
  const again = reopened ? style.warn(' (facts changed since: look again)') : '';
  return `${title}: decided ${conclusion}${asks(decided)} by ${by} at ${bothTimes(at, zone)}: ${reasons}${again}`;
}

/** The worst of them; all of them page by page with `tocsin notices`. */
function notices(page: NoticesView | null, breachId: string, look: Look): string {
  if (page === null) return '';
  return [renderNotices(page, look), renderRest(page, `${TOCSIN} notices ${breachId}`)]
    .filter((part) => part !== '')
    .join('\n');
}

function campaigns(view: BreachView): string {
  const rows = view.campaigns.map(({ number, recipients, status: now, counts, approvedBy }) => [
    String(number),
    String(recipients),
    now,
    counts === null ? '' : `${counts.sent} sent, ${counts.refused} refused, ${counts.uncertain} uncertain`,
    approvedBy === null ? '' : `approved by ${approvedBy}`,
  ]);
  return renderTable(['CAMPAIGN', 'PEOPLE', 'STATUS', 'MAIL', ''], rows);
}

function steps(view: BreachView, { style }: Look): string {
  return renderSteps(nextForBreach(view), style);
}
