import { deadlineCalendar } from '../../domain/calendar/deadlines.ts';
import { writeCalendar } from '../../domain/calendar/ics.ts';
import { type DeskCursor, type DeskRange, readDeskGroup, readRevisions } from '../../store/desk.ts';
import type { ServiceDeps } from '../deps.ts';

/** What runs, what waits to be handled, and what was done or waived in the last days, as the desk shows it. */
const SHOWN = ['running', 'waiting', 'met'] as const satisfies readonly DeskRange[];
/** Of each; a calendar reads all of it every time. */
const MOST_EACH = 1_000;
const PAGE = 500;

/** The deadlines of all incidents as a calendar of RFC 5545: exercises too, marked, and none of people's words. */
export async function calendarFeed(
  deps: Pick<ServiceDeps, 'store' | 'clock' | 'policy'>,
  publicUrl: string,
): Promise<string> {
  const groups = await Promise.all(SHOWN.map((group) => readGroup(deps, group)));
  const rows = groups.flatMap(({ rows: of }) => of);
  const revisions = await readRevisions(deps.store, [...new Set(rows.map(({ breachId }) => breachId))]);
  const isCut = groups.some(({ hasMore }) => hasMore);
  const { language } = deps.policy.organisation;
  return writeCalendar(deadlineCalendar({ rows, revisions, isCut }, { publicUrl, language }));
}

async function readGroup({ store, clock }: Pick<ServiceDeps, 'store' | 'clock'>, group: DeskRange) {
  const now = clock();
  const rows = [];
  let after: DeskCursor | null = null;
  do {
    const place: { after?: DeskCursor } = after === null ? {} : { after };
    const page = await readDeskGroup(store, { group, now, filter: {}, limit: PAGE, ...place });
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null && rows.length < MOST_EACH);
  return { rows, hasMore: after !== null };
}
