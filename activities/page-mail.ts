import { awarenessOf, type BreachState } from '../domain/breach/state.ts';
import type { System } from '../domain/dataflow.ts';
import { targetValues, type WarnedDuty } from '../domain/notices/digest.ts';
import { formatMoment } from '../domain/notices/moment.ts';
import { renderNotice } from '../domain/notices/render.ts';
import { targetsTemplateFor } from '../domain/notices/templates.ts';
import { previewPlan } from '../domain/plan/preview-report.ts';
import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import type { Instant } from '../domain/time.ts';

const MOST_CLOCKS = 10;

/** What a page tells of an incident, and what it would bring. None of it is the reporter's words. */
export type Paged = { state: BreachState; systems: readonly System[] };

/** The mail to whoever is to take an incident. */
export function pageMail(
  policy: CompiledPolicy,
  { state, systems }: Paged,
  targets: readonly WarnedDuty[],
  deskLink: string,
  now: Instant,
): { subject: string; text: string; chat: string } {
  const { organisation } = policy;
  const isDrill = state.exercise !== null;
  const moment = (at: Instant) => formatMoment(at, organisation.zone, isDrill);
  const values = {
    ...targetValues(organisation, state.breachId, targets, deskLink, now, isDrill),
    reported: moment(state.reportedAt),
    systems: systems.map(({ name }) => name).join(', '),
    clocks: clocksIn(policy, { state, systems }, now, moment),
  };
  const mail = renderNotice(targetsTemplateFor(policy, 'page'), values, { exercise: isDrill });
  return { ...mail, chat: `${mail.subject}\n${deskLink}` };
}

function clocksIn(policy: CompiledPolicy, paged: Paged, now: Instant, moment: (at: Instant) => string): string {
  const { state, systems } = paged;
  if (awarenessOf(state) !== null) return '- It is confirmed, and its clocks run: see its page.';
  const { clocks } = previewPlan(policy, systems, { from: now, now, facts: state.facts });
  if (clocks.length === 0) return '- Nothing with a limit, by what is known so far.';
  const lines = clocks.slice(0, MOST_CLOCKS).map(({ article, title, due, basis }) => {
    return `- ${article}, ${title}: by ${moment(due)}${basis === 'policy' ? ' (own target)' : ''}`;
  });
  const rest = clocks.length - lines.length;
  return [...lines, ...(rest > 0 ? [`- and ${rest} more`] : [])].join('\n');
}
