import { settledOfSign } from '../../../domain/breach/signs.ts';
import type { BreachState } from '../../../domain/breach/state.ts';
import { answersGiven, misuseIn, openMisuse } from '../../../domain/communication/answers.ts';
import type { Counts, NoticeStatus } from '../../../domain/communication/standing.ts';
import type { Instant } from '../../../domain/time.ts';
import { namesOf, noticeLine } from '../../../services/notice/lines.ts';
import {
  countNotices,
  countSigns,
  countWithLate,
  listNotices,
  type NoticeFilter,
  UNANSWERED,
} from '../../../store/notice-lists.ts';
import type { NoticeRecord } from '../../../store/notices.ts';
import type { Store } from '../../../store/store.ts';
import {
  type Named,
  NOTICE_PARTS,
  type NoticeCalls,
  type NoticePart,
  type NoticesModel,
} from '../../../web/breach/model.ts';
import { NAMES_LISTED } from '../../../web/names-listed.ts';

const PAGE_ROWS = 25;
/** Rows with a sign of misuse among which the open ones are sought. */
const SIGNS_READ = 100;
const UNREACHED: readonly NoticeStatus[] = ['refused', 'failed', 'expired'];

/** Which page of the notices is asked for. */
export type NoticesAsked = { part?: NoticePart | undefined; after?: string | undefined };

/** How many of a breach's notices are where, and whom somebody must call; with `asOf`, nobody. */
export async function readCalls(
  store: Store,
  state: Noticed,
  { now, asOf }: { now: Instant; asOf: Instant | null },
): Promise<NoticeCalls> {
  const { breachId, communications } = state;
  const known = communications.notices;
  const standing = standingOf(known);
  if (asOf !== null) {
    const nobody = { names: [], count: 0 };
    return { counts: known?.counts ?? { total: 0 }, standing, calls: { misuse: nobody, unreached: nobody } };
  }
  const [{ counts, late }, misuse, signs] = await Promise.all([
    countWithLate(store, breachId, now),
    countNotices(store, breachId, filterOf('misuse', now)),
    countSigns(store, breachId),
  ]);
  const sizes = sizesOf(counts, { late, misuse });
  const first = (of: NoticePart) =>
    sizes[of] === 0 ? [] : listNotices(store, breachId, filterOf(of, now), { limit: NAMES_LISTED }).then(listed);
  // Whose sign somebody has dealt with is not called again.
  const openSigns = Math.max(0, signs - settledOfSign(state, 'misuse'));
  const [all, unreached] = await Promise.all([
    openSigns === 0 ? [] : listNotices(store, breachId, filterOf('misuse', now), { limit: SIGNS_READ }).then(listed),
    first('unreached'),
  ]);
  const open = all.filter((notice) => isToCall(state, notice));
  const found = open.length === 0 ? all : open;
  // One of them may have told of several.
  const toCall = Math.min(openSigns, found.length + misuse - all.length);
  const misused = found.slice(0, Math.min(NAMES_LISTED, toCall));
  const names = await namesOf(store, [...misused, ...unreached]);
  const named = (notices: readonly NoticeRecord[], count: number): Named => {
    return { names: notices.map(({ counterparty }) => names(counterparty)), count };
  };
  const calls = { misuse: named(misused, toCall), unreached: named(unreached, sizes.unreached) };
  return { counts, standing, calls };
}

/** One page of a breach's notices with the counts of all; with `asOf`, of those there were then. */
export async function readNotices(
  store: Store,
  state: Noticed,
  { part = 'all', after }: NoticesAsked,
  { now, asOf }: { now: Instant; asOf: Instant | null },
): Promise<NoticesModel> {
  const { breachId, communications } = state;
  const known = communications.notices;
  const standing = standingOf(known);
  const at = after === undefined ? {} : { after };
  if (asOf !== null) {
    const { notices, next } = await listNotices(store, breachId, { knownAt: asOf }, { ...at, limit: PAGE_ROWS });
    const names = await namesOf(store, notices);
    const lines = notices.map((notice) => noticeLine(notice, names(notice.counterparty), { until: asOf, state }));
    const counts = known?.counts ?? { total: 0 };
    return { ...{ counts, lines, next, standing, part: 'all', parts: [], isContinued: after !== undefined } };
  }
  const [{ counts, late }, misuse, page] = await Promise.all([
    countWithLate(store, breachId, now),
    countNotices(store, breachId, filterOf('misuse', now)),
    listNotices(store, breachId, filterOf(part, now), { ...at, limit: PAGE_ROWS }),
  ]);
  const sizes = sizesOf(counts, { late, misuse });
  const names = await namesOf(store, page.notices);
  return {
    ...{ counts, part, standing, next: page.next, isContinued: after !== undefined },
    parts: NOTICE_PARTS.map((each) => ({ part: each, count: sizes[each] })),
    lines: page.notices.map((notice) => noticeLine(notice, names(notice.counterparty), { until: null, state })),
  };
}

/** Also whose answers do not open: nobody can tell whether it was dealt with. */
function isToCall(state: Noticed, notice: NoticeRecord): boolean {
  const given = answersGiven(notice);
  return misuseIn(given) === undefined || openMisuse(state, given) !== undefined;
}

function listed({ notices }: { notices: NoticeRecord[] }): NoticeRecord[] {
  return notices;
}

type Noticed = Pick<BreachState, 'breachId' | 'communications' | 'signs'>;

function standingOf(known: BreachState['communications']['notices']): NoticesModel['standing'] {
  return known === undefined ? null : { status: known.status, because: known.because };
}

function filterOf(part: NoticePart, now: Instant): NoticeFilter {
  const filters: Record<NoticePart, NoticeFilter> = {
    all: {},
    open: { statuses: UNANSWERED },
    unreached: { statuses: UNREACHED },
    uncertain: { statuses: ['uncertain'] },
    late: { lateAt: now },
    misuse: { misuse: true },
    acknowledged: { statuses: ['acknowledged'] },
  };
  return filters[part];
}

function sizesOf(counts: Counts, counted: { late: number; misuse: number }): Record<NoticePart, number> {
  const sum = (statuses: readonly NoticeStatus[]) => statuses.reduce((all, status) => all + (counts[status] ?? 0), 0);
  return {
    ...counted,
    all: counts.total,
    open: sum(UNANSWERED),
    unreached: sum(UNREACHED),
    uncertain: sum(['uncertain']),
    acknowledged: sum(['acknowledged']),
  };
}
