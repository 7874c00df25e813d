import { setTimeout } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { type WorkflowHandle, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import { ARTICLES } from '../../domain/articles.ts';
import { closingPoints } from '../../domain/breach/closing-gate.ts';
import type { CommandBody } from '../../domain/breach/commands.ts';
import type { ClosedOver, CloseOutcome, NoticeAnswers } from '../../domain/breach/events.ts';
import { type BreachState, openObligations } from '../../domain/breach/state.ts';
import type { Notice } from '../../domain/communication/notice.ts';
import { Facts } from '../../domain/facts.ts';
import { draftStatement } from '../../domain/notices/drafted.ts';
import { sha256Of } from '../../domain/plan/release.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import { DAY_MS, type Instant, MINUTE_MS, plusMs, SECOND_MS, toInstant, toMs } from '../../domain/time.ts';
import {
  type CommandRequest,
  commandUpdate,
  nudgeSignal,
  QUEUES,
  WORKFLOWS,
  workflowId,
} from '../../workflows/messages.ts';
import { isAtRest } from './at-rest.ts';
import { createInMemoryActivities, type InMemoryActivities, REHEARSED_LIST } from './in-memory-activities.ts';
import type { LoadedScenario } from './load.ts';
import type { Step } from './scenario.ts';
import { shiftInstants } from './shift.ts';
import { startTimeSkipping } from './time-skipping.ts';

/** A command that was refused, as it would have been at the desk. */
export type Refusal = { at: Instant; by: string; doing: string; because: string };
export type Played = Pick<InMemoryActivities, 'events' | 'sendings'> & {
  /** The ledger's rows at the end. */
  told: readonly Notice[];
  state: BreachState;
  refusals: Refusal[];
  end: Instant;
};

/** What a counterparty answers on its page. */
type Answer = { counterparty: string; answers: NoticeAnswers };
type Act = { after: number } & ({ step: Step } | { answer: Answer });

const BREACH_ID = 'TOC-0000-0001';
/** How long the workflows have, in real time, for what is due: after that the next step comes all the same. */
const SETTLE_MS = 30 * SECOND_MS;

/** Plays a scenario through the real workflows, waiting skipped. Nothing is sent. */
export async function playScenario(policy: CompiledPolicy, scenario: LoadedScenario): Promise<Played> {
  const { start, days } = scenario;
  // The server's clock begins at today; by `lag` it is ahead of the scenario's.
  let lag = 0;
  const now = () => toInstant(Context.current().info.currentAttemptScheduledTimestampMs - lag);
  const memory = createInMemoryActivities(policy, scenario, { lag: () => lag, now });
  const { env, stop } = await startTimeSkipping(memory.activities);
  const refusals: Refusal[] = [];
  try {
    // Whole minutes: a filing is dated in the minute in which it is approved, as by people.
    lag = Math.ceil(((await env.currentTimeMs()) - toMs(start)) / MINUTE_MS) * MINUTE_MS;
    await env.sleep(toMs(start) + lag - (await env.currentTimeMs()));
    const breach = await env.client.workflow.start(WORKFLOWS.breach, {
      workflowId: workflowId.breach(BREACH_ID),
      taskQueue: QUEUES.decisions,
      args: [{ reported: shiftInstants(reportedOf(scenario), lag) }],
    });
    await memory.reported;
    for (const [index, act] of actsOf(scenario).entries()) {
      await until(act.after);
      const at = plusMs(start, act.after);
      if ('answer' in act) {
        await answer(act.answer, at);
        continue;
      }
      const { by, do: doing } = act.step;
      for (const [part, body] of commandsOf(act.step, start, memory.state(), at).entries()) {
        const request = {
          ...shiftInstants(body, lag),
          by,
          role: by,
          key: `step/${index}/${part}`,
          breachId: BREACH_ID,
        };
        const because = await ask(breach, request);
        if (because !== null) refusals.push({ at, by, doing, because });
      }
    }
    await until(days * DAY_MS);
    const { events, sendings } = memory;
    const told = memory.notices.rows;
    return { events, sendings, told, state: memory.state(), refusals, end: plusMs(start, days * DAY_MS) };
  } finally {
    await stop();
  }

  /**
   * Until that many milliseconds after the beginning, with all done that is due by then: steps of one minute find what
   * those before them led to. A time that has passed is now.
   */
  async function until(after: number): Promise<void> {
    await settle();
    const left = toMs(start) + lag + after - (await env.currentTimeMs());
    if (left > 0) {
      await env.sleep(left);
      await settle();
    }
  }

  async function settle(): Promise<void> {
    const stop = new AbortController();
    const late = setTimeout(SETTLE_MS, 'late', { signal: stop.signal }).catch(() => 'stopped');
    try {
      for (let seen: unknown; seen !== 'late'; ) {
        const changed = memory.changed();
        memory.check();
        if (await isSettled()) return;
        seen = await Promise.race([changed, late]);
      }
    } finally {
      stop.abort();
    }
  }

  async function isSettled(): Promise<boolean> {
    const now = toInstant((await env.currentTimeMs()) - lag);
    return isAtRest(memory.state(), memory.notices, now);
  }

  /** As its page does: into the ledger, whose workflow is then told. */
  async function answer({ counterparty, answers }: Answer, at: Instant): Promise<void> {
    if (!memory.notices.acknowledge(counterparty, at, answers)) return;
    const notices = env.client.workflow.getHandle(workflowId.communication(BREACH_ID, 'notices'));
    try {
      await notices.signal(nudgeSignal);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }

  /** Why the breach refused; null where it did not. */
  async function ask(breach: WorkflowHandle, request: CommandRequest): Promise<string | null> {
    if (memory.state().status === 'closed') return `Breach ${BREACH_ID} is closed.`;
    try {
      await breach.executeUpdate(commandUpdate, { args: [request] });
      return null;
    } catch (error) {
      memory.check();
      if (!(error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure)) throw error;
      return shiftInstants(error.cause.message, -lag);
    }
  }
}

function reportedOf({ start, report }: LoadedScenario) {
  const { systems, title, summary } = report;
  const facts = Facts.parse({ ...report.facts, systems: report.facts.systems ?? systems });
  return {
    ...{ type: 'reported' as const, at: start, by: 'responder', key: 'report' },
    data: {
      ...{ breachId: BREACH_ID, origin: 'report' as const, source: 'responder', facts, exercise: null },
      reportedAt: start,
    },
    personal: { narrative: { title, summary, consequences: '', measures: '' } },
  };
}

/** The steps and the answers of counterparties, in order of their times. */
function actsOf({ steps, counterparties }: LoadedScenario): Act[] {
  const acts = steps.map((step): Act => ({ after: step.after, step }));
  const answers = Object.entries(counterparties).flatMap(([counterparty, behaviour]): Act[] => {
    if (typeof behaviour === 'string') return [];
    const { answersAfter: after, holdsData, misuse } = behaviour;
    return [{ after, answer: { counterparty, answers: { holdsData, misuse, answeredBy: counterparty } } }];
  });
  return [...acts, ...answers].sort((a, b) => a.after - b.after);
}

function commandsOf(step: Step, start: Instant, state: BreachState, at: Instant): CommandBody[] {
  const reasons = 'reasons' in step ? step.reasons : '';
  switch (step.do) {
    case 'aware':
      return [
        { type: 'record-awareness', awareAt: step.since === undefined ? at : plusMs(start, step.since), reasons },
      ];
    case 'amend':
      return [{ type: 'amend-facts', facts: step.facts, narrative: step.narrative, reasons }];
    case 'decide': {
      const articles = step.article === undefined ? ARTICLES : [step.article];
      // A scenario says in its reasons why it decides the articles apart.
      return [{ type: 'decide-risk', articles, conclusion: step.conclusion, reasons, difference: reasons }];
    }
    case 'waive':
      return [{ type: 'waive-obligation', obligation: step.obligation, reasons }];
    case 'resume':
      return [{ type: 'resume-obligation', obligation: step.obligation, reasons }];
    case 'release':
      return [releaseOf(state, reasons)];
    case 'file': {
      const due = step.obligation === 'all' ? openObligations(state).map((o) => o.id) : [step.obligation];
      return due.flatMap((obligation): CommandBody[] => {
        const document = { obligation, stage: 'initial', sha256: 'rehearsed' } as const;
        // As if nothing were left open: a rehearsal fills in no form.
        return [
          { type: 'approve-filing', ...document },
          { type: 'file', ...document, openFields: 0, channel: '', filedAt: at, receipt: step.receipt, reasons },
        ];
      });
    }
    case 'campaign': {
      const campaign = state.campaigns.length + 1;
      const draft = { campaign, listId: `list-${campaign}`, recipients: step.people, contentHash: 'rehearsed' };
      return [
        { type: 'draft-campaign', ...draft },
        { type: 'approve-campaign', campaign, contentHash: draft.contentHash, reasons: '' },
      ];
    }
    case 'close':
      return [{ type: 'close', outcome: step.outcome, reasons, over: overAll(state, step.outcome, reasons) }];
  }
}

/** The scenario's reasons to close are its reasons for all that can be closed over. */
function overAll(state: BreachState, outcome: CloseOutcome, reasons: string): ClosedOver[] {
  const passable = closingPoints(state, outcome).filter(({ mayPass }) => mayPass);
  return passable.map(({ point }) => ({ point, reasons }));
}

/** All who are to be told, with the text as it is drafted from the facts. */
function releaseOf(state: BreachState, reasons: string): CommandBody {
  const statement = draftStatement(state.facts, 'en');
  const { version = '', suppliers = 0, customers = 0 } = state.plan?.counterparties ?? {};
  return {
    ...{ type: 'release-notices', statement, sha256: sha256Of(statement), revision: 0, planned: version, version },
    ...{ seen: state.seq, reasons, list: { sha256: REHEARSED_LIST, suppliers, customers, leftOut: 0 } },
  };
}

/** The minute of an instant: the seconds a rehearsal itself takes mean nothing. */
export function minuteOf(instant: Instant): Instant {
  return toInstant(Math.floor(toMs(instant) / MINUTE_MS) * MINUTE_MS);
}
