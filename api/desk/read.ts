import { z } from 'zod';
import type { ClockRow } from '../../domain/breach/views.ts';
import { csvLine } from '../../domain/csv.ts';
import { TocsinError } from '../../domain/errors.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import { readReference } from '../../domain/reference.ts';
import type { Instant } from '../../domain/time.ts';
import type { ServiceDeps } from '../../services/deps.ts';
import { waitingAnswers } from '../../services/notice/waiting-answers.ts';
import { hasPractised } from '../../services/setup/practised.ts';
import { readAnchorStatus } from '../../store/anchorings.ts';
import { registerHas } from '../../store/dataflow-list.ts';
import {
  countDesk,
  countWaiting,
  type DeskCursor,
  type DeskFilter,
  type DeskPage,
  hasBreach,
  MOST_COUNTED,
  readDeskGroup,
  readDeskHeadline,
  readIncidents,
} from '../../store/desk.ts';
import { readUncovered } from '../../store/on-duty.ts';
import { readReconcile } from '../../store/reconcile.ts';
import { readRecordStatus } from '../../store/record-checks.ts';
import type { Store } from '../../store/store.ts';
import {
  type DeskClock,
  type DeskGroup,
  type DeskModel,
  type DeskQuery,
  GROUPS,
  type Group,
  type Law,
} from '../../web/desk/model.ts';

/** Rows of a group on the whole desk, and on a page of its own. */
const ROWS_BESIDE_OTHERS = 15;
const ROWS_ALONE = 50;
/** Of those that wait, so many of the newest are shown, however many there are. */
const NEWEST_WAITING = 10;

const EMPTY = '';
const text = (most: number) => z.string().trim().max(most).default(EMPTY);
export const cursor = z
  .string()
  .regex(/^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{12}Z|~)_[A-Za-z0-9/-]{1,200}$/, 'not a place in this list')
  .or(z.literal(EMPTY))
  .default(EMPTY);
export const exercises = z.enum(['shown', 'hidden', 'only']).default('shown');

/** What a query asks for of exercises, as the store takes it. */
export function exerciseOf(shown: DeskQuery['exercises']): { exercise?: boolean } {
  return shown === 'shown' ? {} : { exercise: shown === 'only' };
}

/** The query of the desk and of its export. A form sends fields that were left empty too. */
export const DeskQuerySchema = z.strictObject({
  group: z.enum(['', ...GROUPS]).default(EMPTY),
  law: text(200),
  recipient: text(100),
  stage: z.enum(['', 'initial', 'intermediate', 'final']).default(EMPTY),
  incident: text(64),
  exercises,
  after: cursor,
});

/** The regimes of the policy by jurisdiction. */
export function lawsOf({ obligations }: Pick<CompiledPolicy, 'obligations'>): Law[] {
  const byPlace = Map.groupBy(obligations, ({ jurisdiction }) => jurisdiction);
  const laws = [...byPlace].map(([jurisdiction, own]) => {
    return { jurisdiction, regimes: [...new Set(own.map(({ regime }) => regime))].sort() };
  });
  return laws.sort(
    (a, b) =>
      Number(b.jurisdiction === 'EU') - Number(a.jurisdiction === 'EU') || (a.jurisdiction < b.jurisdiction ? -1 : 1),
  );
}

