import type { BreachEvent, Exercise } from '../domain/breach/events.ts';
import type { Plannable } from '../domain/breach/plan-input.ts';
import type { BreachState } from '../domain/breach/state.ts';
import type { CommunicationName, MisuseSign, PauseReason, Standing } from '../domain/communication/standing.ts';
import type { AlertRole, Plan, WarningChannel } from '../domain/plan/types.ts';
import type { Instant } from '../domain/time.ts';

/** The activities as the workflows see them; each group has its own factory and its own retry rules. */

export interface RecordActivities {
  /**
   * Appends events to the breach's stream, the first as number `firstSeq`. Safe to repeat.
   * `requestIds`: of the HTTP requests that asked for them, for the log
   */
  appendEvents(request: {
    breachId: string;
    firstSeq: number;
    events: BreachEvent[];
    requestIds?: string[];
  }): Promise<{ seq: number }>;
  /** Evaluates policy and register over the facts of a breach. Pure but for reading them. */
  makePlan(request: PlanRequest): Promise<Plan>;
  /** Puts what version 0.1 kept of the notices into the ledger. Safe to repeat. */
  carryOver(request: { breachId: string }): Promise<void>;
}
export type PlanRequest = Plannable & Pick<BreachState, 'breachId'>;

export interface ReconcileActivities {
  /** Compares what should run with what runs, mends it, records what was found and tells the DPO. Safe to repeat. */
  reconcileNow(request: { run: ReconcileRun }): Promise<void>;
}
export interface VerificationActivities {
  /** Checks the whole record, records what was found and tells the DPO. Safe to repeat. */
  verifyRecord(): Promise<void>;
}
/** A run of the workflow that compares, as Temporal names it. */
export type ReconcileRun = { workflowId: string; runId: string };

export interface AnchorActivities {
  /** Takes the head of the journal outside by every way that has not taken it; fails while one of them does. */
  anchorNow(): Promise<void>;
}

export interface WarningActivities {
  /**
   * Warns DPO and deputy of deadlines that fell together, in one message each; at least once, by every channel named.
   */
  warn(request: WarnRequest | WarnOneRequest): Promise<void>;
  /** Tells DPO and deputy that a counterparty has seen signs of misuse and must be called. */
  warnOfMisuse(request: MisuseRequest): Promise<void>;
  /** Tells DPO and deputy that a communication has paused by itself, and why. */
  warnOfPause(request: PauseRequest): Promise<void>;
}
export type MisuseRequest = MisuseSign & { breachId: string; exercise: Exercise | null };
export type PauseRequest = {
  breachId: string;
  communication: CommunicationName;
  because: PauseReason;
  /** Tells one pause from the next. */
  at: Instant;
  exercise: Exercise | null;
};
/** One rung of a ladder, or the engine's own `overdue`, with those who are told of it. */
export type WarnedRung = {
  obligation: string;
  rung: string;
  due: Instant;
  to: AlertRole[];
  channels: WarningChannel[];
};
export type WarnRequest = { breachId: string; rungs: WarnedRung[]; exercise: Exercise | null };
/** As workflows of one obligation each ask, which run since before there was one for all clocks of a breach. */
export type WarnOneRequest = WarnedRung & { breachId: string; exercise: Exercise | null };

/** Which ledger is worked: that of the notices, or that of a campaign with its list. */
export type LedgerRequest = {
  breachId: string;
  communication: CommunicationName;
  listId: string | null;
  exercise: Exercise | null;
};
/** Which part of a ledger is worked. `requestId`: of the HTTP request that it goes out for, for the log. */
export type PageRequest = LedgerRequest & { slots: number[]; requestId?: string | undefined };
/** Why no further message is begun. `outage`: the server is away, surely for everybody. */
export type PageStop = 'outage' | Extract<PauseReason, 'busy' | 'connections-lost' | 'refusals'>;
/** Rows acted on, and whether more of the page's slots was due when it ended. */
export type PageResult = { acted: number; isMore: boolean; stopped: PageStop | null };

/** Telling many by a ledger: the same for notices and campaigns. */
export interface CommunicationActivities {
  /** Brings the ledger to who is to be told: the plan's counterparties, or the people of the list. Safe to repeat. */
  planLedger(request: LedgerRequest): Promise<void>;
  /** Acts on one page of rows that are due; each letter leaves at most once. */
  workPage(request: PageRequest): Promise<PageResult>;
  /** Counts the ledger. `misuse`: whose answers speak of misuse that nobody was warned of yet. */
  countLedger(request: LedgerRequest): Promise<Standing & { misuse: MisuseSign[] }>;
}
