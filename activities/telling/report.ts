import type { BreachState } from '../../domain/breach/state.ts';
import { findTemplate } from '../../domain/notices/templates.ts';
import { reporterValues, reportNewsValues } from '../../domain/notices/values.ts';
import type { Mailbox } from '../../domain/policy/schema.ts';
import { readEventsAt } from '../../store/event-pages.ts';
import type { ReportTelling } from '../../store/tellings.ts';
import { mailOf } from '../warning-mail.ts';
import { eachOnce, type Letter, mailboxesOf, type TellingDeps } from './letter.ts';

/**
 * A mail about a report. It names the reference and a page, and never what was said: mailboxes may be read. Null about
 * a question that was answered meanwhile, and where the policy has no text for it, as those of before version 0.8.
 */
export async function reportLetter(
  deps: TellingDeps,
  state: BreachState,
  { what, about }: ReportTelling,
): Promise<Letter | null> {
  const { policy } = deps;
  const seq = Number(about);
  if (what === 'report-question' && isAnswered(state, seq)) return null;
  const { language = policy.organisation.language } = what === 'report-news' ? {} : (state.reporter ?? {});
  const template = findTemplate(policy, what, language);
  if (template === undefined) return null;
  const mail = mailOf(template, valuesOf(deps, state, what), state.exercise !== null);
  const to =
    what === 'report-news' ? await whoeverHasIt(deps, state, seq) : await mailboxesOf(deps, state.reporter?.by);
  return { mail, about: `report/${state.breachId}/${seq}`, to };
}

function isAnswered({ reporting }: BreachState, seq: number): boolean {
  return reporting?.questions.find((question) => question.seq === seq)?.answered !== undefined;
}

function valuesOf({ policy, publicUrl }: TellingDeps, state: BreachState, what: ReportTelling['what']) {
  const { organisation } = policy;
  const { breachId } = state;
  if (what !== 'report-news') return reporterValues(organisation, state, `${publicUrl}/desk/reports/${breachId}`);
  return reportNewsValues(organisation, breachId, `${publicUrl}/desk/breaches/${breachId}/work?list=reporter`);
}

/** Its owner; the DPO and those on duty while it has none. */
async function whoeverHasIt(deps: TellingDeps, state: BreachState, seq: number): Promise<readonly Mailbox[]> {
  const { store, policy } = deps;
  const own = await mailboxesOf(deps, state.owner?.by);
  if (own.length === 0) return eachOnce([policy.organisation.dpo, ...(await mailboxesOf(deps, 'responder'))]);
  // Whoever reported and has the incident too knows what they added.
  const adder = (await readEventsAt(store, state.breachId, [seq])).get(seq)?.by;
  return adder === state.owner?.by ? [] : own;
}