/** The desk as it was asked for: the groups with their first or next page, and the figures of all of it. */
export async function readDesk(
  { store, clock, policy }: Pick<ServiceDeps, 'store' | 'clock' | 'policy'>,
  query: DeskQuery,
  laws: readonly Law[],
): Promise<DeskModel> {
  const now = clock();
  const filter = filterOf(query, laws);
  const { group: asked, exercises: shown } = query;
  const wanted = GROUPS.filter((group) => shown !== 'only' && (asked === '' || asked === group));
  const limit = asked === '' ? ROWS_BESIDE_OTHERS : ROWS_ALONE;
  const place = parseCursor(query.after);
  const after = asked === '' || place === undefined ? {} : { after: place };
  const [
    answers,
    real,
    drills,
    headline,
    practice,
    { waiting, moreWaiting },
    suspected,
    withoutClock,
    register,
    ...others
  ] = await Promise.all([
    waitingAnswers({ store, policy }),
    countDesk(store, now, false),
    countDesk(store, now, true),
    readDeskHeadline(store, now),
    readPractice(store, query, filter, now),
    readWaiting(store, query, filter, now),
    readWithoutClock(store, query, { phase: 'suspected' }),
    readWithoutClock(store, query, { phase: 'confirmed', idle: true }),
    registerHas(store),
    readReconcile(store, now),
    readRecordStatus(store, now),
    readAnchorStatus(store, now),
    readUncovered(store, policy.organisation.onDuty, now),
    ...wanted.map((group) =>
      readDeskGroup(store, { group, now, filter: { ...filter, exercise: false }, limit, ...after }),
    ),
  ]);
  const [reconcile, record, anchors, uncovered, ...pages] = others;
  const groups = Object.fromEntries(wanted.map((group, i) => [group, toGroup(pages[i])] as const));
  const figures = { real, drills, mostCounted: MOST_COUNTED, ...headline };
  const shownAbove = new Set(waiting.map(({ breachId }) => breachId));
  const isNotAbove = ({ breachId }: { breachId: string }) => !shownAbove.has(breachId);
  const [suspicions, idle] = [suspected.filter(isNotAbove), withoutClock.filter(isNotAbove)];
  const isInUse = Object.values(real).some((figure) => figure > 0);
  const beginning = isInUse ? null : await readBeginning({ store, clock });
  const checks = { reconcile, record, anchors, uncovered };
  return {
    ...{
      query,
      groups,
      practice,
      waiting,
      moreWaiting,
      suspicions,
      idle,
      ...figures,
      laws,
      register,
      ...checks,
      ...answers,
      beginning,
    },
  };
}

/** Asked only where nothing real is on the desk: what was closed long ago is a beginning no more. */
async function readBeginning(deps: Pick<ServiceDeps, 'store' | 'clock'>): Promise<DeskModel['beginning']> {
  const [isUsed, practised] = await Promise.all([hasBreach(deps.store, false), hasPractised(deps)]);
  return isUsed ? null : { hasPractised: practised };
}

/**
 * Clocks of exercises stand by themselves, so that none is ever taken for a duty. What they met is in their reports.
 */
async function readPractice(store: Store, query: DeskQuery, filter: DeskFilter, now: Instant): Promise<DeskGroup> {
  if (query.exercises === 'hidden') return { clocks: [], next: null };
  const isAlone = query.exercises === 'only';
  const after = isAlone ? parseCursor(query.after) : undefined;
  const page = await readDeskGroup(store, {
    ...{ group: query.group === '' ? 'running' : query.group, now, filter: { ...filter, exercise: true } },
    ...{ limit: isAlone ? ROWS_ALONE : ROWS_BESIDE_OTHERS, ...(after === undefined ? {} : { after }) },
  });
  return toGroup(page);
}

/**
 * What nobody has taken or triaged: the first limits, and where there are more than are shown, the newest too and how
 * many more. Whoever filters by a duty asks for none of it.
 */
async function readWaiting(
  store: Store,
  { group, law, recipient, stage }: DeskQuery,
  { exercise, breachId }: DeskFilter,
  now: Instant,
): Promise<Pick<DeskModel, 'waiting' | 'moreWaiting'>> {
  if ([group, law, recipient, stage].some((asked) => asked !== '')) return { waiting: [], moreWaiting: 0 };
  const parts = await Promise.all(
    (exercise === undefined ? [false, true] : [exercise]).map((each) =>
      waitingOf(store, { exercise: each, ...(breachId !== undefined && { breachId }) }, now),
    ),
  );
  const more = parts.reduce((sum, { count, rows }) => sum + count - rows.length, 0);
  return { waiting: parts.flatMap(({ rows }) => rows.flatMap(toClock)), moreWaiting: more };
}

async function waitingOf(store: Store, filter: DeskFilter, now: Instant): Promise<{ rows: ClockRow[]; count: number }> {
  const asked = { group: 'waiting' as const, now, filter };
  const { rows, next } = await readDeskGroup(store, { ...asked, limit: ROWS_ALONE });
  if (next === null) return { rows, count: rows.length };
  const [newest, count] = await Promise.all([
    readDeskGroup(store, { ...asked, limit: NEWEST_WAITING, fromEnd: true }),
    countWaiting(store, now, filter),
  ]);
  const nameOf = ({ breachId, obligation }: ClockRow) => `${breachId}/${obligation}`;
  const known = new Set(rows.map(nameOf));
  const others = newest.rows.toReversed().filter((row) => !known.has(nameOf(row)));
  return { rows: [...rows, ...others], count };
}

