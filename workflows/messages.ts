import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { WarnedRung } from '../activities/types.ts';
import type { CommandBody } from '../domain/breach/commands.ts';
import type { BreachEvent, Exercise } from '../domain/breach/events.ts';
import type { RunningClock } from '../domain/breach/ladder.ts';
import type { BreachState } from '../domain/breach/state.ts';
import type { Clock, PlannedNotice, Rung } from '../domain/plan/types.ts';
import type { Instant } from '../domain/time.ts';

/** The contract between the workflows and everything that talks to them. */

/**
 * `decisions`: breaches and plans. `warnings`: deadline warnings. `notices`: to suppliers and customers. `mail`: mass
 * mail. None of them waits behind another.
 */
export const QUEUES = {
  decisions: 'tocsin',
  warnings: 'tocsin-warnings',
  notices: 'tocsin-notices',
  mail: 'tocsin-mail',
} as const;

export const WORKFLOWS = {
  breach: 'breach',
  clocks: 'clocks',
  obligation: 'obligation',
  notice: 'notice',
  campaign: 'campaign',
} as const;

/** Workflow ids say everything, and nothing personal. */
export const workflowId = {
  breach: (breachId: string) => `breach/${breachId}`,
  clocks: (breachId: string) => `breach/${breachId}/clocks`,
  obligation: (breachId: string, obligation: string) => `breach/${breachId}/obligation/${obligation}`,
  notice: (breachId: string, counterparty: string) => `breach/${breachId}/notice/${counterparty}`,
  campaign: (breachId: string, campaign: number) => `breach/${breachId}/campaign/${campaign}`,
};

export type WorkflowRef =
  | { kind: 'breach'; breachId: string }
  | { kind: 'clocks'; breachId: string }
  | { kind: 'obligation'; breachId: string; obligation: string }
  | { kind: 'notice'; breachId: string; counterparty: string }
  | { kind: 'campaign'; breachId: string; campaign: number };

/** The inverse of {@link workflowId}; null for an id that is none of ours. */
export function parseWorkflowId(id: string): WorkflowRef | null {
  const [root, breachId, kind, name, ...rest] = id.split('/');
  if (root !== 'breach' || !breachId || rest.length > 0) return null;
  if (kind === undefined) return { kind: 'breach', breachId };
  if (kind === 'clocks') return name === undefined ? { kind, breachId } : null;
  if (!name) return null;
  if (kind === 'obligation') return { kind, breachId, obligation: name };
  if (kind === 'notice') return { kind, breachId, counterparty: name };
  if (kind === 'campaign' && /^[1-9]\d*$/.test(name)) return { kind, breachId, campaign: Number(name) };
  return null;
}

/** A breach starts with its `reported` event, or, continued as new, with its state and the children it has running. */
export type BreachInput =
  | { reported: BreachEvent & { type: 'reported' } }
  | { state: BreachState; children: Record<string, string> };

export type CommandRequest = CommandBody & {
  by: string;
  key: string;
  /** When it was received, by the clock of who received it: Temporal's may be behind. */
  askedAt?: Instant;
  /** Number of the last event that was read before it was asked; absent where it does not matter what came since. */
  ifSeq?: number;
};
export type CommandOutcome = { seq: number };
/** The outcome as the workflow tells it: with its own time, and when the very request that it answers was asked. */
export type CommandAnswer = CommandOutcome & { at?: Instant; askedAt?: Instant | undefined };

/** A person's command. Rejected by its validator before anything is stored. Update id = idempotency key. */
export const commandUpdate = defineUpdate<CommandAnswer, [CommandRequest]>('command');
/** The same from where nobody waits for an answer: child workflows, the intake relay. */
export const commandSignal = defineSignal<[CommandRequest]>('report');
/** Several at once, from a child. */
export const reportsSignal = defineSignal<[CommandRequest[]]>('reports');
export const stateQuery = defineQuery<BreachState>('state');

/** Rungs that fell together, on their way to those who are warned. */
export type Digest = { rungs: (WarnedRung & { skipped: string[] })[] };
/** All open clocks of one breach. Runs on {@link QUEUES.warnings}, so that no storm of commands delays a warning. */
export type ClocksInput = {
  breachId: string;
  exercise: Exercise | null;
  clocks: RunningClock[];
  /** Warnings that the run before had not delivered when it was continued as new. */
  unsent?: Digest[];
  /** For tests: continue as new after so many events of history, where Temporal would suggest it much later. */
  renewAfter?: number;
};
/** The whole set as it should run now: what is new starts, what moved fires anew, what is missing ends. None: it ends. */
export const clocksSignal = defineSignal<[{ clocks: RunningClock[] }]>('clocks');

export type ObligationInput = {
  breachId: string;
  obligation: string;
  exercise: Exercise | null;
  clock: Clock;
  rungs: Rung[];
  /** Rungs fired before, as `<rung>@<due>`. */
  fired: string[];
  overdue: boolean;
};
export type ObligationMove = { clock: Clock; rungs: Rung[] };
/** The clock is at another instant now. */
export const moveSignal = defineSignal<[ObligationMove]>('move');
/** Why a notice ends whose answer speaks of misuse: somebody must call. */
export const MISUSE = 'misuse';
/** Filed, waived, withdrawn or closed: the clock stops. Also ends notices. */
export const endSignal = defineSignal<[{ why: string }]>('end');

export type NoticeInput = { breachId: string; exercise: Exercise | null; notice: PlannedNotice; deliveries: number };
export const acknowledgedSignal = defineSignal<[{ at: Instant }]>('acknowledged');

export type CampaignInput = {
  breachId: string;
  campaign: number;
  listId: string;
  exercise: Exercise | null;
  /** Number of the last recipient done; 0 at the beginning. */
  after: number;
  /** 0, and one more each time those are tried again whose servers said "not now". */
  pass: number;
};
