import { type SignalDefinition, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  type ChildWorkflowOptions,
  getExternalWorkflowHandle,
  ParentClosePolicy,
  sleep,
  startChild,
} from '@temporalio/workflow';
import type { BreachState } from '../domain/breach/state.ts';
import { type WantedChild, wantedChildren } from '../domain/breach/steering.ts';
import { endSignal, moveSignal, WORKFLOWS, workflowId } from './messages.ts';

/** How long to wait for a child that is just ending before its successor takes its id. */
const SUCCESSION_MS = 500;

/** The children that run for a breach, and how to bring them to what its state asks for. */
export class Children {
  /** Version by workflow id. Plain JSON: it travels through continue-as-new. */
  readonly running: Record<string, string>;

  constructor(running: Record<string, string>) {
    this.running = { ...running };
  }

  differFrom(state: BreachState): boolean {
    const wanted = new Map(wantedChildren(state).map((child) => [idOf(state, child), child.version]));
    const known = Object.entries(this.running);
    return wanted.size !== known.length || known.some(([id, version]) => wanted.get(id) !== version);
  }

  /** Starts what is missing, moves what has moved, ends what is no longer asked for. */
  async steer(state: BreachState): Promise<void> {
    const wanted = new Map(wantedChildren(state).map((child) => [idOf(state, child), child]));
    for (const [id, child] of wanted) {
      if (this.running[id] === child.version) continue;
      if (this.running[id] === undefined) await start(state, id, child);
      else if (child.kind === 'obligation') await tell(id, moveSignal, { clock: child.clock, rungs: child.rungs });
      this.running[id] = child.version;
    }
    for (const id of Object.keys(this.running)) {
      if (wanted.has(id)) continue;
      await tell(id, endSignal, { why: 'no longer asked for' });
      delete this.running[id];
    }
  }
}

function idOf({ breachId }: BreachState, child: WantedChild): string {
  if (child.kind === 'obligation') return workflowId.obligation(breachId, child.name);
  if (child.kind === 'notice') return workflowId.notice(breachId, child.name);
  return workflowId.campaign(breachId, child.number);
}

async function start(state: BreachState, id: string, child: WantedChild): Promise<void> {
  const options: ChildWorkflowOptions = { workflowId: id, parentClosePolicy: ParentClosePolicy.ABANDON };
  for (;;) {
    try {
      await startChild(WORKFLOWS[child.kind], { ...options, args: [inputOf(state, child)] });
      return;
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      // A predecessor that was told to end holds the id for a moment longer.
      await sleep(SUCCESSION_MS);
    }
  }
}

function inputOf({ breachId, exercise, notices }: BreachState, child: WantedChild): unknown {
  if (child.kind === 'obligation') {
    const { name, clock, rungs, fired, overdue } = child;
    return { breachId, obligation: name, exercise, clock, rungs, fired, overdue };
  }
  if (child.kind === 'notice') {
    return { breachId, exercise, notice: child.notice, deliveries: notices[child.name]?.deliveries ?? 0 };
  }
  return { breachId, campaign: child.number, listId: child.listId, exercise, after: 0 };
}

/** A child that has ended by itself needs no telling. */
async function tell<Arg>(id: string, signal: SignalDefinition<[Arg]>, arg: Arg): Promise<void> {
  try {
    await getExternalWorkflowHandle(id).signal(signal, arg);
  } catch {}
}