/** Breaches of which no clock runs: whoever filters by one asks for none of them. */
async function readWithoutClock(
  store: Store,
  query: DeskQuery,
  which: { phase: 'suspected' } | { phase: 'confirmed'; idle: true },
): Promise<DeskModel['suspicions']> {
  const { group, law, recipient, stage, incident, exercises } = query;
  if ([group, law, recipient, stage].some((asked) => asked !== '')) return [];
  const { rows } = await readIncidents(store, {
    limit: ROWS_BESIDE_OTHERS,
    ...which,
    ...exerciseOf(exercises),
    ...(incident === '' ? {} : { idPart: incident }),
  });
  const all = rows.map(({ breachId, title, exercise, openedAt, phase }) => ({
    breachId,
    incident: title,
    exercise,
    reportedAt: openedAt,
    phase,
  }));
  return all.sort((a, b) => Number(a.exercise) - Number(b.exercise));
}

const CSV_HEAD = [
  'group',
  'due (UTC)',
  'ended (UTC)',
  'status',
  'incident',
  'incident title',
  'exercise',
  'obligation',
  'article',
  'duty',
  'recipient',
  'regime',
  'stage',
  'limit by',
];

/** Every clock that the query asks for as lines of CSV, page by page: there may be more than fit into memory. */
export async function* deskCsv(
  { store, clock }: Pick<ServiceDeps, 'store' | 'clock'>,
  query: DeskQuery,
  laws: readonly Law[],
): AsyncGenerator<string> {
  const now = clock();
  const filter = filterOf(query, laws);
  yield csvLine(CSV_HEAD);
  for (const group of GROUPS) {
    if (query.group !== '' && query.group !== group) continue;
    let after: DeskCursor | null = null;
    do {
      const page: DeskPage = await readDeskGroup(store, {
        group,
        now,
        filter,
        limit: 500,
        ...(after === null ? {} : { after }),
      });
      yield page.rows.map((row) => csvLine(cellsOf(group, row))).join('');
      after = page.next;
    } while (after !== null);
  }
}

function cellsOf(group: Group, row: ClockRow): (string | null)[] {
  const { breachId, breachTitle, obligation, article, title, recipient, regime, stage, due, status, endedAt, basis } =
    row;
  const exercise = row.exercise ? 'yes' : 'no';
  return [
    group,
    due,
    endedAt,
    status,
    breachId,
    breachTitle,
    exercise,
    obligation,
    article,
    title,
    recipient,
    regime,
    stage,
    basis,
  ];
}

/** The place in a list that an address names. */
export function parseCursor(given: string): DeskCursor | undefined {
  const cut = given.indexOf('_');
  return cut === -1 ? undefined : { at: given.slice(0, cut), id: given.slice(cut + 1) };
}

/** A place in a list as an address names it. */
export function writeCursor(next: DeskCursor | null): string | null {
  return next === null ? null : `${next.at}_${next.id}`;
}

function filterOf({ law, recipient, stage, incident, exercises }: DeskQuery, laws: readonly Law[]): DeskFilter {
  return {
    ...exerciseOf(exercises),
    ...(law === '' ? {} : { regimes: regimesOf(law, laws) }),
    ...(recipient === '' ? {} : { recipient }),
    ...(stage === '' ? {} : { stage }),
    ...(incident === '' ? {} : { breachId: readReference(incident.toUpperCase()) }),
  };
}

function regimesOf(law: string, laws: readonly Law[]): readonly string[] {
  const [place = '', ...rest] = law.split(':');
  const own = laws.find(({ jurisdiction }) => jurisdiction === place)?.regimes ?? [];
  const regime = rest.join(':');
  const found = regime === '' ? own : own.filter((name) => name === regime);
  if (found.length === 0) throw new TocsinError('bad-input', `The policy has no law '${law}'.`, 'law');
  return found;
}

function toGroup(page: DeskPage | undefined): DeskGroup {
  return { clocks: (page?.rows ?? []).flatMap(toRow), next: writeCursor(page?.next ?? null) };
}

/** What has ended is shown with or without a limit, as it is counted. */
function toRow(row: ClockRow): DeskGroup['clocks'] {
  const { start: _, latest: __, breachTitle: incident, endedAt, ...rest } = row;
  return endedAt === null ? toClock(row) : [{ ...rest, incident, endedAt }];
}

/** Nothing where the row has no limit to show. */
function toClock(row: ClockRow): DeskClock[] {
  const { start, due, basis, breachTitle: incident, ...rest } = row;
  if (due === null || basis === null) return [];
  return [{ ...rest, incident, start: start ?? due, due, basis }];
}
