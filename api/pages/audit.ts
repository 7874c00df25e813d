import { Readable } from 'node:stream';
import { z } from 'zod';
import { CSV_START, csvLine } from '../../domain/csv.ts';
import { readLocalTime } from '../../domain/local-time.ts';
import { isTarget } from '../../domain/plan/targets.ts';
import { readReference } from '../../domain/reference.ts';
import { DAY_MS, type Instant, toInstant } from '../../domain/time.ts';
import { verifyAll } from '../../services/audit/verify-all.ts';
import { readAnchorStatus } from '../../store/anchorings.ts';
import { listTrail, type TrailEntry, type TrailQuery } from '../../store/audit-trail.ts';
import { readCounterparties } from '../../store/dataflow.ts';
import type { AuditFilter } from '../../web/audit/model.ts';
import { aboutLook, auditPage, changed, kindOf, settingsStored, viewed } from '../../web/audit/page.ts';
import { verificationPage } from '../../web/audit/verification.ts';
import { targetOf } from '../../web/own-target.ts';
import { sayChange } from '../../web/settings/values.ts';
import { citedText } from '../../web/translated.ts';
import type { View } from '../../web/view.ts';
import type { ApiDeps } from '../deps.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { sendPage } from './page.ts';

const PAGE_ROWS = 40;
const CSV_ROWS = 1_000;
const DAY = /^\d{4}-\d\d-\d\d$/;

const text = z.string().trim().max(100).catch('');
const Query = z.object({
  who: text.default(''),
  breach: text.default(''),
  kind: z.enum(['', 'view', 'change', 'sign-in']).catch('').default(''),
  from: text.default(''),
  to: text.default(''),
  before: z.string().max(200).optional().catch(undefined),
});

/** Who looked at what and who changed what; and whether the record still holds. */
export const auditPages: Routes = (server, deps) => {
  const schema = { querystring: Query };

  server.get('/desk/audit', { schema }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const { before, ...filter } = request.query;
    const problems = (['from', 'to'] as const)
      .filter((name) => filter[name] !== '' && startOf(filter[name], view.zone) === null)
      .map((field) => ({ field, message: view.words.audit.badDay }));
    const isContinued = before !== undefined;
    const anchors = await readAnchorStatus(deps.store, view.now);
    if (problems.length > 0) {
      return sendPage(
        reply,
        auditPage(view, { filter, lines: [], next: null, names: new Map(), isContinued, anchors }, problems),
        422,
      );
    }
    const page = await listTrail(deps.store, trailFilter(filter, view), { before, limit: PAGE_ROWS });
    const names = await namesIn(deps, view, page.entries);
    const shown = { filter, lines: page.entries, next: page.next, names, isContinued, anchors };
    return sendPage(reply, auditPage(view, shown));
  });

  server.get('/desk/audit.csv', { schema }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const { before: _, ...filter } = request.query;
    reply.header('content-disposition', `attachment; filename="audit-${view.now.slice(0, 10)}.csv"`);
    return reply.type('text/csv; charset=utf-8').send(Readable.from(csvOf(deps, view, trailFilter(filter, view))));
  });

  const again = { schema: { querystring: z.object({ again: z.literal('yes').optional().catch(undefined) }) } };
  server.get('/desk/audit/verification', again, async (request, reply) => {
    const view = await viewOf(deps, request);
    return sendPage(reply, verificationPage(view, await verifyAll(deps, request.query.again === 'yes')));
  });
};

/** Names of what the changes are about: duties by their articles, suppliers and customers as the register has them. */
async function namesIn(
  { store, policy }: ApiDeps,
  view: View,
  entries: readonly TrailEntry[],
): Promise<Map<string, string>> {
  const about = new Set(
    entries.flatMap((entry) => (entry.kind === 'change' && entry.about !== null ? [entry.about] : [])),
  );
  const duties = policy.obligations
    .filter(({ id }) => about.has(id))
    .map(({ id, article }) => [id, citedText(view, article)] as const);
  const targets = [...about].filter(isTarget).map((id) => [id, targetOf(view, policy, id)] as const);
  const parties = await readCounterparties(store, [...about]);
  return new Map([...duties, ...targets, ...parties.map(({ id, name }) => [id, name] as const)]);
}

async function* csvOf(deps: ApiDeps, view: View, filter: TrailQuery): AsyncGenerator<string> {
  yield CSV_START + csvLine(view.words.audit.csvColumns);
  let before: string | undefined;
  do {
    const { entries, next } = await listTrail(deps.store, filter, { before, limit: CSV_ROWS });
    yield entries.map((entry) => csvLine(cellsOf(view, entry))).join('');
    before = next ?? undefined;
  } while (before !== undefined);
}

function cellsOf(view: View, entry: TrailEntry): (string | number | null)[] {
  const { audit } = view.words;
  const { at, who, breachId } = entry;
  if (entry.kind === 'view') {
    return [
      at,
      who,
      entry.role,
      kindOf(view, entry),
      breachId,
      [viewed(view, entry.route), aboutLook(view, entry.about ?? '')].join(' ').trim(),
      entry.route,
    ];
  }
  if (entry.kind === 'settings') {
    const { about, effectiveFrom, changes } = entry;
    const from = effectiveFrom === at ? [] : [`${view.words.settings.since} ${effectiveFrom}`];
    const what = [...from, ...changes.map((change) => sayChange(view, change))].join('; ');
    return [at, who, null, audit.change, null, settingsStored(view, about), what];
  }
  return [at, who, null, audit.change, breachId, audit.types[entry.type], changed(view, entry)];
}

function trailFilter({ who, breach, kind, from, to }: AuditFilter, { zone }: View): TrailQuery {
  const since = startOf(from, zone);
  const last = startOf(to, zone) !== null ? toInstant(Date.parse(to) + DAY_MS).slice(0, 10) : '';
  const until = startOf(last, zone);
  return {
    ...(who === '' ? {} : { who }),
    ...(breach === '' ? {} : { breachId: readReference(breach.toUpperCase()) }),
    ...(kind === '' ? {} : { kind }),
    ...(since === null ? {} : { from: since }),
    ...(until === null ? {} : { until }),
  };
}

/**
 * The first instant of a local day; null where it is none. Where clocks skip midnight, the day begins an hour later.
 */
function startOf(day: string, zone: string): Instant | null {
  if (!DAY.test(day)) return null;
  const midnight = readLocalTime(`${day}T00:00`, zone);
  if (midnight.kind === 'instant') return midnight.at;
  if (midnight.kind === 'twice') return midnight.choices[0];
  if (midnight.kind === 'malformed') return null;
  const later = readLocalTime(`${day}T01:00`, zone);
  return later.kind === 'instant' ? later.at : null;
}
