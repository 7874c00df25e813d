import type { NewTask } from '../../domain/breach/commands.ts';
import type { CommandOutcome } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import { findBreach, sendCommand } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';
import { requireOwner } from './owner.ts';

/** Adds a task. @throws TocsinError `bad-input` for an owner who can do none, or with the breach's own refusal */
export async function addTask(
  deps: ServiceDeps,
  asked: Asked,
  breachId: string,
  task: NewTask,
): Promise<CommandOutcome> {
  const state = await findBreach(deps, breachId);
  await requireOwner(deps.store, task.owner);
  return sendCommand(deps, asked, state, { type: 'add-task', ...task });
}
