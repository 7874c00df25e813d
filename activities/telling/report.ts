import type { BreachState } from '../../domain/breach/state.ts';
import { findTemplate } from '../../domain/notices/templates.ts';
import { reporterValues, reportNewsValues } from '../../domain/notices/values.ts';
import type { Mailbox } from '../../domain/policy/schema.ts';
import { ROLES } from '../../domain/roles.ts';
import { readBreach } from '../../store/breaches.ts';
import { readEventsAt } from '../../store/event-pages.ts';
import { noteNews, type ReportTelling } from '../../store/tellings.ts';
import { mailOf } from '../warning-mail.ts';
import { aboutAll, eachOnce, type Letter, mailboxesOf, type TellingDeps } from './letter.ts';

/**
 * A mail about a report. It names the reference and a page, and never what was said: mailboxes may be read. Null about
 * a question that was answered meanwhile, and where the policy has no text for it, as those of before version 0.8.
 */
export async function reportLetter(
  deps: TellingDeps,
  state: BreachState,
  tellings: readonly ReportTelling[],
): Promise<Letter | null> {
  const { policy, publicUrl } = deps;
  const [{ what, about } = { what: 'report-news' as const, about: '' }] = tellings;
  if (what === 'report-news') return addedLetter(deps, state, tellings);
  const seq = Number(about);
  if (what === 'report-question' && isAnswered(state, seq)) return null;
  const template = findTemplate(policy, what, state.reporter?.language ?? policy.organisation.language);
  if (template === undefined) return null;
  const { breachId } = state;
  const link = `${publicUrl}/desk/reports/${breachId}`;
  const values = reporterValues(policy.organisation, state, link, template.language);
  const to = await mailboxesOf(deps, state.reporter?.by, ROLES);
  return { mail: mailOf(template, values, state.exercise !== null), about: `report/${breachId}/${seq}`, to };
}

function isAnswered({ reporting }: BreachState, seq: number): boolean {
  return reporting?.questions.find((question) => question.seq === seq)?.answered !== undefined;
}

/** What whoever reported added since the last such mail, to whoever has the incident. */
async function addedLetter(
  deps: TellingDeps,
  state: BreachState,
  tellings: readonly ReportTelling[],
): Promise<Letter | null> {
  const { store, policy, publicUrl } = deps;
  const { breachId, exercise } = state;
  const whole = await wholeOf(deps, state);
  // What was added to a report is news of the incident that it is part of, where that is closed.
  if (whole.breachId !== breachId && whole.status === 'closed') {
    for (const { id, at } of tellings) {
      const news = { to: 'added' as const, about: '', source: id, exercise: exercise !== null, at };
      await noteNews(store, { ...news, breachId: whole.breachId });
    }
    return null;
  }
  const template = findTemplate(policy, 'report-news', policy.organisation.language);
  if (template === undefined) return null;
  const link = `${publicUrl}/desk/breaches/${breachId}/work?list=reporter`;
  const mail = mailOf(template, reportNewsValues(policy.organisation, breachId, link), exercise !== null);
  const to = await whoeverHasIt(deps, whole, { breachId, seqs: tellings.map(({ about }) => Number(about)) });
  return { mail, about: aboutAll('report-news', tellings), to };
}

/** More merges than anybody makes of one incident. */
const MOST_MERGES = 20;

/** The incident that one which was merged became a part of, however often; itself where it was not. */
async function wholeOf({ store }: Pick<TellingDeps, 'store'>, state: BreachState): Promise<BreachState> {
  let whole = state;
  for (let merges = 0; whole.closed?.outcome === 'merged' && merges < MOST_MERGES; merges += 1) {
    const into = whole.triage?.into ?? null;
    const next = into === null ? null : await readBreach(store, into);
    if (next === null) return whole;
    whole = next;
  }
  return whole;
}

/** Its owner; the DPO and those on duty while it has none. */
async function whoeverHasIt(
  deps: TellingDeps,
  { owner }: BreachState,
  added: { breachId: string; seqs: readonly number[] },
): Promise<readonly Mailbox[]> {
  const { store, policy } = deps;
  const own = await mailboxesOf(deps, owner?.by);
  if (own.length === 0) return eachOnce([policy.organisation.dpo, ...(await mailboxesOf(deps, 'responder'))]);
  // Whoever reported and has the incident too knows what they added.
  const events = await readEventsAt(store, added.breachId, added.seqs);
  return added.seqs.every((seq) => events.get(seq)?.by === owner?.by) ? [] : own;
}
