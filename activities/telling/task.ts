import type { BreachState } from '../../domain/breach/state.ts';
import { workOf } from '../../domain/breach/work.ts';
import { ownWords } from '../../domain/notices/own-words.ts';
import { ownTemplateFor } from '../../domain/notices/templates.ts';
import { commonValues } from '../../domain/notices/values.ts';
import type { Instant } from '../../domain/time.ts';
import type { TaskTelling } from '../../store/tellings.ts';
import { mailOf } from '../warning-mail.ts';
import { aboutAll, type Letter, mailboxesOf, type TellingDeps } from './letter.ts';

/** Of tasks that are still open, and still of whom they were given to. Null where none is. */
export async function taskLetter(
  deps: TellingDeps,
  state: BreachState,
  tellings: readonly TaskTelling[],
): Promise<Letter | null> {
  const { policy, publicUrl } = deps;
  const { organisation } = policy;
  const template = ownTemplateFor(policy, 'task');
  const owner = tellings[0]?.to ?? '';
  const given = new Set(tellings.map(({ about }) => Number(about)));
  const tasks = workOf(state).tasks.filter(
    ({ number, owner: whose, status }) => given.has(number) && whose === owner && status === 'open',
  );
  if (template === null || tasks.length === 0 || state.status === 'closed') return null;
  const words = ownWords(template.language);
  const moment = (at: Instant) => words.moment(at, organisation.zone, state.exercise !== null);
  const values = {
    ...commonValues(organisation, state.breachId),
    tasks: words.tasks(tasks.length),
    list: tasks.map(({ number, due }) => words.task(String(number), due === null ? null : moment(due))).join('\n'),
    deskLink: `${publicUrl}/desk/breaches/${state.breachId}/work`,
  };
  const mail = mailOf(template, values, state.exercise !== null);
  return { mail, about: aboutAll('task', tellings), to: await mailboxesOf(deps, owner) };
}
