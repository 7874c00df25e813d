import { DISMISSALS } from './events.ts';
import type { BreachState } from './state.ts';

/** What people have found a suspicion to be. `dismissed`: nobody said as what; `open`: nothing is found yet. */
export const CAME_TO = ['open', 'confirmed', 'merged', 'dismissed', ...DISMISSALS] as const;
export type CameTo = (typeof CAME_TO)[number];

/** What it came to by what is on record. One that was confirmed and is closed as no breach counts as dismissed. */
export function cameTo({
  triage,
  closed,
  status,
  awareness,
}: Pick<BreachState, 'triage' | 'closed' | 'status' | 'awareness'>): CameTo {
  if (triage?.outcome === 'merged' || closed?.outcome === 'merged') return 'merged';
  if (triage !== undefined || closed?.outcome === 'not-a-breach') return triage?.kind ?? 'dismissed';
  return status === 'confirmed' || awareness.length > 0 ? 'confirmed' : 'open';
}

/** Whether it was dismissed, with or without saying as what. */
export function isDismissed(came: CameTo): boolean {
  return came !== 'open' && came !== 'confirmed' && came !== 'merged';
}
