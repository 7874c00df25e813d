import { type CommunicationName, campaignName, type PauseReason } from '../communication/standing.ts';
import type { RunningClock } from './ladder.ts';
import { type BreachState, toldOf } from './state.ts';

/** A child workflow the state asks for. `version` changes when the child must be told something new. */
export type WantedChild = { kind: 'clocks'; version: string; clocks: RunningClock[] } | WantedCommunication;
export type WantedCommunication = {
  kind: 'communication';
  version: string;
  communication: CommunicationName;
  /** Whose people it goes to; null for the notices. */
  listId: string | null;
  /** Why it is to stand still; null while it is to go on. */
  because: PauseReason | null;
  turn: number;
  /** Which plan's counterparties are to be told; empty for a campaign. */
  told: string;
};

/**
 * Which children a breach should have running, derived from its state alone: one for its open clocks, one for its
 * notices, one per campaign being sent. The workflow compares this with what runs, and starts, tells and ends
 * accordingly.
 */
export function wantedChildren(state: BreachState): WantedChild[] {
  if (state.status === 'closed' || state.plan === null) return [];
  const clocks = openClocks(state);
  return [
    ...(clocks.length === 0 ? [] : [{ kind: 'clocks' as const, version: clocksVersion(clocks), clocks }]),
    ...wantedCommunication(state, 'notices', null),
    ...state.campaigns.flatMap(({ number, listId }) => wantedCommunication(state, campaignName(number), listId)),
  ];
}

type Clocked = Pick<BreachState, 'plan' | 'obligations' | 'targets'>;

/** The clocks that ask for an act, of duties and of targets of the organisation. */
export function openClocks({ plan, obligations, targets }: Clocked): RunningClock[] {
  const planned = [...(plan?.obligations ?? []), ...(plan?.targets ?? [])];
  return planned.flatMap(({ id: obligation, clock, rungs }): RunningClock[] => {
    const current = targets?.[obligation] ?? obligations[obligation];
    if (clock === null || (current?.status !== 'running' && current?.status !== 'overdue')) return [];
    return [{ obligation, clock, rungs, fired: current.fired, overdue: current.status === 'overdue' }];
  });
}

/** What fires is the clocks' own doing: only which run, and when they are due, is news to them. */
function clocksVersion(clocks: readonly RunningClock[]): string {
  return clocks.map(({ obligation, clock }) => `${obligation}@${clock.due}`).join(' ');
}

function wantedCommunication(
  { communications, plan }: BreachState,
  communication: CommunicationName,
  listId: string | null,
): WantedCommunication[] {
  const known = communications[communication];
  if (known?.status !== 'running' && known?.status !== 'paused') return [];
  const told = communication === 'notices' ? toldOf({ communications, plan }) : '';
  const { because, turn } = known;
  const version = `${known.status} ${turn} ${told}`;
  return [{ kind: 'communication', version, communication, listId, because, turn, told }];
}
