import { TocsinError } from '../../domain/errors.ts';
import { tasksOf } from '../../domain/playbooks/playbook.ts';
import { textIn } from '../../domain/texts/catalogue.ts';
import type { TextLanguage } from '../../domain/texts/languages.ts';
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
  { playbook: id, language }: { playbook: string; language: TextLanguage },
): Promise<CommandOutcome> {
  const playbook = deps.playbooks.find((each) => each.id === id);
  if (playbook === undefined) {
    const known = deps.playbooks.map((each) => each.id).join(', ') || 'none';
    throw new TocsinError('not-found', `There is no playbook '${id}'; there are ${known}.`, 'playbook');
  }
  const { texts } = deps.policy;
  const tasks = tasksOf(playbook, (text) => textIn(texts, language, text) ?? text, deps.clock());
  return runCommand(deps, asked, breachId, { type: 'begin-playbook', playbook: id, tasks });
}
