import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { CommandBody } from '../../../domain/breach/commands.ts';
import type { BreachState } from '../../../domain/breach/state.ts';
import { TocsinError } from '../../../domain/errors.ts';
import { findBreach, runCommand, type StillSeen } from '../../../services/breach/command.ts';
import { type ConflictRow, conflictPage } from '../../../web/breach/conflict.ts';
import type { BreachForms } from '../../../web/breach/model.ts';
import { pageWith, panelPath } from '../../../web/breach/places.ts';
import type { Form } from '../../../web/forms.ts';
import { SaidRefusal, sayRefusal } from '../../../web/refusals.ts';
import type { View } from '../../../web/view.ts';
import type { ApiDeps } from '../../deps.ts';
import { submit, valuesOf } from '../../forms/form.ts';
import { askedOf } from '../../http/asked.ts';
import { sendPage } from '../page.ts';
import { rescope } from './scoped.ts';
import { sendBreach } from './show.ts';

/** One form of the page: what it takes, what it saw, and what it asks of the breach. */
type Decision<S extends z.ZodObject> = {
  scope: string;
  /** Fields whose names carry the scope on the page. */
  scoped: readonly string[];
  /** The panel in which it stands. */
  panel: string;
  schema: S;
  seen(state: BreachState): string;
  command?(data: z.output<S>): CommandBody;
  /** Sends it where a use case of its own does; else the command goes to the breach as it is. */
  send?(data: z.output<S>, stillSeen: StillSeen | undefined): Promise<unknown>;
  /** What is on record and what was typed, for when both differ. */
  rows(state: BreachState, data: z.output<S>): ConflictRow[];
  forms(form: Form): BreachForms;
  /** A refusal of which this page knows more than its code and rule say. */
  says?(refusal: TocsinError, state: BreachState): string | undefined;
  url: string;
};

/** Takes a form: recorded, or shown again with its problems, or beside what somebody else recorded meanwhile. */
export async function takeDecision<S extends z.ZodObject>(
  deps: ApiDeps,
  view: View,
  request: FastifyRequest,
  reply: FastifyReply,
  decision: Decision<S>,
): Promise<FastifyReply> {
  const { breachId } = request.params as { breachId: string };
  const back = panelPath(breachId, decision.panel);
  let conflict: string | null = null;
  let isAway = false;
  const form = await submit(view, request, decision.schema, async (data) => {
    const { seen } = valuesOf(request);
    const stillSeen = seen === undefined ? undefined : (now: BreachState) => seen === decision.seen(now);
    try {
      if (decision.send !== undefined) return await decision.send(data, stillSeen);
      const command = decision.command?.(data);
      if (command === undefined) throw new TocsinError('internal', 'The form asks nothing of the breach.');
      return await runCommand(deps, askedOf(request, view.language), breachId, command, stillSeen);
    } catch (error) {
      if (!(error instanceof TocsinError)) throw error;
      // What was typed stays in the form: it is sent again with one press once the engine is back.
      isAway = error.code === 'unavailable';
      if (isAway) throw new SaidRefusal('conflict', view.words.shell.problems.unavailable);
      const now = await findBreach(deps, breachId);
      if (error.code !== 'stale')
        throw new SaidRefusal(
          error.code,
          decision.says?.(error, now) ?? sayRefusal(view, error),
          error.field,
          error.members,
        );
      const hidden = hiddenOf(request, decision, now);
      conflict = conflictPage(view, { breachId, rows: decision.rows(now, data), action: decision.url, hidden, back });
    }
  });
  if (conflict !== null) return sendPage(reply, conflict, 409);
  if (form === null) return reply.redirect(back, 303);
  const shown = rescope(form, decision.scope, decision.scoped);
  const problems = shown.problems.map((p) => ({ ...p, field: knownField(p.field, shown, decision) }));
  return sendBreach(
    deps,
    view,
    reply,
    breachId,
    pageWith(decision.panel),
    decision.forms({ ...shown, problems }),
    isAway ? 503 : 422,
  );
}

/** A refusal that names something else than a field is shown at the first one. */
function knownField<S extends z.ZodObject>(field: string, form: Form, { scope, scoped }: Decision<S>): string {
  return Object.hasOwn(form.values, field) || field.startsWith(scope) ? field : `${scope}-${scoped[0] ?? ''}`;
}

/** The form again, as it was typed, with what it has seen now. */
function hiddenOf<S extends z.ZodObject>(
  request: FastifyRequest,
  { scope, scoped, seen }: Decision<S>,
  state: BreachState,
): Record<string, string> {
  const { values } = rescope({ values: valuesOf(request), problems: [] }, scope, scoped);
  const typed = Object.entries(values).map(([name, value]) => [name, String(value)] as const);
  return { ...Object.fromEntries(typed), seen: seen(state) };
}
