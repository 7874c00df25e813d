import { z } from 'zod';
import { OBLIGATION_STATUSES } from '../../domain/breach/state.ts';
import { breachView, type RegisterEntry, registerEntry } from '../../domain/breach/views.ts';
import { exportEvidence } from '../../store/audit.ts';
import { listBreaches, listClocks, readBreach } from '../../store/breaches.ts';
import { readEvents } from '../../store/events.ts';
import type { Store } from '../../store/store.ts';
import { Breach, BreachList, ClockList, EventList, Evidence, Register } from '../answers.ts';
import { findBreach } from '../commands.ts';
import { operation } from '../operation.ts';
import { BreachParams, type Routes } from './route.ts';

const ListQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  before: z.string().max(64).optional(),
  status: z.enum(['suspected', 'confirmed', 'closed']).optional(),
});
const EventQuery = z.strictObject({
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  limit: z.coerce.number().int().min(1).max(5_000).default(1_000),
});
const ClockQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  after: z.string().max(400).optional(),
  breachId: BreachParams.shape.breachId.optional(),
  status: z.union([z.enum(OBLIGATION_STATUSES), z.array(z.enum(OBLIGATION_STATUSES)).max(10)]).optional(),
  exercises: z.enum(['true', 'false']).default('false'),
});
const RegisterQuery = ListQuery.omit({ status: true }).extend({
  exercises: z.enum(['true', 'false']).default('false'),
});
const EvidenceQuery = z.strictObject({ open: z.enum(['true', 'false']).default('false') });

/** Reading breaches. Every answer is a fold of the event stream, or the stream itself. */
export const breachRoutes: Routes = (server, deps) => {
  const list = operation(
    { id: 'listBreaches', tag: 'breaches', summary: 'Breaches, newest report first', answers: { 200: BreachList } },
    { querystring: ListQuery },
  );
  server.get('/breaches', { schema: list }, async (request) => {
    const breaches = await listBreaches(deps.store, request.query);
    return { breaches, next: cursorAfter(breaches, request.query.limit) };
  });

  const one = operation(
    {
      id: 'readBreach',
      tag: 'breaches',
      summary: 'One breach as it stands',
      description: 'Its ETag goes into `If-Match` of the writes that depend on what was read.',
      answers: { 200: Breach },
      refusals: ['not-found'],
    },
    { params: BreachParams },
  );
  server.get('/breaches/:breachId', { schema: one }, async (request) =>
    breachView(await findBreach(deps, request.params.breachId)),
  );

  const clocks = operation(
    {
      id: 'listClocks',
      tag: 'breaches',
      summary: 'Clocks of all breaches, the earliest limit first',
      answers: { 200: ClockList },
    },
    { querystring: ClockQuery },
  );
  server.get('/clocks', { schema: clocks }, async (request) => {
    const { status, exercises, ...page } = request.query;
    const statuses = status === undefined ? undefined : [status].flat();
    const exercise = exercises === 'true' ? undefined : false;
    const { rows, next } = await listClocks(deps.store, { ...page, statuses, exercise });
    return { clocks: rows, next };
  });

  const stream = operation(
    {
      id: 'listEvents',
      tag: 'breaches',
      summary: 'The event stream of a breach, oldest first',
      answers: { 200: EventList },
      refusals: ['not-found'],
    },
    { params: BreachParams, querystring: EventQuery },
  );
  server.get('/breaches/:breachId/events', { schema: stream }, async (request) => {
    const { breachId } = await findBreach(deps, request.params.breachId);
    const { after, limit } = request.query;
    const all = (await readEvents(deps.store, breachId)).filter(({ seq }) => seq > after);
    const events = all.slice(0, limit);
    return { breachId, events, next: all.length > limit ? (events.at(-1)?.seq ?? null) : null };
  });

  const evidence = {
    schema: operation(
      {
        id: 'exportEvidence',
        tag: 'breaches',
        summary: 'Everything about one breach, to be checked offline with `tocsin verify`',
        answers: { 200: Evidence },
        refusals: ['not-found', 'unknown-file'],
      },
      { params: BreachParams, querystring: EvidenceQuery },
    ),
  };
  server.get('/breaches/:breachId/evidence', evidence, async (request, reply) => {
    const { breachId } = await findBreach(deps, request.params.breachId);
    reply.header('content-disposition', `attachment; filename="${breachId}-evidence.json"`);
    return exportEvidence(deps.store, breachId, { at: deps.clock(), open: request.query.open === 'true' });
  });

  const register = operation(
    {
      id: 'readRegister',
      tag: 'breaches',
      summary: 'The register of breaches (GDPR Art. 33(5)), newest first',
      answers: { 200: Register },
    },
    { querystring: RegisterQuery },
  );
  server.get('/register', { schema: register }, async (request) => registerEntries(deps.store, request.query));
};

/** The id to go on after; null where a page was not full, so that nothing can follow. */
function cursorAfter(page: readonly { breachId: string }[], limit: number): string | null {
  return page.length < limit ? null : (page.at(-1)?.breachId ?? null);
}

/** One page of the register, newest first. Exercises never happened: they are in it only when asked for, and marked. */
async function registerEntries(
  store: Store,
  page: z.infer<typeof RegisterQuery>,
): Promise<{ entries: RegisterEntry[]; next: string | null }> {
  const summaries = await listBreaches(store, page);
  const wanted = summaries.filter((s) => !s.exercise || page.exercises === 'true');
  const states = await Promise.all(wanted.map((s) => readBreach(store, s.breachId)));
  const entries = states.flatMap((state) => (state === null ? [] : [registerEntry(state)]));
  return { entries, next: cursorAfter(summaries, page.limit) };
}
