import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { BreachState } from '../../../domain/breach/state.ts';
import { RESPONDERS } from '../../../domain/roles.ts';
import { findBreach } from '../../../services/breach/command.ts';
import { readExchange } from '../../../services/report/exchange.ts';
import { listTasks, readTask } from '../../../services/task/list.ts';
import { isThere } from '../../../services/task/owner.ts';
import { listCalls, listFiles, listNotes } from '../../../services/work/list.ts';
import { listUsers } from '../../../store/users.ts';
import type { Form } from '../../../web/forms.ts';
import type { View } from '../../../web/view.ts';
import { WORK_LISTS, type WorkFormName, type WorkModel } from '../../../web/work/model.ts';
import { workPage } from '../../../web/work/page.ts';
import type { ApiDeps } from '../../deps.ts';
import { keptValues } from '../../forms/drafts.ts';
import { AttachmentParams, sendAttachment } from '../../http/attachment.ts';
import { BreachParams } from '../../http/params.ts';
import type { Routes } from '../../http/route.ts';
import { viewOf } from '../../http/view.ts';
import { sendPage } from '../page.ts';

const ROWS = 12;
const place = z.coerce.number().int().min(1).optional().catch(undefined);
/** `before`: where the page of the list goes on; `task`: the one that is to be changed. */
const Query = z.object({
  list: z.enum(WORK_LISTS).catch('tasks').default('tasks'),
  part: z.enum(['open', 'all']).catch('open').default('open'),
  before: place,
  task: place,
});
export type WorkAsked = z.infer<typeof Query>;

export const workShow: Routes = (server, deps) => {
  const schema = { params: BreachParams, querystring: Query };
  server.get('/desk/breaches/:breachId/work', { schema }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const { list, forms } = formsOf(await keptValues(deps, request));
    const asked = list === null ? request.query : { ...request.query, list };
    return sendWork(deps, view, request, reply, asked, forms);
  });

  const file = { schema: { params: AttachmentParams } };
  server.get('/desk/breaches/:breachId/work/files/:file', file, async (request, reply) =>
    sendAttachment(deps, reply, request.params),
  );
};

/** The page with one of its lists; with a form that came back, the status says that something is to be put right. */
export async function sendWork(
  deps: ApiDeps,
  view: View,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: WorkAsked,
  forms: WorkModel['forms'] = {},
  status = 200,
): Promise<FastifyReply> {
  const { breachId } = request.params as { breachId: string };
  const state = await findBreach(deps, breachId);
  const shown = await shownOf(deps, view, state, asked);
  return sendPage(reply, workPage(view, { state, shown, isContinued: asked.before !== undefined, forms }), status);
}

async function shownOf(
  deps: ApiDeps,
  view: View,
  state: BreachState,
  { list, part, before, task }: WorkAsked,
): Promise<WorkModel['shown']> {
  const { store, playbooks } = deps;
  const page = { before: before ?? null, limit: ROWS };
  if (list === 'notes') return { list, page: await listNotes(store, state, page, view.viewer.role) };
  if (list === 'calls') return { list, page: await listCalls(store, state, page) };
  if (list === 'files') return { list, page: await listFiles(store, state, page) };
  if (list === 'reporter') return { list, exchange: await readExchange(store, state) };
  const [tasks, chosen, owners] = await Promise.all([
    listTasks(store, state, { part, from: before ?? 0, limit: ROWS }),
    task === undefined ? null : readTask(store, state, task),
    ownersOf(deps, view),
  ]);
  return { list, part, page: tasks, chosen, playbooks, owners };
}

/** The roles that respond, and everybody of them who can sign in. */
async function ownersOf({ store }: ApiDeps, { words }: View): Promise<[by: string, name: string][]> {
  const people = (await listUsers(store, RESPONDERS)).filter(isThere);
  return [
    ...RESPONDERS.map((role): [string, string] => [role, words.shell.roles[role] ?? role]),
    ...people.map(({ id, name }): [string, string] => [`user:${id}`, name]),
  ];
}

const FIELDS: Readonly<Record<WorkFormName, readonly [field: string, list: WorkAsked['list']]>> = {
  task: ['task-text', 'tasks'],
  playbook: ['playbook', 'tasks'],
  change: ['change-reasons', 'tasks'],
  note: ['note-text', 'notes'],
  call: ['call-said', 'calls'],
  file: ['file-about', 'files'],
  question: ['question-text', 'reporter'],
};

/** The form that was typed into before the session ended, told by what it holds. */
function formsOf(values: Form['values'] | null): { list: WorkAsked['list'] | null; forms: WorkModel['forms'] } {
  for (const [name, [field, list]] of Object.entries(FIELDS)) {
    if (values !== null && Object.hasOwn(values, field)) return { list, forms: { [name]: { values, problems: [] } } };
  }
  return { list: null, forms: {} };
}
