import type { BreachState } from '../breach/state.ts';
import type { LedgerHead } from '../communication/standing.ts';
import type { PlannedObligation } from '../plan/types.ts';
import type { Instant } from '../time.ts';

/** A processor's duty to tell its customers (GDPR Art. 33(2) and its like), met by notices that they acknowledged. */

/** How the policy ends the recipient of a duty towards those for whom data is processed. */
const OUR_CUSTOMER = '(our customer)';

/** The proof: every customer to be told has acknowledged, as the ledger of the notices says. */
export type ToldCustomers = {
  obligation: string;
  customers: number;
  /** Of these, who did so by telephone or in person, as one of us put on record. */
  spoken: number;
  /** When the last of them acknowledged: no earlier instant is claimed. */
  lastAt: Instant;
  head: LedgerHead;
};

/** Whether a duty is one that the notices to customers meet. */
export function isToldByNotices({ role, recipient }: Pick<PlannedObligation, 'role' | 'recipient'>): boolean {
  return role === 'processor' && recipient.endsWith(OUR_CUSTOMER);
}

type Known = Pick<BreachState, 'plan' | 'planIsStale' | 'obligations' | 'communications' | 'status'>;

/**
 * Duties of an open breach that are met by its acknowledged notices and not recorded as such yet. Every customer whom
 * the plan names must stand in the ledger: one who was left out, or waits for a release, was not told by it.
 */
export function metByNotices(state: Known): ToldCustomers[] {
  const { answers, release } = state.communications.notices ?? {};
  const told = state.plan?.counterparties ?? null;
  // Newer facts may name customers whom the plan does not know yet.
  if (state.planIsStale) return [];
  if (told === null || (answers?.customers ?? 0) < told.customers) return [];
  if (release !== undefined && release.byKind.customer?.version !== told.version) return [];
  return metByNoticesIn07(state);
}

/** The same by version 0.7, which asked only those in the ledger; histories hold what it took as met. */
export function metByNoticesIn07(state: Known): ToldCustomers[] {
  const { answers, head } = state.communications.notices ?? {};
  if (state.status === 'closed' || answers === undefined || head == null) return [];
  const { customers, acknowledged, lastAt, spoken = 0 } = answers;
  if (customers === 0 || acknowledged < customers || lastAt === null) return [];
  return Object.values(state.obligations).flatMap((duty) => {
    const planned = state.plan?.obligations.find(({ id }) => id === duty.id);
    const isOpen = duty.filed === null && (duty.status === 'running' || duty.status === 'overdue');
    if (planned === undefined || !isToldByNotices(planned) || !isOpen) return [];
    return [{ obligation: duty.id, customers, spoken, lastAt, head }];
  });
}
