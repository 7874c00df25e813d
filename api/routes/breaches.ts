import { z } from 'zod';
import { breachView, type RegisterEntry, registerEntry } from '../../domain/breach/views.ts';
import { exportEvidence } from '../../store/audit.ts';
import { listBreaches, readBreach } from '../../store/breaches.ts';
import { readEvents } from '../../store/events.ts';
import type { Store } from '../../store/store.ts';
import { findBreach } from '../commands.ts';
import { BreachParams, type Routes } from './route.ts';

const ListQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  before: z.string().max(64).optional(),
  status: z.enum(['suspected', 'confirmed', 'closed']).optional(),
});
const RegisterQuery = ListQuery.omit({ status: true }).extend({
  exercises: z.enum(['true', 'false']).default('false'),
});
const EvidenceQuery = z.strictObject({ open: z.enum(['true', 'false']).default('false') });

/** Reading breaches. Every answer is a fold of the event stream, or the stream itself. */
export const breachRoutes: Routes = (server, deps) => {
  server.get('/breaches', { schema: { querystring: ListQuery } }, async (request) => ({
    breaches: await listBreaches(deps.store, request.query),
  }));

  server.get('/breaches/:breachId', { schema: { params: BreachParams } }, async (request) =>
    breachView(await findBreach(deps, request.params.breachId)),
  );

  server.get('/breaches/:breachId/events', { schema: { params: BreachParams } }, async (request) => {
    const { breachId } = await findBreach(deps, request.params.breachId);
    return { breachId, events: await readEvents(deps.store, breachId) };
  });

  const evidence = { schema: { params: BreachParams, querystring: EvidenceQuery } };
  server.get('/breaches/:breachId/evidence', evidence, async (request, reply) => {
    const { breachId } = await findBreach(deps, request.params.breachId);
    reply.header('content-disposition', `attachment; filename="${breachId}-evidence.json"`);
    return exportEvidence(deps.store, breachId, { at: deps.clock(), open: request.query.open === 'true' });
  });

  server.get('/register', { schema: { querystring: RegisterQuery } }, async (request) => ({
    entries: await registerEntries(deps.store, request.query),
  }));
};

/** One page of the register, newest first. Exercises never happened: they are in it only when asked for, and marked. */
async function registerEntries(store: Store, page: z.infer<typeof RegisterQuery>): Promise<RegisterEntry[]> {
  const summaries = await listBreaches(store, page);
  const wanted = summaries.filter((s) => !s.exercise || page.exercises === 'true');
  const states = await Promise.all(wanted.map((s) => readBreach(store, s.breachId)));
  return states.flatMap((state) => (state === null ? [] : [registerEntry(state)]));
}
