import { type SignalDefinition, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  type ChildWorkflowOptions,
  getExternalWorkflowHandle,
  ParentClosePolicy,
  sleep,
  startChild,
} from '@temporalio/workflow';
import { endSignal, parseWorkflowId, WORKFLOWS, workflowId } from '../messages.ts';
import { MISUSE, moveSignal } from './messages.ts';
import { type EarlierChild, type EarlierState, earlierChildren } from './state.ts';

/** Children started or ended in one turn. */
const BATCH = 25;
/** How long to wait for a child that is just ending before its successor takes its id. */
const SUCCESSION_MS = 500;

/** The children that run for a breach, and how to bring them to what its state asks for. */
export class Children {
  /** Version by workflow id. Plain JSON: it travels through continue-as-new. */
  readonly running: Record<string, string>;

  constructor(running: Record<string, string>) {
    this.running = { ...running };
  }

  differFrom(state: EarlierState): boolean {
    const wanted = new Map(earlierChildren(state).map((child) => [idOf(state, child), child.version]));
    const known = Object.entries(this.running);
    return wanted.size !== known.length || known.some(([id, version]) => wanted.get(id) !== version);
  }

  /**
   * Starts what is missing, moves what has moved, ends what is no longer asked for: a batch at a time, so that commands
   * are not kept waiting behind thousands of notices.
   */
  async align(state: EarlierState): Promise<void> {
    const wanted = new Map(earlierChildren(state).map((child) => [idOf(state, child), child]));
    const ended = Object.keys(this.running).filter((id) => !wanted.has(id));
    const changed = [...wanted].filter(([id, child]) => this.running[id] !== child.version);
    // Clocks come before notices in what is wanted, so the first batch has them all.
    await Promise.all(changed.slice(0, BATCH).map(([id, child]) => this.#bring(state, id, child)));
    await Promise.all(ended.slice(0, BATCH).map((id) => this.#end(state, id)));
  }

  async #bring(state: EarlierState, id: string, child: EarlierChild): Promise<void> {
    if (this.running[id] === undefined) await start(state, id, child);
    else if (child.kind === 'obligation') await tell(id, moveSignal, { clock: child.clock, rungs: child.rungs });
    else {
      await tell(id, endSignal, { why: 'followed by another round' });
      await start(state, id, child);
    }
    this.running[id] = child.version;
  }

  async #end(state: EarlierState, id: string): Promise<void> {
    const ref = parseWorkflowId(id);
    const isMisuse = ref?.kind === 'notice' && state.earlier.newest[ref.counterparty]?.answers?.misuse === 'yes';
    await tell(id, endSignal, { why: isMisuse ? MISUSE : 'no longer asked for' });
    delete this.running[id];
  }
}

function idOf({ breachId }: EarlierState, child: EarlierChild): string {
  if (child.kind === 'obligation') return workflowId.obligation(breachId, child.name);
  if (child.kind === 'notice') return workflowId.notice(breachId, child.name);
  return workflowId.communication(breachId, `campaign/${child.number}`);
}

async function start(state: EarlierState, id: string, child: EarlierChild): Promise<void> {
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

function inputOf({ breachId, exercise, earlier }: EarlierState, child: EarlierChild): unknown {
  if (child.kind === 'obligation') {
    const { name, clock, rungs, fired, overdue } = child;
    return { breachId, obligation: name, exercise, clock, rungs, fired, overdue };
  }
  if (child.kind === 'notice') {
    const known = earlier.newest[child.name];
    const deliveries = known?.notice.round === child.notice.round ? known.count : 0;
    return { breachId, exercise, notice: child.notice, deliveries };
  }
  return { breachId, campaign: child.number, listId: child.listId, exercise, after: 0, pass: 0 };
}

/** A child that has ended by itself needs no telling. */
async function tell<Arg>(id: string, signal: SignalDefinition<[Arg]>, arg: Arg): Promise<void> {
  try {
    await getExternalWorkflowHandle(id).signal(signal, arg);
  } catch {}
}
