import { TocsinError } from '../../domain/errors.ts';
import { type PlaybookLanguage, tasksOf } from '../../domain/playbooks/playbook.ts';
import type { CommandOutcome } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import { runCommand } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';

/**
 * Adds the tasks of a playbook, once, in the language that is asked for.
 * @throws TocsinError `not-found` at `playbook`, or with the breach's own refusal
 */
export async function beginPlaybook(
  deps: ServiceDeps,
  asked: Asked,
  breachId: string,
  { playbook: id, language }: { playbook: string; language: PlaybookLanguage },
): Promise<CommandOutcome> {
  const playbook = deps.playbooks.find((each) => each.id === id);
  if (playbook === undefined) {
    const known = deps.playbooks.map((each) => each.id).join(', ') || 'none';
    throw new TocsinError('not-found', `There is no playbook '${id}'; there are ${known}.`, 'playbook');
  }
  const tasks = tasksOf(playbook, language, deps.clock());
  return runCommand(deps, asked, breachId, { type: 'begin-playbook', playbook: id, tasks });
}
