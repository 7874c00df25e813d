import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { PauseRequest, WarnedRung } from '../activities/types.ts';
import type { CommandBody } from '../domain/breach/commands.ts';
import type { BreachEvent, Exercise } from '../domain/breach/events.ts';
import type { RunningClock } from '../domain/breach/ladder.ts';
import type { BreachState } from '../domain/breach/state.ts';
import { type CommunicationName, listIdOf, type PauseReason } from '../domain/communication/standing.ts';
import type { WorkflowName } from '../domain/reconcile/finding.ts';
import type { Asker } from '../domain/roles.ts';
import type { Instant } from '../domain/time.ts';

/** The contract between the workflows and everything that talks to them. */

/**
 * `decisions`: breaches and plans. `warnings`: clocks and deadline warnings. `notices`: to suppliers and customers.
 * `mail`: mass mail. None of them waits behind another.
 */
export const QUEUES = {
  decisions: 'tocsin',
  warnings: 'tocsin-warnings',
  notices: 'tocsin-notices',
  mail: 'tocsin-mail',
} as const;

/**
 * Where the reconcile runs, beside {@link QUEUES}: its worker has no version, so that it works also where no version
 * was promoted yet, as after Temporal's database was lost.
 */
export const RECONCILE_QUEUE = 'tocsin-reconcile';

/** Where the journal is anchored: its worker has no version either, and an authority that is slow holds up nothing. */
export const ANCHOR_QUEUE = 'tocsin-anchor';

export const WORKFLOWS = {
  breach: 'breach',
  clocks: 'clocks',
  communication: 'communication',
  reconcile: 'reconcile',
  verification: 'verification',
  anchor: 'anchor',
  /** The three of version 0.1: see `earlier/`. */
  obligation: 'obligation',
  notice: 'notice',
  campaign: 'campaign',
} as const;

/** Workflow ids say everything, and nothing personal. */
export const workflowId = {
  breach: (breachId: string) => `breach/${breachId}`,
  clocks: (breachId: string) => `breach/${breachId}/clocks`,
  communication: (breachId: string, communication: CommunicationName) => `breach/${breachId}/${communication}`,
  /** The two of version 0.1; its campaigns have the ids of today's. */
  obligation: (breachId: string, obligation: string) => `breach/${breachId}/obligation/${obligation}`,
  notice: (breachId: string, counterparty: string) => `breach/${breachId}/notice/${counterparty}`,
};

/** The id of a workflow by its name within its breach. */
export function workflowIdOf(breachId: string, name: WorkflowName): string {
  if (name === 'breach') return workflowId.breach(breachId);
  return name === 'clocks' ? workflowId.clocks(breachId) : workflowId.communication(breachId, name);
}

/** The inverse of {@link workflowIdOf}; null for an id that is none of ours, or one of version 0.1. */
export function workflowNameOf(id: string): { breachId: string; name: WorkflowName } | null {
  const ref = parseWorkflowId(id);
  if (ref === null || ref.kind === 'obligation' || ref.kind === 'notice') return null;
  return { breachId: ref.breachId, name: ref.kind === 'communication' ? ref.communication : ref.kind };
}

export type WorkflowRef =
  | { kind: 'breach'; breachId: string }
  | { kind: 'clocks'; breachId: string }
  | { kind: 'communication'; breachId: string; communication: CommunicationName }
  | { kind: 'obligation'; breachId: string; obligation: string }
  | { kind: 'notice'; breachId: string; counterparty: string };

/** The inverse of {@link workflowId}; null for an id that is none of ours. */
export function parseWorkflowId(id: string): WorkflowRef | null {
  const [root, breachId, kind, name, ...rest] = id.split('/');
  if (root !== 'breach' || !breachId || rest.length > 0) return null;
  if (kind === undefined) return { kind: 'breach', breachId };
  if (kind === 'clocks') return name === undefined ? { kind, breachId } : null;
  if (kind === 'notices') return name === undefined ? { kind: 'communication', breachId, communication: kind } : null;
  if (!name) return null;
  if (kind === 'campaign' && /^[1-9]\d*$/.test(name)) {
    return { kind: 'communication', breachId, communication: `campaign/${Number(name)}` };
  }
  if (kind === 'obligation') return { kind, breachId, obligation: name };
  if (kind === 'notice') return { kind, breachId, counterparty: name };
  return null;
}

export type BreachStart = { reported: BreachEvent & { type: 'reported' } };
/**
 * A breach continued as new, or restarted from its stream. `children`: what runs for it, the version of each by its
 * workflow id; {@link UNKNOWN_CHILD} for one that may run or not.
 */
export type BreachRenewal = {
  state: BreachState;
  children: Record<string, string>;
  /** Decided and not stored yet. Absent from runs of version 0.1, like `recent`. */
  unsaved?: BreachEvent[];
  /** Keys of the commands done of late, with the number of the last event of each and when that was. */
  recent?: RecentCommand[];
  /** When something was last stored; absent from runs that earlier versions continued, and after a restart. */
  storedAt?: Instant;
  /** What a breach that had ended begins again for: the command that opens it. */
  first?: CommandRequest;
  renewAfter?: number | undefined;
};

/** A breach as its stream has it, for a new run. `children`: those that may run, whatever it believed. */
export function renewalOf(state: BreachState, children: readonly WorkflowName[]): BreachRenewal {
  const unknown = children.map((name) => [workflowIdOf(state.breachId, name), UNKNOWN_CHILD]);
  return { state, children: Object.fromEntries(unknown), unsaved: [], recent: [] };
}

