import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { readReference } from '../../../domain/reference.ts';
import { moveFindings } from '../../../services/alert/move.ts';
import { readReasoning } from '../../../services/suspicion/read.ts';
import { movePath, suspicionPath } from '../../../web/breach/places.ts';
import { EMPTY_FORM, type Form } from '../../../web/forms.ts';
import { movePage } from '../../../web/suspicion/move.ts';
import type { View } from '../../../web/view.ts';
import type { ApiDeps } from '../../deps.ts';
import { openForm, submit } from '../../forms/form.ts';
import { askedOf } from '../../http/asked.ts';
import { BreachParams } from '../../http/params.ts';
import type { Routes } from '../../http/route.ts';
import { viewOf } from '../../http/view.ts';
import { sendPage } from '../page.ts';

const MOST_FINDINGS = 500;

/** Moves findings of alerts from one incident to another. */
export const moveForms: Routes = (server, deps) => {
  const path = movePath(':breachId');

  server.get(path, { schema: { params: BreachParams } }, async (request, reply) => {
    const view = await viewOf(deps, request);
    return show(deps, view, reply, request.params.breachId, await openForm(deps, request));
  });

  server.post(path, { schema: { params: BreachParams } }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const { breachId } = request.params;
    let place = breachId;
    const form = await submit(view, request, schemaOf(view), async ({ findings, to, reasons }) => {
      const given = { findings: [findings].flat(), to: to === '' ? null : to, reasons };
      place = (await moveFindings(deps, askedOf(request), breachId, given)).to;
    });
    if (form === null) return reply.redirect(suspicionPath(place), 303);
    return show(deps, view, reply, breachId, form, 422);
  });
};

async function show(
  deps: ApiDeps,
  view: View,
  reply: FastifyReply,
  breachId: string,
  form: Form = EMPTY_FORM,
  status = 200,
): Promise<FastifyReply> {
  const { state, reasoning } = await readReasoning(deps, breachId);
  return sendPage(reply, movePage(view, { state, findings: reasoning.findings, form }), status);
}

function schemaOf({ words }: View) {
  const { move } = words.suspicion;
  const id = z.string().regex(/^[0-9a-f]{64}$/, move.needWhich);
  return z.object({
    findings: z.union([id, z.array(id).min(1).max(MOST_FINDINGS)], move.needWhich),
    to: z.string().trim().max(64).overwrite(readReference).default(''),
    reasons: z.string(words.facts.badReasons).trim().min(1, words.facts.badReasons).max(10_000, words.facts.tooLong),
  });
}
