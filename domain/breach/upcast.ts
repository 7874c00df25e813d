import { perArticle } from '../articles.ts';
import { campaignName } from '../communication/standing.ts';
import type { Articles, Plan, PlannedNotice, RiskConclusion } from '../plan/types.ts';
import type { Asker } from '../roles.ts';
import type { Command } from './commands.ts';
import { handledUnder } from './handling.ts';
import { recordedFacts } from './recorded-facts.ts';
import { type BreachState, EVIDENCE_KEPT, type RiskDecision } from './state.ts';

/**
 * Reads what earlier versions wrote: while one decision on the risk stood for Art. 33 and Art. 34 together (it means
 * both), and while notices stood in plan and state instead of in a ledger.
 */

export type EarlierPlan = Omit<Plan, 'conclusion' | 'articles' | 'counterparties' | 'dataFlow'> & {
  conclusion: RiskConclusion | Plan['conclusion'];
  /** The oldest plans drew no conclusions on the articles. */
  articles?: { proposed: Articles; decided: Articles | Plan['articles']['decided'] | null };
  counterparties?: Plan['counterparties'];
  dataFlow: Omit<Plan['dataFlow'], 'customers'> & { customers: number | string[] };
  notices?: (PlannedNotice & { round: number })[];
};

/**
 * In which role a command is asked: before there were roles it was the engine's by its name, and of the others none is
 * known.
 */
export function roleOf({ role, by }: Pick<Command, 'role' | 'by'>): Asker | undefined {
  return role ?? (by === 'engine' ? 'engine' : undefined);
}

/**
 * Whether a command that came by a signal is of nobody of ours. Before there were roles the relay sent by signal what
 * it took in, and nothing else; the engine goes by its name.
 */
export function isFromNobody(command: Pick<Command, 'role' | 'by' | 'type'>): boolean {
  return roleOf(command) === undefined && !RELAYED.includes(command.type);
}
/**
 * Whether a command may come from where nobody waits for an answer: the engine's own, and what the relay hands over.
 * What a person decides is asked of the breach, which answers.
 */
export function isUnattended(command: Pick<Command, 'role' | 'by' | 'type'>): boolean {
  return roleOf(command) === 'engine' || RELAYED.includes(command.type);
}
/** The last one comes from relays of before there were ledgers. */
const RELAYED: readonly Command['type'][] = ['add-evidence', 'record-awareness', 'acknowledge-notice'];

/** The decisions of a state or a request of any version. */
export function currentRisk(risk: BreachState['risk'] | RiskDecision | null): BreachState['risk'] {
  return risk !== null && 'art33' in risk ? risk : { art33: risk, art34: risk };
}

/** A plan of any version. */
export function currentPlan(plan: Plan | EarlierPlan): Plan {
  const { conclusion, articles, notices, counterparties, dataFlow, ...rest } = plan as EarlierPlan;
  const { customers } = dataFlow;
  return {
    ...rest,
    dataFlow: { ...dataFlow, customers: typeof customers === 'number' ? customers : customers.length },
    conclusion: typeof conclusion === 'string' ? { art33: conclusion, art34: conclusion } : conclusion,
    ...(articles && { articles: { ...articles, decided: perArticle((each) => articles.decided?.[each] ?? null) } }),
    counterparties: counterparties === undefined ? counterpartiesOf(notices ?? []) : counterparties,
  } as Plan;
}

/** Before there were ledgers a plan named everybody; that its version is none of now makes them be looked up anew. */
function counterpartiesOf(notices: readonly PlannedNotice[]): Plan['counterparties'] {
  if (notices.length === 0) return null;
  const suppliers = notices.filter(({ kind }) => kind === 'supplier').length;
  return { suppliers, customers: notices.length - suppliers, version: 'earlier' };
}

type EarlierState = Omit<BreachState, 'communications' | 'evidenceCount'> &
  Partial<Pick<BreachState, 'communications' | 'evidenceCount'>> & { notices?: unknown; doneKeys?: unknown };

/** The state of any version, as a workflow hands it on to its next run and as it stands in the database. */
export function currentState(state: BreachState | EarlierState): BreachState {
  const { notices: _, doneKeys: __, communications, evidenceCount, ...rest } = state as EarlierState;
  const plan = rest.plan && currentPlan(rest.plan);
  const { evidence } = rest;
  const current = {
    ...rest,
    facts: recordedFacts(rest.facts),
    risk: currentRisk(rest.risk),
    plan,
    evidence: evidence.slice(-EVIDENCE_KEPT),
    evidenceCount: evidenceCount ?? evidence.length,
    communications: communications ?? communicationsOf({ ...rest, plan }),
  };
  return { ...current, ...handledUnder(current, plan) };
}

/** What was being told when there were no ledgers yet goes on; how far it is, the ledgers say once they are counted. */
function communicationsOf({ plan, campaigns }: Pick<BreachState, 'plan' | 'campaigns'>): BreachState['communications'] {
  const blank = { because: null, turn: 0, counts: { total: 0 }, head: null, nextAt: null, version: '' };
  const notices = plan?.counterparties == null ? {} : { notices: { ...blank, status: 'running' as const } };
  const sent = campaigns.filter(({ status }) => status !== 'draft');
  return {
    ...notices,
    ...Object.fromEntries(
      sent.map(({ number, status, counts }) => [
        campaignName(number),
        { ...blank, counts: counts ?? blank.counts, status: status === 'sending' ? 'running' : 'finished' },
      ]),
    ),
  };
}
