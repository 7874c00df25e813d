import { z } from 'zod';
import { OWNER, workOf } from '../../domain/breach/work.ts';
import { InstantInput } from '../../domain/instant-input.ts';
import { PLAYBOOK_ID } from '../../domain/playbooks/playbook.ts';
import { textInput } from '../../domain/text-input.ts';
import { textIn } from '../../domain/texts/catalogue.ts';
import { TEXT_LANGUAGES } from '../../domain/texts/languages.ts';
import { COMMAND_REFUSALS, findBreach } from '../../services/breach/command.ts';
import { addTask } from '../../services/task/add.ts';
import { beginPlaybook } from '../../services/task/begin-playbook.ts';
import { changeTask, TASK_ACTS } from '../../services/task/change.ts';
import { openTasksOf } from '../../services/task/desk.ts';
import { listTasks } from '../../services/task/list.ts';
import { askedOf } from '../http/asked.ts';
import { BreachParams, reasons, wholeNumber } from '../http/params.ts';
import { withPeople } from '../http/people-known.ts';
import type { Routes } from '../http/route.ts';
import { OpenTaskList, PlaybookList, Recorded, TaskList } from '../openapi/answers.ts';
import { operation, WriteHeaders } from '../openapi/operation.ts';
import { principalOf } from '../sign-in/authentication.ts';

const owner = z.string().regex(OWNER, 'dpo, deputy, responder, or user: and the id of somebody who signs in');
const TaskBody = z.strictObject({
  text: textInput(1, 500),
  owner: owner.nullable().default(null),
  due: InstantInput.nullable().default(null),
});
const PlaybookBody = z.strictObject({
  playbook: z.string().regex(PLAYBOOK_ID, 'the id of a playbook'),
  language: z.enum(TEXT_LANGUAGES).optional().describe("The organisation's, unless given"),
});
const TaskParams = BreachParams.extend({ task: wholeNumber(1, 10_000) });
const ChangeBody = z.strictObject({
  act: z.enum(TASK_ACTS),
  owner: owner.nullable().default(null).describe('Whom it is given to, by `assign`; null: nobody'),
  reasons: reasons.default('').describe('What came of it. Needed to drop it'),
});
const OpenQuery = z.strictObject({
  owner: z.enum(['me', 'all']).default('all').describe('`me`: your own and those of your role'),
  limit: wholeNumber(1, 200).default(100),
});
const ListQuery = z.strictObject({
  part: z.enum(['open', 'all']).default('open').describe('`open`: the earliest limit first; `all`: the newest first'),
  from: wholeNumber(0, 10_000).default(0),
  limit: wholeNumber(1, 200).default(100),
});

/** Tasks, and the playbooks that bring them. */
export const taskRoutes: Routes = (server, deps) => {
  const list = operation(
    { id: 'listTasks', tag: 'work', summary: 'Tasks of a breach', answers: { 200: TaskList }, refusals: ['not-found'] },
    { params: BreachParams, querystring: ListQuery },
  );
  server.get('/breaches/:breachId/tasks', { schema: list }, async (request) => {
    const state = await findBreach(deps, request.params.breachId);
    const { lines: tasks, next } = await listTasks(deps.store, state, request.query);
    return withPeople(deps, { tasks, playbooks: workOf(state).playbooks, next });
  });

  const add = write('addTask', 'Add a task', { params: BreachParams, body: TaskBody, headers: WriteHeaders });
  server.post('/breaches/:breachId/tasks', { schema: add }, async (request) =>
    addTask(deps, askedOf(request), request.params.breachId, request.body),
  );

  const change = write('changeTask', 'Finish a task, drop it, or give it to somebody', {
    ...{ params: TaskParams, body: ChangeBody, headers: WriteHeaders },
  });
  server.post('/breaches/:breachId/tasks/:task', { schema: change }, async (request) => {
    const { breachId, task } = request.params;
    return changeTask(deps, askedOf(request), breachId, { task, ...request.body });
  });

  const begin = write('beginPlaybook', 'Add the tasks of a playbook, once', {
    ...{ params: BreachParams, body: PlaybookBody, headers: WriteHeaders },
  });
  server.post('/breaches/:breachId/playbooks', { schema: begin }, async (request) => {
    const { playbook, language = deps.organisation.language === 'de' ? 'de' : 'en' } = request.body;
    return beginPlaybook(deps, askedOf(request), request.params.breachId, { playbook, language });
  });

  const open = operation(
    { id: 'listOpenTasks', tag: 'work', summary: 'Open tasks of all open incidents', answers: { 200: OpenTaskList } },
    { querystring: OpenQuery },
  );
  server.get('/tasks', { schema: open }, async (request) => {
    const { name, role } = principalOf(request);
    const { owner: whose, limit } = request.query;
    const owned = whose === 'me' ? { owners: [name, role] } : {};
    return withPeople(deps, await openTasksOf(deps.store, { limit, ...owned }));
  });

  const playbooks = operation(
    {
      id: 'listPlaybooks',
      tag: 'policy',
      summary: 'What is to be done about each kind of incident',
      answers: { 200: PlaybookList },
    },
    {},
  );
  const inLanguages = (text: string) => ({ en: text, de: textIn(deps.policy.texts, 'de', text) ?? text });
  server.get('/policy/playbooks', { schema: playbooks }, async () => ({
    playbooks: deps.playbooks.map(({ id, title, when, tasks }) => ({
      ...{ id, title: inLanguages(title), when: inLanguages(when) },
      tasks: tasks.map((task) => ({ ...task, text: inLanguages(task.text) })),
    })),
  }));
};

function write<const I extends Parameters<typeof operation>[1]>(id: string, summary: string, inputs: I) {
  const refusals = [...COMMAND_REFUSALS, 'reasons-missing', 'unknown-user'] as const;
  return operation({ id, tag: 'work', summary, answers: { 200: Recorded }, refusals }, inputs);
}
