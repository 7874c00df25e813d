import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, sleep, startChild } from '@temporalio/workflow';
import type { BreachState } from '../domain/breach/state.ts';
import { type WantedChild, wantedChildren } from '../domain/breach/wanted-children.ts';
import type { clocks } from './clocks.ts';
import type { communication } from './communication.ts';
import {
  carryOverSignal,
  clocksSignal,
  endSignal,
  orderSignal,
  QUEUES,
  UNKNOWN_CHILD,
  WORKFLOWS,
  workflowId,
} from './messages.ts';
import { tellWorkflow } from './tell.ts';

/** How long to wait for one of version 0.1 that is just ending before its successor takes its id. */
const SUCCESSION_MS = 500;
/** The version of a child that was told to end. It may still be at its last warnings: asked again, it goes on. */
const ENDED = 'ended';

/**
 * The children that run for a breach, and how to bring them to what its state asks for. There are few: one for the
 * clocks, one for the notices, one per campaign.
 */
export class Children {
  /** Version by workflow id. Plain JSON: it travels through continue-as-new. */
  readonly running: Record<string, string>;

  constructor(running: Record<string, string>) {
    this.running = { ...running };
  }

  differFrom(state: BreachState): boolean {
    const wanted = new Map(wantedChildren(state).map((child) => [idOf(state, child), child.version]));
    const known = Object.entries(this.running).filter(([, version]) => version !== ENDED);
    return wanted.size !== known.length || known.some(([id, version]) => wanted.get(id) !== version);
  }

  /** Ids of those that run as the state asks for. */
  runningFor(state: BreachState): string[] {
    const wanted = wantedChildren(state).map((child) => [idOf(state, child), child.version] as const);
    return wanted.filter(([id, version]) => this.running[id] === version).map(([id]) => id);
  }

  /**
   * Starts what is missing, tells what has changed, ends what is no longer asked for.
   * @param requestId of the HTTP request that it is done for, where it is known
   */
  async align(state: BreachState, requestId: string | undefined): Promise<void> {
    const wanted = new Map(wantedChildren(state).map((child) => [idOf(state, child), child]));
    const ended = Object.keys(this.running).filter((id) => !wanted.has(id) && this.running[id] !== ENDED);
    const changed = [...wanted].filter(([id, child]) => this.running[id] !== child.version);
    await Promise.all([
      ...changed.map(([id, child]) => this.#bring(state, id, child, requestId)),
      ...ended.map((id) => this.#end(id)),
    ]);
  }

  /** Somebody found that these do not run. */
  lose(ids: readonly string[]): void {
    const known = ids.filter((id) => this.running[id] !== undefined && this.running[id] !== ENDED);
    for (const id of known) this.running[id] = UNKNOWN_CHILD;
  }

  /** Those that were lost and are wanted. */
  lostOf(state: BreachState): WantedChild[] {
    return wantedChildren(state).filter((child) => this.running[idOf(state, child)] === UNKNOWN_CHILD);
  }

  /** Starts what was lost, and does nothing else: for a breach that holds still while its clocks go on. */
  async bringBack(state: BreachState): Promise<void> {
    await Promise.all(this.lostOf(state).map((child) => this.#bring(state, idOf(state, child), child, undefined)));
  }

  async #bring(state: BreachState, id: string, child: WantedChild, requestId: string | undefined): Promise<void> {
    const isTold = this.running[id] !== undefined && (await tell(id, child, requestId)) === 'told';
    // One that has ended, as everything was done, begins anew.
    if (isTold || (await start(state, id, child, requestId))) this.running[id] = child.version;
  }

  async #end(id: string): Promise<void> {
    await tellWorkflow(id, endSignal, { why: 'no longer asked for' });
    this.running[id] = ENDED;
  }
}

function idOf({ breachId }: BreachState, child: WantedChild): string {
  if (child.kind === 'clocks') return workflowId.clocks(breachId);
  return workflowId.communication(breachId, child.communication);
}

function tell(id: string, child: WantedChild, requestId: string | undefined): Promise<'told' | 'ended'> {
  if (child.kind === 'clocks') return tellWorkflow(id, clocksSignal, { clocks: child.clocks });
  const { because, turn, told } = child;
  return tellWorkflow(id, orderSignal, { because, turn, told, requestId });
}

/**
 * False where a predecessor holds the id: whoever calls tries again in its next turn, and does other work meanwhile.
 */
async function start(
  state: BreachState,
  id: string,
  child: WantedChild,
  requestId: string | undefined,
): Promise<boolean> {
  try {
    await startUnder(state, id, child, requestId);
    return true;
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    // A campaign of version 0.1 may have been asked while a worker of then had it, to whom that meant nothing.
    if (child.kind === 'communication' && child.listId !== null) await tellWorkflow(id, carryOverSignal);
    await sleep(SUCCESSION_MS);
    return false;
  }
}

async function startUnder(
  { breachId, exercise }: BreachState,
  id: string,
  child: WantedChild,
  requestId: string | undefined,
): Promise<void> {
  const options = { workflowId: id, parentClosePolicy: ParentClosePolicy.ABANDON };
  if (child.kind === 'clocks') {
    const args: Parameters<typeof clocks> = [{ breachId, exercise, clocks: child.clocks }];
    await startChild(WORKFLOWS.clocks, { ...options, taskQueue: QUEUES.warnings, args });
    return;
  }
  const { communication: name, listId, because, turn, told } = child;
  const order = { because, turn, told, requestId };
  const args: Parameters<typeof communication> = [{ breachId, exercise, communication: name, listId, ...order }];
  await startChild(WORKFLOWS.communication, { ...options, args });
}
