import type { TaskLine } from '../../domain/breach/work-lines.ts';
import { TocsinError } from '../../domain/errors.ts';
import { TEXT_LANGUAGES } from '../../domain/texts/languages.ts';
import { sendToBreach } from '../command.ts';
import { argumentOf, breachPath, instantOf, optionOf } from '../input.ts';
import { named } from '../output/named.ts';
import { printableAll } from '../output/printable.ts';
import { renderTable } from '../output/table.ts';
import { bothTimes } from '../output/time.ts';
import { zoneOf } from '../zone.ts';
import type { Verb, VerbInput } from './verb.ts';

const ACTS = ['add', 'finish', 'drop', 'assign', 'playbook'] as const;

export const task: Verb = {
  name: 'task',
  summary: 'list the tasks of a breach, add one, finish, drop or give one away, or begin a playbook',
  examples: [
    'tocsin task TOC-2026-0001-K7M',
    "tocsin task TOC-2026-0001-K7M --add 'Call the hoster' --owner responder --due 2026-11-24T12:00:00+01:00",
    "tocsin task TOC-2026-0001-K7M --drop 3 --reasons 'The hoster did it'",
    'tocsin task TOC-2026-0001-K7M --playbook ransomware',
  ],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {
    add: { type: 'string', describe: 'a new task: what is to be done' },
    owner: { type: 'string', describe: 'for --add and --assign: dpo, deputy, responder or user:<id>' },
    due: { type: 'string', value: '<instant>', describe: 'for --add: until when, with offset' },
    finish: { type: 'string', value: '<number>', describe: 'this task is done' },
    drop: { type: 'string', value: '<number>', describe: 'this task is not done; needs --reasons' },
    assign: { type: 'string', value: '<number>', describe: 'this task goes to --owner; without one, to nobody' },
    reasons: { type: 'string', describe: 'why, or what came of it; goes into the record' },
    playbook: { type: 'string', value: '<id>', describe: 'add the tasks of this playbook, once' },
    language: { type: 'string', choices: TEXT_LANGUAGES, describe: 'of a playbook’s texts' },
    all: { type: 'boolean', describe: 'list those that are over too' },
  },
  role: 'responder',
  changes: true,
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const act = actOf(input);
    if (act === null) return list(input, breachId);
    const { to, body, text } = sentBy(input, act);
    return { json: await sendToBreach(input, breachId, { method: 'POST', to, body }), text };
  },
};

function actOf(input: VerbInput): (typeof ACTS)[number] | null {
  const given = ACTS.filter((name) => optionOf(input, name) !== undefined);
  if (given.length > 1) {
    throw new TocsinError(
      'bad-input',
      `Give one of ${given.map((name) => `--${name}`).join(', ')} at a time.`,
      given[1],
    );
  }
  return given[0] ?? null;
}

function sentBy(input: VerbInput, act: (typeof ACTS)[number]): { to: string[]; body: object; text: string } {
  const value = optionOf(input, act) ?? '';
  const owner = optionOf(input, 'owner');
  if (act === 'add')
    return { to: ['tasks'], body: { text: value, owner, due: instantOf(input, 'due') }, text: 'Added.' };
  if (act === 'playbook') {
    const body = { playbook: value, language: optionOf(input, 'language') };
    return { to: ['playbooks'], body, text: 'Its tasks are on the list.' };
  }
  const body = { act, owner: act === 'assign' ? owner : undefined, reasons: optionOf(input, 'reasons') };
  const done = { finish: 'done', drop: 'dropped', assign: owner === undefined ? 'nobody’s' : `for ${owner}` }[act];
  return { to: ['tasks', value], body, text: `Task ${value} is ${done}.` };
}

async function list(input: VerbInput, breachId: string) {
  const part = input.options.all === true ? 'all' : 'open';
  type Page = { tasks: TaskLine[]; next: number | null };
  const [tasks, shown]: [TaskLine[], TaskLine[]] = [[], []];
  for (let from: number | null = 0; from !== null; ) {
    const page: Page = await input
      .client()
      .get<Page>(`${breachPath(breachId, 'tasks')}?part=${part}&from=${from}&limit=200`);
    tasks.push(...page.tasks);
    shown.push(...named(page).tasks);
    from = page.next;
  }
  const zone = await zoneOf(input);
  const rows = printableAll(shown).map(({ number, status, owner, ownerless, due, text }) => [
    ...[String(number), status, `${owner ?? 'nobody'}${ownerless ? ' (has left)' : ''}`],
    ...[due === null ? '–' : bothTimes(due, zone), text ?? 'cannot be read any more'],
  ]);
  const table = renderTable(['NO', 'STATE', 'OWNER', 'DUE', 'TASK'], rows);
  return { json: { tasks }, text: table === '' ? 'There is no task.' : table };
}
