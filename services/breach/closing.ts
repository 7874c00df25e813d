import { type ClosingPoints, closingPoints } from '../../domain/breach/closing-gate.ts';
import type { LookedUp } from '../../domain/breach/commands.ts';
import type { ClosedOver, CloseOutcome } from '../../domain/breach/events.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import { standingOfFilings } from '../../domain/breach/supplements.ts';
import { longGapOf } from '../../domain/breach/suspicion.ts';
import { campaignName } from '../../domain/communication/standing.ts';
import { TocsinError } from '../../domain/errors.ts';
import { lettersStanding } from '../../store/ledger/letters.ts';
import { noticesStanding } from '../../store/ledger/notices.ts';
import type { CommandOutcome } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import type { ServiceDeps } from '../deps.ts';
import { readFiling } from '../filing/read.ts';
import { findBreach, type StillSeen, sendCommand } from './command.ts';

type Looking = Pick<ServiceDeps, 'store' | 'policy' | 'filings' | 'clock'>;

/** What stands in the way of closing a breach as it is now: none where it is closed. */
export async function readClosing(deps: Looking, state: BreachState): Promise<ClosingPoints> {
  if (state.status === 'closed') return { resolved: [], 'not-a-breach': [] };
  const looked = await lookUp(deps, state);
  return {
    resolved: closingPoints(state, 'resolved', looked),
    'not-a-breach': closingPoints(state, 'not-a-breach', looked),
  };
}

/**
 * Closes a breach, over the points that reasons are given for. What the breach does not know by itself is looked up
 * just before, and the breach decides on it: it refuses whatever else is left. Where it moved on in between, it is
 * looked up anew.
 *
 * @throws TocsinError `closing-blocked` with the points left, `clocks-still-running`, `awareness-missing`, `conflict`
 */
export async function closeBreach(
  deps: ServiceDeps,
  asked: Asked,
  breachId: string,
  { outcome, reasons, over }: { outcome: CloseOutcome; reasons: string; over: ClosedOver[] },
  stillSeen: StillSeen = () => true,
): Promise<CommandOutcome> {
  for (let tries = 1; ; tries += 1) {
    const state = await findBreach(deps, breachId);
    const looked = state.status === 'closed' ? undefined : await lookUp(deps, state);
    const isSame = async (now: BreachState) => now.seq === state.seq && (await stillSeen(now));
    try {
      const command = { type: 'close' as const, outcome, reasons, over, ...(looked && { looked }) };
      return await sendCommand(deps, asked, state, command, { stillSeen: isSame });
    } catch (error) {
      const isMoved = error instanceof TocsinError && error.code === 'stale' && error.field === 'seen';
      if (!isMoved || tries >= MOST_LOOKS || !(await stillSeen(await findBreach(deps, breachId)))) throw error;
    }
  }
}

/** Looks at a breach that moves: one that moves on oftener than this is being written to by a storm. */
const MOST_LOOKS = 5;

/** The ledgers, to which others write too, and the filings beside the record. */
export async function lookUp(deps: Looking, state: BreachState): Promise<LookedUp> {
  const { breachId } = state;
  const campaigns = state.campaigns.filter(({ number }) => state.communications[campaignName(number)] !== undefined);
  const [notices, behind, ...letters] = await Promise.all([
    state.communications.notices === undefined ? null : noticesStanding(deps.store, breachId),
    behindOf(deps, state),
    ...campaigns.map(async ({ number, listId }) => {
      const standing = await lettersStanding(deps.store, { breachId, campaign: number, listId });
      return [campaignName(number), standing] as const;
    }),
  ]);
  const gap = longGapOf(state, deps.policy.targets.investigation.hours);
  const isUnexplained = gap !== null && gap.because === '';
  return {
    standings: { ...Object.fromEntries(letters), ...(notices && { notices }) },
    behind,
    ...(isUnexplained && { gapHours: gap.hours }),
  };
}

/** Of a filing whose form the policy does not know any more nobody can tell: what the breach itself knows counts. */
async function behindOf(deps: Looking, state: BreachState): Promise<string[] | null> {
  const { breachId } = state;
  const filed = standingOfFilings(state).filter(({ obligation }) => isPlanned(state, obligation));
  try {
    const found = await Promise.all(
      filed.map(async ({ obligation }) => {
        const { since } = await readFiling(deps, { breachId, obligation });
        return since.length > 0 ? [obligation] : [];
      }),
    );
    return found.flat();
  } catch (error) {
    if (error instanceof TocsinError && error.code === 'not-found') return null;
    throw error;
  }
}

function isPlanned({ plan }: BreachState, obligation: string): boolean {
  return plan?.obligations.some(({ id }) => id === obligation) ?? false;
}
