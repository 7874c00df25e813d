import { z } from 'zod';
import { foldEvents } from '../../domain/breach/evolve.ts';
import { type BreachState, OBLIGATION_STATUSES } from '../../domain/breach/state.ts';
import { TocsinError } from '../../domain/errors.ts';
import { InstantInput } from '../../domain/instant-input.ts';
import type { Instant } from '../../domain/time.ts';
import { findBreach } from '../../services/breach/command.ts';
import { readReasoning } from '../../services/suspicion/read.ts';
import { readsPrivileged } from '../../services/work/list.ts';
import { CLOCK_PLACE, listBreaches, listClocks } from '../../store/breaches.ts';
import { readCheckedStream } from '../../store/check-stream.ts';
import type { StoredEvent } from '../../store/events.ts';
import type { ApiDeps } from '../deps.ts';
import { INCIDENT_QUERY, incidentsAsked } from '../desk/incidents.ts';
import { sendFile } from '../http/evidence-file.ts';
import { makePack, PACK_QUERY } from '../http/evidence-pack.ts';
import { EXPORT_QUERY, sendExported } from '../http/exported.ts';
import { BreachParams, wholeNumber } from '../http/params.ts';
import { peopleKnown, withPeople } from '../http/people-known.ts';
import type { Routes } from '../http/route.ts';
import {
  Breach,
  BreachFindings,
  BreachList,
  breachAnswer,
  ClockList,
  EventList,
  Evidence,
} from '../openapi/answers.ts';
import { operation } from '../openapi/operation.ts';
import { principalOf } from '../sign-in/authentication.ts';

const ListQuery = z.strictObject({
  limit: wholeNumber(1, 500).default(100),
  before: BreachParams.shape.breachId.optional(),
  exercises: z.enum(['true', 'false', 'only']).default('true'),
  ...INCIDENT_QUERY,
});
const BreachQuery = z.strictObject({ at: InstantInput.optional().describe('As it was known at this instant') });
const FileParams = BreachParams.extend({ file: z.string().regex(/^[0-9a-f]{64}$/, 'the SHA-256 of the file') });
const EventQuery = z.strictObject({
  after: wholeNumber(0).default(0),
  limit: wholeNumber(1, 5_000).default(1_000),
});
const ClockQuery = z.strictObject({
  limit: wholeNumber(1, 500).default(100),
  after: z.string().regex(CLOCK_PLACE, 'this is no `next` of an earlier page').optional(),
  breachId: BreachParams.shape.breachId.optional(),
  status: z.union([z.enum(OBLIGATION_STATUSES), z.array(z.enum(OBLIGATION_STATUSES)).max(10)]).optional(),
  exercises: z.enum(['true', 'false']).default('false'),
  regime: z.string().max(200).optional().describe('Its name, such as GDPR'),
  recipient: z.string().max(100).optional(),
  stage: z.enum(['initial', 'intermediate', 'final']).optional(),
});
const EvidenceQuery = z.strictObject(PACK_QUERY);