export type RecentCommand = { key: string; seq: number; at: Instant; requestId?: string | undefined };
export type BreachInput = (BreachStart & { /** As in {@link ClocksInput}. */ renewAfter?: number }) | BreachRenewal;

/** The version of a child that is told what is wanted of it, and is started where it does not hear. */
export const UNKNOWN_CHILD = 'unknown';

export type CommandRequest = CommandBody & {
  by: string;
  /**
   * What decides whether it may be asked. Requests that stand in histories of version 0.2 have none: see `isOfBefore`.
   */
  role: Asker;
  /** Whether somebody who signed in asks it, and not a token. Requests of versions until 0.4 do not say. */
  isPerson?: boolean;
  key: string;
  /**
   * Which breach it is asked of: no other takes it. Requests that stand in histories of versions until 0.3 name none.
   */
  breachId?: string;
  /** When it was received, by the clock of who received it: Temporal's may be behind. */
  askedAt?: Instant;
  /** Number of the last event that was read before it was asked; absent where it does not matter what came since. */
  ifSeq?: number;
  /** Number of the last event that the database held when it was asked. */
  recordedSeq?: number;
  /** Of the HTTP request that asked for it, for the log. Nothing is decided by it, and no event has it. */
  requestId?: string;
};
/** The same from the engine's own workflows; who they are is added where it is sent. */
export type EngineReport = DistributiveOmit<CommandRequest, 'by' | 'role' | 'breachId'>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
export type CommandOutcome = { seq: number };
/** The outcome as the workflow tells it: with its own time, and when the very request that it answers was asked. */
export type CommandAnswer = CommandOutcome & { at?: Instant; askedAt?: Instant | undefined };

/** A person's command. Rejected by its validator before anything is stored. Update id = idempotency key. */
export const commandUpdate = defineUpdate<CommandAnswer, [CommandRequest]>('command');
/** From where nobody waits for an answer: what the relay and the engine ask, and nothing that a person decides. */
export const commandSignal = defineSignal<[CommandRequest]>('report');
/** Several at once, from a child. */
export const reportsSignal = defineSignal<[CommandRequest[]]>('reports');
export const stateQuery = defineQuery<BreachState>('state');
/** To a breach that holds still because its events could not be stored: what was wrong is mended, try again. */
export const retrySignal = defineSignal('retry');
/** To a breach: these children of it, by their workflow ids, were found not to run, whatever it believes. */
export const lostSignal = defineSignal<[{ ids: string[] }]>('lost');
/**
 * How a breach stands. `seq`: its last event; `saved`: the last one that it knows to be stored. `children`: ids of
 * those that it believes to run and that should; complete once it `isSettled`, when it has nothing to do.
 */
export type BreachStanding = {
  seq: number;
  saved: number;
  blocked: string | null;
  isSettled: boolean;
  children: string[];
};
export const standingQuery = defineQuery<BreachStanding>('standing');
/** To workflows of version 0.1: go on as those of today. */
export const carryOverSignal = defineSignal('carry-over');
/** To a child: nothing is asked of it any more. */
export const endSignal = defineSignal<[{ why: string }]>('end');

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
/**
 * The whole set as it should run now: what is new starts, what moved fires anew, what is missing ends. None: it ends.
 */
export const clocksSignal = defineSignal<[{ clocks: RunningClock[] }]>('clocks');

/**
 * What a communication is asked to be. `because`: why it is to stand still, null while it is to go on. `turn`: how
 * often that changed. `told`: which plan's counterparties; empty for a campaign. `requestId`: of the HTTP request that
 * it is told for, for the log; absent where the engine changed it by itself.
 */
export type CommunicationOrder = {
  because: PauseReason | null;
  turn: number;
  told: string;
  requestId?: string | undefined;
};
export type CommunicationInput = CommunicationOrder & {
  breachId: string;
  communication: CommunicationName;
  /** Whose people it goes to; null for the notices. */
  listId: string | null;
  exercise: Exercise | null;
  /** The plan whose counterparties stand in the ledger already, where the run before put them there. */
  planned?: string;
  /** Why the run before paused by itself, where the breach has not answered yet. */
  pausing?: PauseReason;
  /** Of which pauses nobody could be told yet. */
  untold?: PauseRequest[];
  /** Told to end, and still at its last warnings. */
  isEnded?: boolean;
  /** As in {@link ClocksInput}. */
  renewAfter?: number;
};
/**
 * What has a communication that has ended count its ledger once more, for its breach to hear of what was written since.
 * It sends nothing. Null where there is none, or the breach is closed.
 */
export function recountOf(state: BreachState, communication: CommunicationName): CommunicationInput | null {
  const { breachId, exercise, status } = state;
  const known = state.communications[communication];
  if (known === undefined || status === 'closed') return null;
  const listId = listIdOf(state, communication);
  const { because, turn, version } = known;
  const order = { because, turn, told: version, planned: version };
  return { breachId, communication, listId, exercise, ...order, isEnded: true };
}

/** Paused, resumed, or others are to be told. */
export const orderSignal = defineSignal<[CommunicationOrder]>('order');
/** Somebody wrote to the ledger: an answer, a decision on what is uncertain. */
export const nudgeSignal = defineSignal('nudge');
