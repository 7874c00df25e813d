import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { MOST_FILE_BYTES, OWNER } from '../../../domain/breach/work.ts';
import { TocsinError } from '../../../domain/errors.ts';
import type { Instant } from '../../../domain/time.ts';
import { runCommand } from '../../../services/breach/command.ts';
import { addTask } from '../../../services/task/add.ts';
import { beginPlaybook } from '../../../services/task/begin-playbook.ts';
import { changeTask, TASK_ACTS } from '../../../services/task/change.ts';
import type { View } from '../../../web/view.ts';
import { workPath } from '../../../web/work/form.ts';
import type { WorkFormName, WorkList } from '../../../web/work/model.ts';
import type { ApiDeps } from '../../deps.ts';
import { submit, valuesOf } from '../../forms/form.ts';
import { instantOf } from '../../forms/instant.ts';
import { uploadSchema } from '../../forms/multipart.ts';
import { askedOf } from '../../http/asked.ts';
import { PAGE_TAKES_ATTACHMENT, takeAttachment } from '../../http/attachment.ts';
import { BreachParams, wholeNumber } from '../../http/params.ts';
import type { Routes } from '../../http/route.ts';
import { viewOf } from '../../http/view.ts';
import { sendWork } from './show.ts';

const TaskParams = BreachParams.extend({ task: wholeNumber(1, 10_000) });

/** What the forms of the page ask of the breach. */
export const workForms: Routes = (server, deps) => {
  const params = BreachParams;

  server.post('/desk/breaches/:breachId/work/tasks', { schema: { params } }, async (request, reply) => {
    const { breachId } = request.params;
    const view = await viewOf(deps, request);
    const schema = z.object({ 'task-text': text(view, 500), 'task-owner': owner(view) });
    return take(deps, view, request, reply, { name: 'task', list: 'tasks', schema }, (data) => {
      const due = instantOf(view, valuesOf(request), 'task-due');
      return addTask(deps, askedOf(request), breachId, { text: data['task-text'], owner: data['task-owner'], due });
    });
  });

  server.post(
    '/desk/breaches/:breachId/work/tasks/:task',
    { schema: { params: TaskParams } },
    async (request, reply) => {
      const { breachId, task } = request.params;
      const view = await viewOf(deps, request);
      const schema = z.object({
        act: z.enum(TASK_ACTS, view.words.facts.badOption),
        'change-owner': owner(view).default(null),
        'change-reasons': z.string().trim().max(10_000, view.words.work.errors.tooLong).default(''),
      });
      return take(deps, view, request, reply, { name: 'change', list: 'tasks', schema, task }, (data) => {
        const { act, 'change-owner': to, 'change-reasons': reasons } = data;
        return changeTask(deps, askedOf(request), breachId, { task, act, owner: to, reasons });
      });
    },
  );

  server.post('/desk/breaches/:breachId/work/playbooks', { schema: { params } }, async (request, reply) => {
    const { breachId } = request.params;
    const view = await viewOf(deps, request);
    const schema = z.object({ playbook: z.string(view.words.facts.badOption) });
    return take(deps, view, request, reply, { name: 'playbook', list: 'tasks', schema }, ({ playbook }) =>
      beginPlaybook(deps, askedOf(request), breachId, { playbook, language: view.language }),
    );
  });

  server.post('/desk/breaches/:breachId/work/notes', { schema: { params } }, async (request, reply) => {
    const { breachId } = request.params;
    const view = await viewOf(deps, request);
    const schema = z.object({ 'note-text': text(view, 10_000), 'note-privileged': z.literal('yes').optional() });
    return take(deps, view, request, reply, { name: 'note', list: 'notes', schema }, (data) =>
      runCommand(deps, askedOf(request), breachId, {
        ...{ type: 'add-note', text: data['note-text'], privileged: data['note-privileged'] === 'yes' },
      }),
    );
  });

  server.post('/desk/breaches/:breachId/work/calls', { schema: { params } }, async (request, reply) => {
    const { breachId } = request.params;
    const view = await viewOf(deps, request);
    const schema = z.object({ 'call-partner': text(view, 300), 'call-said': text(view, 10_000) });
    return take(deps, view, request, reply, { name: 'call', list: 'calls', schema }, (data) => {
      const calledAt = needed(view, instantOf(view, valuesOf(request), 'call-at'));
      const { 'call-partner': partner, 'call-said': said } = data;
      return runCommand(deps, askedOf(request), breachId, { type: 'log-call', calledAt, partner, said });
    });
  });

  server.post('/desk/breaches/:breachId/work/questions', { schema: { params } }, async (request, reply) => {
    const { breachId } = request.params;
    const view = await viewOf(deps, request);
    const schema = z.object({ 'question-text': text(view, 2_000) });
    return take(deps, view, request, reply, { name: 'question', list: 'reporter', schema }, (data) =>
      runCommand(deps, askedOf(request), breachId, { type: 'ask-question', text: data['question-text'] }),
    );
  });

  const files = { schema: { params }, ...PAGE_TAKES_ATTACHMENT };
  server.post('/desk/breaches/:breachId/work/files', files, async (request, reply) => {
    const { breachId } = request.params;
    const view = await viewOf(deps, request);
    const { errors } = view.words.work;
    const about = z.string().trim().max(500, errors.tooLong).default('');
    const file = uploadSchema(errors.noFile, errors.fileTooLarge(MOST_FILE_BYTES / 1_048_576));
    const schema = z.object({ file, 'file-about': about });
    return take(deps, view, request, reply, { name: 'file', list: 'files', schema }, (data) =>
      takeAttachment(deps, request, breachId, { file: data.file, about: data['file-about'] }),
    );
  });
};

