import type { BreachState } from '../domain/breach/state.ts';
import { type ClockRow, clockRows } from '../domain/breach/views.ts';
import { DAY_MS, plusMs } from '../domain/time.ts';
import { type BreachSummary, listBreaches, listClocks, readBreach } from '../store/breaches.ts';
import type { DeskClock, DeskModel } from '../web/desk/model.ts';
import type { ApiDeps } from './deps.ts';

const MOST_ROWS = 500;
const MET_SHOWN_MS = 7 * DAY_MS;
const MET = ['filed', 'filed-late', 'waived'];

/** The desk's read model: the running clocks, the suspicions without one, and what was met in the last seven days. */
export async function readDesk({ store, clock }: Pick<ApiDeps, 'store' | 'clock'>): Promise<DeskModel> {
  const now = clock();
  const limit = MOST_ROWS;
  const suspected = await listBreaches(store, { limit, status: 'suspected' });
  const confirmed = await listBreaches(store, { limit, status: 'confirmed' });
  const running = await listClocks(store, { limit, statuses: ['running', 'overdue'] });
  // A breach closed as none leaves its clocks as they were: they no longer ask for anything.
  const open = new Set([...suspected, ...confirmed].map((b) => b.breachId));
  const recent = (await listBreaches(store, { limit })).filter((b) => b.updatedAt >= plusMs(now, -MET_SHOWN_MS));
  const states = await Promise.all(recent.map((b) => readBreach(store, b.breachId)));
  return {
    clocks: [
      ...running.filter((row) => open.has(row.breachId)).flatMap((row) => toClock(row, null)),
      ...states.flatMap((state) => (state === null ? [] : metClocks(state, plusMs(now, -MET_SHOWN_MS)))),
    ],
    suspicions: suspected.map(toSuspicion),
  };
}

function metClocks(state: BreachState, since: string): DeskClock[] {
  return clockRows(state)
    .filter((row) => MET.includes(row.status))
    .flatMap((row) => toClock(row, state.obligations[row.obligation]?.filed?.at ?? null))
    .filter((clock) => clock.endedAt === null || clock.endedAt >= since);
}

/** Nothing where the row has no limit to show. */
function toClock(row: ClockRow, endedAt: string | null): DeskClock[] {
  const { start, due, basis, breachTitle, ...rest } = row;
  if (start === null || due === null || basis === null) return [];
  return [{ ...rest, incident: breachTitle, start, due, basis, endedAt }];
}

function toSuspicion({ breachId, title, exercise, openedAt }: BreachSummary): DeskModel['suspicions'][number] {
  return { breachId, incident: title, exercise, reportedAt: openedAt };
}
