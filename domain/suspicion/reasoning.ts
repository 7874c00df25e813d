import type { PlannedObligation } from '../plan/types.ts';
import type { Instant } from '../time.ts';
import type { Affected } from './affected.ts';
import type { AlertCurve } from './curve.ts';
import type { FindingLine } from './finding-line.ts';
import type { Ground } from './grounds.ts';
import type { FourInstants, LastDecision } from './instants.ts';

/** Why a breach is suspected: everything that its alerts say, and what follows. */

/** The findings of a breach, in time order. `more`: those that are not among them. */
export type SuspicionFindings = {
  findings: FindingLine[];
  more: number;
  /** All alerts of all its findings, also of those that are not shown. */
  alerts: { count: number; firstAt: Instant | null; lastAt: Instant | null };
  decided: LastDecision | null;
};

/** One duty with the limit that it would have. */
export type WouldBeClock = Pick<PlannedObligation, 'id' | 'article' | 'title' | 'recipient'> & {
  due: Instant;
  latest: Instant | null;
  basis: 'law' | 'policy';
};

/** What would run if the organisation had become aware at `at`. `waiting`: duties that bind and wait for more. */
export type WouldBeClocks = { at: Instant; clocks: WouldBeClock[]; waiting: number };

export type SuspicionReasoning = SuspicionFindings & {
  breachId: string;
  instants: FourInstants;
  curve: AlertCurve | null;
  facts: Ground[];
  affected: Affected;
  /** Null once the awareness is on record, or the breach is closed. */
  ifAwareNow: WouldBeClocks | null;
};
