import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { canonicalJson } from '../../domain/audit/chain.ts';
import { TocsinError } from '../../domain/errors.ts';
import type { FactsPatch } from '../../domain/facts.ts';
import { keepReport } from '../../intake/keep-report.ts';
import { findBreach } from '../../services/breach/command.ts';
import { readScore } from '../../services/exercise/score.ts';
import { listBreaches } from '../../store/breaches.ts';
import { exercisesPage } from '../../web/exercises/list.ts';
import { SCALES, SCENARIOS } from '../../web/exercises/model.ts';
import { exercisePage, NOTICES_SHOWN } from '../../web/exercises/report.ts';
import type { Form } from '../../web/forms.ts';
import { SaidRefusal } from '../../web/refusals.ts';
import type { View } from '../../web/view.ts';
import type { ApiDeps } from '../deps.ts';
import { acceptForms, list, openForm, optionalText, submit } from '../forms/form.ts';
import { idempotencyKey } from '../http/idempotency.ts';
import { BreachParams } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { reportOf } from '../routes/incidents.ts';
import { principalOf } from '../sign-in/authentication.ts';
import { readNames } from './breach/names.ts';
import { sendPage } from './page.ts';
import { chosenSystems, offeredSystems } from './system-choice.ts';

const PAGE_ROWS = 50;
const Query = z.object({
  before: z.string().max(64).optional().catch(undefined),
  started: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/)
    .optional()
    .catch(undefined),
});

/** What is known at the start of each scenario; the rest is for the players to find out. */
const FACTS: Record<(typeof SCENARIOS)[number], z.input<typeof FactsPatch>> = {
  session: { malicious: 'yes', confidentiality: 'unknown-recipients' },
  copied: { malicious: 'yes', confidentiality: 'unknown-recipients', identifiability: 'maximum' },
  ransom: { malicious: 'yes', availability: 'temporary', confidentiality: 'exposed' },
  letter: { malicious: 'no', confidentiality: 'known-recipients' },
};

/** Drills: those there were, starting one, and the report of each. */
export const exercisePages: Routes = (server, deps) => {
  acceptForms(server);

  server.get('/desk/exercises', { schema: { querystring: Query } }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const { before, started } = request.query;
    const form = await openForm(deps, request);
    return sendExercises(deps, view, reply, { before, started: started ?? null }, form);
  });

  server.post('/desk/exercises', async (request, reply) => {
    const view = await viewOf(deps, request);
    const { scenarios, start } = view.words.exercises;
    const schema = z.object({
      scenario: z.enum(SCENARIOS, start.needScenario),
      title: optionalText,
      systems: list,
      'systems-more': optionalText,
      scale: z.enum(SCALES, start.needScale),
      aware: list,
    });
    let started = '';
    const form = await submit(
      view,
      request,
      schema,
      async ({ scenario, title, systems: ticked, 'systems-more': more = '', scale, aware }) => {
        const systems = chosenSystems(ticked, more);
        if (!deps.exerciseInbox) throw new SaidRefusal('exercise-has-no-inbox', start.noInbox, 'scenario');
        const { title: given, summary } = scenarios[scenario];
        const incident = {
          ...{ title: title ?? given, summary, systems, facts: FACTS[scenario], exercise: { scale: Number(scale) } },
          ...(aware.includes('now') ? { awareAt: view.now } : {}),
        };
        const key = idempotencyKey(request);
        // Without the instant: the same form sent twice is one exercise.
        const raw = Buffer.from(canonicalJson({ ...incident, awareAt: 'awareAt' in incident ? 'now' : null }));
        const sent = { key, raw, requestId: request.id };
        const report = await reportOf(deps, principalOf(request), incident, sent);
        started = (await keepReport(deps, report)).breachId ?? '';
      },
    );
    if (form !== null) return sendExercises(deps, view, reply, { before: undefined, started: null }, placed(form), 422);
    return reply.redirect(`/desk/exercises?started=${started}`, 303);
  });

  server.get('/desk/exercises/:breachId', { schema: { params: BreachParams } }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const state = await findBreach(deps, request.params.breachId);
    if (state.exercise === null) throw new TocsinError('not-found', 'This breach is no exercise.', 'breachId');
    const { breachId, narrative } = state;
    const score = await readScore(deps, breachId, view.now);
    const named = [...score.notices.filter(({ inTime }) => !inTime), ...score.notices].slice(0, 2 * NOTICES_SHOWN);
    const { names } = await readNames(deps.store, view, state, () => named.map((each) => each.counterparty));
    const { by, counterparty } = names;
    return sendPage(reply, exercisePage(view, { breachId, title: narrative.title, score, by, counterparty }));
  });
};

/** A refusal names an entry of a list, or nothing: on the page it stands at the field. */
function placed({ values, problems }: Form): Form {
  const fields = ['scenario', 'title', 'scale', 'aware'];
  const fieldOf = (field: string) =>
    field.startsWith('systems') ? 'systems' : fields.includes(field) ? field : 'scenario';
  return { values, problems: problems.map((problem) => ({ ...problem, field: fieldOf(problem.field) })) };
}

async function sendExercises(
  deps: ApiDeps,
  view: View,
  reply: FastifyReply,
  { before, started }: { before: string | undefined; started: string | null },
  form: Form,
  status = 200,
): Promise<FastifyReply> {
  const after = before === undefined ? {} : { before };
  const found = await listBreaches(deps.store, { limit: PAGE_ROWS + 1, exercise: true, ...after });
  const rows = found.slice(0, PAGE_ROWS);
  const next = found.length > PAGE_ROWS ? (rows.at(-1)?.breachId ?? null) : null;
  const given = [form.values.systems ?? []].flat();
  const offered = await offeredSystems(deps.store, given);
  const isThere = rows.some(({ breachId }) => breachId === started);
  const model = {
    rows,
    next,
    ...offered,
    hasInbox: deps.exerciseInbox,
    started: isThere ? null : started,
  };
  return sendPage(reply, exercisesPage(view, model, form), status);
}