/** A form of the page. `task`: the one that it changes. */
type Taken<S> = { name: WorkFormName; list: WorkList; schema: S; task?: number };

/** Takes a form: recorded, and back to its list, or shown again with its problems. */
async function take<S extends z.ZodObject>(
  deps: ApiDeps,
  view: View,
  request: FastifyRequest,
  reply: FastifyReply,
  { name, list, schema, task }: Taken<S>,
  act: (data: z.output<S>) => Promise<unknown>,
): Promise<FastifyReply> {
  const { breachId } = request.params as { breachId: string };
  let isAway = false;
  const form = await submit(request, schema, async (data) => {
    try {
      return await act(data);
    } catch (error) {
      if (!(error instanceof TocsinError) || error.code !== 'unavailable') throw error;
      // What was typed stays in the form: it is sent again with one press once the engine is back.
      isAway = true;
      throw new TocsinError('conflict', view.words.shell.problems.unavailable);
    }
  });
  if (form === null) return reply.redirect(`${workPath(breachId, list)}#list`, 303);
  const problems = form.problems.map(({ field, message }) => ({ field: fieldOf(name, field), message }));
  const asked = { list, part: 'open' as const, task };
  return sendWork(deps, view, request, reply, asked, { [name]: { ...form, problems } }, isAway ? 503 : 422);
}

const FIRST: Readonly<Record<WorkFormName, string>> = {
  ...{ task: 'task-text', playbook: 'playbook', change: 'change-reasons', note: 'note-text' },
  ...{ call: 'call-partner', file: 'file', question: 'question-text' },
};

/** A refusal names what it is about as the API does; one that names nothing of the form is shown at its first field. */
function fieldOf(name: WorkFormName, field: string): string {
  if (field.startsWith(`${name}-`) || field === FIRST[name]) return field;
  const known: Record<string, string> = {
    ...{ owner: `${name}-owner`, reasons: `${name}-reasons`, calledAt: 'call-at', said: 'call-said' },
  };
  return known[field] ?? FIRST[name];
}

function text(view: View, most: number) {
  const { needed: says, tooLong } = view.words.work.errors;
  return z.string(says).trim().min(1, says).max(most, tooLong);
}

/** An empty choice is nobody. */
function owner(view: View) {
  const chosen = z.string().regex(OWNER, view.words.facts.badOption);
  return z.preprocess((given) => (given === '' || given === undefined ? null : given), chosen.nullable());
}

function needed(view: View, at: Instant | null): Instant {
  if (at === null) throw new TocsinError('bad-input', view.words.work.errors.needed, 'call-at');
  return at;
}
