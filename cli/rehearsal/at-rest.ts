import { nextStepAt } from '../../domain/breach/ladder.ts';
import { type BreachState, toldOf } from '../../domain/breach/state.ts';
import { openClocks } from '../../domain/breach/wanted-children.ts';
import type { CommunicationName } from '../../domain/communication/standing.ts';
import type { Instant } from '../../domain/time.ts';
import type { NoticeLedger } from './notice-ledger.ts';

/**
 * Whether the workflows have done all that is due by `now`: the plan is new, every warning that is due has left and
 * is on record, and so has every notice and letter. Until then a next step of the same minute would race with them.
 */
export function isAtRest(state: BreachState, notices: NoticeLedger, now: Instant): boolean {
  if (state.status === 'closed') return true;
  if (state.planIsStale) return false;
  const next = nextStepAt(openClocks(state), now);
  if (next !== null && next <= now) return false;
  const names = Object.keys(state.communications) as CommunicationName[];
  const running = names.filter((name) => state.communications[name]?.status === 'running');
  return running.every((name) => name === 'notices' && hasCaughtUp(state, notices, now));
}

function hasCaughtUp(state: BreachState, notices: NoticeLedger, now: Instant): boolean {
  const { version, head } = state.communications.notices ?? {};
  const { nextAt, head: newest, misuse } = notices.standing(now);
  const isWorked = (nextAt === null || nextAt > now) && misuse.length === 0;
  return isWorked && version === toldOf(state) && head?.page === newest?.page;
}
