import type { BreachState } from '../breach/state.ts';
import { wantedChildren } from '../breach/wanted-children.ts';
import type { CommunicationName } from '../communication/standing.ts';
import type { Instant } from '../time.ts';

/** A workflow of a breach: its own, that of its clocks, or that of one communication. */
export type WorkflowName = 'breach' | 'clocks' | CommunicationName;

/** Which workflows a breach should have running, by its state alone; none once it is closed. */
export function workflowsToRun(state: BreachState): WorkflowName[] {
  if (state.status === 'closed') return [];
  return [
    'breach',
    ...wantedChildren(state).map((child) => (child.kind === 'clocks' ? child.kind : child.communication)),
  ];
}

/**
 * What can be wrong. `missing`: it does not run. `outdated`: it knows less than the stream, as after Temporal's
 * database was restored. `ahead`: it knows more than the stream, as after MongoDB was restored. `blocked`: its record
 * cannot be written. `failing`: its workflow task fails again and again, as with code that does another thing than the
 * history says.
 */
export const FINDING_KINDS = ['missing', 'outdated', 'ahead', 'blocked', 'failing'] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** What a reconcile found of one workflow. */
export type Finding = {
  kind: FindingKind;
  breachId: string;
  workflow: WorkflowName;
  exercise: boolean;
  foundAt: Instant;
  /** When it ran as it should again; null until then. */
  mendedAt: Instant | null;
  /** Decisions of an outdated workflow that the stream had no room for: whoever took them must take them again. */
  dropped: number;
};

/**
 * How the reconcile itself stands. `never`: nobody has asked for it, as where no worker ever ran. `stale`: it was not
 * done for minutes. `failing`: it could not be done the last time.
 */
export const RECONCILE_STATES = ['never', 'ok', 'stale', 'failing'] as const;
export type ReconcileState = (typeof RECONCILE_STATES)[number];
export type ReconcileStatus = {
  state: ReconcileState;
  /** When it was last done, or from when on it should have been. */
  at: Instant | null;
  /** What is not mended, and what was mended within a day; no more than can be shown. */
  findings: Finding[];
};
