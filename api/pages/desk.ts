import { Readable } from 'node:stream';
import { z } from 'zod';
import { CSV_START } from '../../domain/csv.ts';
import { InstantInput } from '../../domain/instant-input.ts';
import type { Ticker } from '../../intake/relay.ts';
import { openTasksOf } from '../../services/task/desk.ts';
import { countDead } from '../../store/alerts.ts';
import { readIncidents } from '../../store/desk.ts';
import type { Store } from '../../store/store.ts';
import { incidentsPage } from '../../web/desk/incidents.ts';
import type { DeskLeft } from '../../web/desk/left.ts';
import { deskPage } from '../../web/desk/page.ts';
import type { DeskTasks } from '../../web/desk/tasks.ts';
import { INCIDENT_QUERY, incidentFilters, incidentsAsked, ownedBy } from '../desk/incidents.ts';
import {
  cursor,
  DeskQuerySchema,
  deskCsv,
  exerciseOf,
  exercises,
  lawsOf,
  parseCursor,
  readDesk,
  writeCursor,
} from '../desk/read.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { createLive } from '../live/live.ts';
import { streamLive } from '../live/stream.ts';
import { isStillAllowed, principalOf } from '../sign-in/authentication.ts';
import { sendPage } from './page.ts';

const INCIDENTS_SHOWN = 50;
const TASKS_SHOWN = 15;
const LEFT_SHOWN = 5;
const IncidentQuerySchema = z.strictObject({
  id: z.string().trim().max(64).default(''),
  exercises,
  after: cursor,
  ...INCIDENT_QUERY,
});
const NOT_ASKED = {
  ...{ status: '' as const, owner: '', system: '', plane: '', duty: '', country: '' },
  ...{ rule: '', from: '', to: '' },
};
const LiveQuery = z.strictObject({ since: InstantInput.optional() });

/** The desk: every running clock, the worst first; its export, its news, and the list of incidents. */
export const deskPages: Routes = (server, deps) => {
  const laws = lawsOf(deps.policy);
  const live = createLive(deps);
  const end = new AbortController();
  server.addHook('preClose', async () => end.abort());
  server.addHook('onClose', () => live.stop());

  server.get('/', { schema: { querystring: DeskQuerySchema } }, async (request, reply) => {
    const { name, role } = principalOf(request);
    const [view, model, tasks, dead] = await Promise.all([
      viewOf(deps, request),
      readDesk(deps, request.query, laws),
      readTasks(deps.store, [name, role]),
      countDead(deps.store),
    ]);
    const left = await readLeft(deps.store, view.gone);
    const all = dead.reduce((sum, { count }) => sum + count, 0);
    return sendPage(reply, deskPage(view, { ...model, tasks, left, dead: all }));
  });

  server.get('/desk/clocks.csv', { schema: { querystring: DeskQuerySchema } }, async (request, reply) => {
    const name = `desk-${deps.clock().slice(0, 10)}.csv`;
    reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}"`);
    return reply.send(Readable.from(withStart(deskCsv(deps, request.query, laws))));
  });

  // A browser's event source asks for a stream; whoever does not is answered once, as JSON.
  server.get('/desk/live', { schema: { querystring: LiveQuery } }, async (request, reply) => {
    const resumed = InstantInput.safeParse(request.headers['last-event-id']);
    const since = resumed.success ? resumed.data : (request.query.since ?? null);
    const wantsStream = (request.headers.accept ?? '').includes('text/event-stream');
    if (!wantsStream || request.method === 'HEAD') return live.catchUp(since);
    const leave = deps.limiter.openStream(principalOf(request).name);
    const isAllowed = () => isStillAllowed(request, deps);
    const stream = streamLive({ live, since, isAllowed, every, signal: end.signal });
    stream.once('close', leave);
    return reply.type('text/event-stream; charset=utf-8').header('x-accel-buffering', 'no').send(stream);
  });

  server.get('/desk/breaches', { schema: { querystring: IncidentQuerySchema } }, async (request, reply) => {
    const { id, exercises, after, ...asked } = request.query;
    const place = parseCursor(after);
    const view = await viewOf(deps, request);
    const { rows, next } = await readIncidents(deps.store, {
      limit: INCIDENTS_SHOWN,
      ...exerciseOf(exercises),
      ...incidentsAsked(asked, deps.organisation.zone, view.gone),
      ...(id === '' ? {} : { idPart: id }),
      ...(place === undefined ? {} : { after: place }),
    });
    const values = await incidentFilters(deps, view, exerciseOf(exercises), asked);
    const query = { ...NOT_ASKED, ...asked, id, exercises, after };
    return sendPage(reply, incidentsPage(view, { query, values, incidents: rows, next: writeCursor(next) }));
  });
};

/** Open incidents of those who cannot act any more: they are nobody's. */
async function readLeft(store: Store, gone: ReadonlySet<string>): Promise<DeskLeft> {
  if (gone.size === 0) return { breachIds: [], hasMore: false };
  const { rows, next } = await readIncidents(store, { limit: LEFT_SHOWN, open: true, keys: [ownedBy([...gone])] });
  return { breachIds: rows.map(({ breachId }) => breachId), hasMore: next !== null };
}

/** Of who looks and of their role, and then of others. */
async function readTasks(store: Store, owners: readonly string[]): Promise<DeskTasks> {
  const [own, all] = await Promise.all([
    openTasksOf(store, { owners, limit: TASKS_SHOWN }),
    // One's own are among them.
    openTasksOf(store, { limit: 2 * TASKS_SHOWN }),
  ]);
  const isOther = (owner: string | null) => owner === null || !owners.includes(owner);
  const others = all.tasks.filter(({ owner }) => isOther(owner));
  const hasMore = own.hasMore || all.hasMore || others.length > TASKS_SHOWN;
  return { own: own.tasks, others: others.slice(0, TASKS_SHOWN), hasMore };
}

async function* withStart(lines: AsyncIterable<string>): AsyncGenerator<string> {
  yield CSV_START;
  yield* lines;
}

const every: Ticker = (ms, turn) => {
  const timer = setInterval(turn, ms);
  return () => clearInterval(timer);
};
