import type { CommandOutcome } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import { findBreach, sendCommand } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';
import { requireOwner } from './owner.ts';

export const TASK_ACTS = ['finish', 'drop', 'assign'] as const;
export type TaskAct = (typeof TASK_ACTS)[number];
/** `owner` counts for `assign` alone. */
export type TaskChange = { task: number; act: TaskAct; owner: string | null; reasons: string };

/** Finishes or drops a task, or gives it to another. @throws TocsinError as `addTask` */
export async function changeTask(
  deps: ServiceDeps,
  asked: Asked,
  breachId: string,
  { task, act, owner, reasons }: TaskChange,
): Promise<CommandOutcome> {
  const state = await findBreach(deps, breachId);
  if (act !== 'assign') return sendCommand(deps, asked, state, { type: `${act}-task`, task, reasons });
  await requireOwner(deps.store, owner);
  return sendCommand(deps, asked, state, { type: 'assign-task', task, owner, reasons });
}