/** Reading breaches. Every answer is a fold of the event stream, or the stream itself. */
export const breachRoutes: Routes = (server, deps) => {
  const list = operation(
    {
      id: 'listBreaches',
      tag: 'breaches',
      summary: 'Breaches, newest report first, by state, owner, system, plane, duty, country, rule or day',
      answers: { 200: BreachList },
      refusals: ['not-found'],
    },
    { querystring: ListQuery },
  );
  server.get('/breaches', { schema: list }, async (request) => {
    const { exercises, limit, before, ...asked } = request.query;
    const { keys, phase, rule, ...reported } = incidentsAsked(
      asked,
      deps.organisation.zone,
      (await peopleKnown(deps)).gone,
    );
    const breaches = await listBreaches(deps.store, {
      ...{ limit, keys, reported },
      ...(exercises !== 'true' && { exercise: exercises === 'only' }),
      ...(before !== undefined && { before }),
      ...(phase !== undefined && { phase }),
      ...(rule !== undefined && { rule }),
    });
    return { breaches, next: cursorAfter(breaches, limit) };
  });

  const one = operation(
    {
      id: 'readBreach',
      tag: 'breaches',
      summary: 'One breach as it stands, or as it was known at an instant',
      description: 'Its ETag goes into `If-Match` of the writes that depend on what was read.',
      answers: { 200: Breach },
      refusals: ['not-found', 'conflict', 'record-broken'],
    },
    { params: BreachParams, querystring: BreachQuery },
  );
  server.get('/breaches/:breachId', { schema: one }, async (request) => {
    const { at } = request.query;
    const state = await findBreach(deps, request.params.breachId);
    const shown = at === undefined ? state : await asKnownAt(deps, state, at);
    return withPeople(deps, breachAnswer(shown, deps.policy.targets.investigation.hours));
  });

  const findings = operation(
    {
      id: 'readFindings',
      tag: 'breaches',
      summary: 'Why a breach is suspected: its findings in time order, what follows from them, and how sure that is',
      answers: { 200: BreachFindings },
      refusals: ['not-found'],
    },
    { params: BreachParams },
  );
  server.get('/breaches/:breachId/findings', { schema: findings }, async (request) => {
    return withPeople(deps, (await readReasoning(deps, request.params.breachId)).reasoning);
  });

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
      summary: 'The event stream of a breach, oldest first, and how far its chain holds',
      answers: { 200: EventList },
      refusals: ['not-found'],
    },
    { params: BreachParams, querystring: EventQuery },
  );
  server.get('/breaches/:breachId/events', { schema: stream }, async (request) => {
    const { breachId, seq } = await findBreach(deps, request.params.breachId);
    const { after, limit } = request.query;
    const { events: all, verifiedTo, head, findings } = await readCheckedStream(deps.store, breachId, seq);
    const events = all.filter((event) => event.seq > after).slice(0, limit);
    const last = events.at(-1)?.seq ?? head.seq;
    return {
      breachId,
      events: events.map(({ event, ...sealed }) =>
        event === null ? { ...sealed, data: {}, unreadable: true } : forRole(event, principalOf(request).role),
      ),
      next: last < head.seq ? last : null,
      verification: { verifiedTo, head, findings },
    };
  });

  const evidence = {
    schema: operation(
      {
        id: 'exportEvidence',
        tag: 'breaches',
        summary: 'Everything about one breach, to be checked offline with `tocsin verify`',
        answers: { 200: Evidence },
        refusals: ['not-found', 'unknown-file', 'content-refused'],
      },
      { params: BreachParams, querystring: EvidenceQuery },
    ),
  };
  server.get('/breaches/:breachId/evidence', evidence, async (request, reply) => {
    const { breachId } = request.params;
    const pack = await makePack(deps, breachId, principalOf(request).role, request.query);
    reply.header('content-disposition', `attachment; filename="${breachId}-evidence.json"`);
    return reply.type('application/json; charset=utf-8').send(pack);
  });

  const exported = operation(
    {
      id: 'exportBreach',
      tag: 'breaches',
      summary: 'A breach with its findings for other tools: OCSF Incident Finding or STIX 2.1',
      description: 'What is not known is left out. It names the accounts and addresses that the alerts name.',
      answers: { 200: ['application/json', 'application/stix+json'] },
      refusals: ['not-found'],
    },
    { params: BreachParams, querystring: z.strictObject(EXPORT_QUERY) },
  );
  server.get('/breaches/:breachId/export', { schema: exported }, async (request, reply) =>
    sendExported(deps, reply, request.params.breachId, request.query),
  );

  const file = operation(
    {
      id: 'readFile',
      tag: 'breaches',
      summary: 'A file kept as evidence of a breach, byte by byte',
      answers: { 200: ['application/octet-stream'] },
      refusals: ['not-found', 'unknown-file'],
    },
    { params: FileParams },
  );
  server.get('/breaches/:breachId/files/:file', { schema: file }, async (request, reply) =>
    sendFile(deps, reply, request.params),
  );
};

/** An event as somebody of this role reads it: who audits does not read privileged notes. */
function forRole(event: StoredEvent, role: string): object {
  if (event.type !== 'note-added' || !event.data.privileged || readsPrivileged(role)) return event;
  const { personal: _, ...rest } = event;
  return { ...rest, withheld: true };
}

/** The breach as its events told it at an instant. @throws TocsinError `conflict`, `not-found`, `record-broken` */
async function asKnownAt({ store, clock }: ApiDeps, { breachId, seq }: BreachState, at: Instant): Promise<BreachState> {
  if (at > clock()) throw new TocsinError('conflict', 'Nobody knows yet what will be known then.', 'at');
  const { events } = await readCheckedStream(store, breachId, seq);
  const known = events.filter((event) => event.at <= at);
  const opened = known.flatMap(({ event }) => event ?? []);
  const state = opened.length === known.length ? foldEvents(opened) : null;
  if (state !== null) return state;
  if (known.length > 0) {
    throw new TocsinError('record-broken', `What was known of ${breachId} then does not open any more.`, 'at');
  }
  throw new TocsinError('not-found', `Breach ${breachId} was not on record yet at ${at}.`, 'at');
}

/** The id to go on after; null where a page was not full, so that nothing can follow. */
function cursorAfter(page: readonly { breachId: string }[], limit: number): string | null {
  return page.length < limit ? null : (page.at(-1)?.breachId ?? null);
}
