import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { OPEN_TASKS } from '../../../domain/breach/closing-gate.ts';
import { DISMISSALS } from '../../../domain/breach/events.ts';
import { TocsinError } from '../../../domain/errors.ts';
import { readReference } from '../../../domain/reference.ts';
import { runCommand } from '../../../services/breach/command.ts';
import { acknowledge } from '../../../services/handling/acknowledge.ts';
import { handOver } from '../../../services/handling/hand-over.ts';
import { take } from '../../../services/handling/take.ts';
import { triage } from '../../../services/handling/triage.ts';
import { panelPath } from '../../../web/breach/places.ts';
import { SaidRefusal, sayRefusal } from '../../../web/refusals.ts';
import type { View } from '../../../web/view.ts';
import type { ApiDeps } from '../../deps.ts';
import { submit, valuesOf } from '../../forms/form.ts';
import { instantOf } from '../../forms/instant.ts';
import { askedOf } from '../../http/asked.ts';
import { BreachParams } from '../../http/params.ts';
import type { Routes } from '../../http/route.ts';
import { viewOf } from '../../http/view.ts';
import { sendBreach } from './show.ts';

const MOST_REASONS = 10_000;

/** Who has the incident, and what a suspicion came to, on the page of a breach. */
export const handlingForms: Routes = (server, deps) => {
  const schema = { params: BreachParams };

  server.post('/desk/breaches/:breachId/take', { schema }, async (request, reply) => {
    const { breachId } = request.params;
    const view = await viewOf(deps, request);
    return answer(deps, view, request, reply, { breachId, prefix: '', schema: z.object({}) }, () =>
      take(deps, askedOf(request), breachId),
    );
  });

  server.post('/desk/breaches/:breachId/acknowledgement', { schema }, async (request, reply) => {
    const { breachId } = request.params;
    const view = await viewOf(deps, request);
    return answer(deps, view, request, reply, { breachId, prefix: '', schema: z.object({}) }, () =>
      acknowledge(deps, askedOf(request), breachId),
    );
  });

  server.post('/desk/breaches/:breachId/hand-over', { schema }, async (request, reply) => {
    const { breachId } = request.params;
    const view = await viewOf(deps, request);
    const { handling } = view.words.breach;
    const given = z.object({
      'over-to': z.string(handling.needWho).trim().min(1, handling.needWho).max(100),
      'over-reasons': neededReasons(view),
    });
    return answer(deps, view, request, reply, { breachId, prefix: 'over-', schema: given }, (data) =>
      handOver(deps, askedOf(request), breachId, { to: data['over-to'], reasons: data['over-reasons'] }),
    );
  });

  server.post('/desk/breaches/:breachId/suspicion', { schema }, async (request, reply) => {
    const { breachId } = request.params;
    const view = await viewOf(deps, request);
    const given = z.object({ 'suspicion-reasons': neededReasons(view) });
    const about = { breachId, prefix: '', schema: given, form: 'suspicion' } as const;
    return answer(deps, view, request, reply, about, async ({ 'suspicion-reasons': reasons }) => {
      const timeOf = (name: string) => instantOf(view, valuesOf(request), name) ?? undefined;
      const [firstSuspicionAt, investigationStartedAt] = ['firstSuspicionAt', 'investigationStartedAt'].map(timeOf);
      if ((firstSuspicionAt ?? investigationStartedAt) === undefined) {
        throw new SaidRefusal('bad-input', view.words.breach.suspicion.needTime, 'firstSuspicionAt');
      }
      const said = { firstSuspicionAt, investigationStartedAt, reasons };
      return runCommand(deps, askedOf(request), breachId, { type: 'record-suspicion', ...said });
    });
  });

  server.post('/desk/breaches/:breachId/triage', { schema }, async (request, reply) => {
    const { breachId } = request.params;
    const view = await viewOf(deps, request);
    const given = z.object({
      'triage-outcome': z.enum(['dismissed', 'merged'], view.words.facts.badOption),
      'triage-kind': z.enum(['', ...DISMISSALS], view.words.facts.badOption).default(''),
      'triage-into': z.string().trim().max(64).overwrite(readReference).default(''),
      'triage-reasons': neededReasons(view),
      'triage-over': z.string().trim().max(MOST_REASONS).default(''),
    });
    return answer(deps, view, request, reply, { breachId, prefix: 'triage-', schema: given }, (data) => {
      const into = data['triage-into'] === '' ? null : data['triage-into'];
      const why = data['triage-over'];
      const over = why === '' ? [] : [{ point: OPEN_TASKS, reasons: why }];
      const kind = data['triage-kind'];
      const said = { outcome: data['triage-outcome'], into, reasons: data['triage-reasons'], over };
      return triage(deps, askedOf(request), breachId, { ...said, ...(kind !== '' && { kind }) });
    });
  });
};

/** `prefix`: of the names that the form's fields have on the page. `form`: the part of the page that it is. */
type Given<S extends z.ZodObject> = { breachId: string; prefix: string; schema: S; form?: 'suspicion' };

/** Done, and the page again; or the page with the form as it was typed and what is wrong with it. */
async function answer<S extends z.ZodObject>(
  deps: ApiDeps,
  view: View,
  request: FastifyRequest,
  reply: FastifyReply,
  { breachId, prefix, schema, form: part }: Given<S>,
  act: (data: z.output<S>) => Promise<unknown>,
): Promise<FastifyReply> {
  const { handling } = view.words.breach;
  const says: Record<string, string> = {
    to: handling.badWho,
    over: handling.tasksLeft,
  };
  let isAway = false;
  const form = await submit(view, request, schema, (data) =>
    act(data).catch((error: unknown) => {
      if (!(error instanceof TocsinError)) throw error;
      isAway = error.code === 'unavailable';
      if (isAway) throw new SaidRefusal('conflict', view.words.shell.problems.unavailable);
      const said = says[error.field ?? ''] ?? sayRefusal(view, error);
      throw new SaidRefusal(error.code, said, `${prefix}${error.field ?? ''}`, error.members);
    }),
  );
  if (form === null) return reply.redirect(panelPath(breachId, part ?? 'handling'), 303);
  return sendBreach(
    deps,
    view,
    reply,
    breachId,
    part === undefined ? 'overview' : 'known',
    part === undefined ? { handling: form } : { [part]: form },
    isAway ? 503 : 422,
  );
}

function neededReasons({ words }: View) {
  return z.string(words.facts.badReasons).trim().min(1, words.facts.badReasons).max(10_000, words.facts.tooLong);
}
