import { articleOf } from '../articles.ts';
import type { Plane, Role } from '../dataflow.ts';
import type { PlannedObligation, Severity } from '../plan/types.ts';
import type { Instant } from '../time.ts';
import { awarenessOf, type BreachState, type ObligationState } from './state.ts';

/** Where telling somebody stands, over all duties towards them: the worst first. */
export const STANDINGS = [
  'overdue',
  'owed',
  'told-late',
  'told',
  'waived',
  /** The breach was closed before it was told, as being none. */
  'withdrawn',
  'not-owed',
] as const;
export type Standing = (typeof STANDINGS)[number];

/** What the register of breaches is filtered and sorted by: free of people's words, so it is kept in clear. */
export type RegisterKeys = {
  /** The awareness that counts, else the report. */
  since: Instant;
  roles: Role[];
  planes: Plane[];
  severity: Severity['level'] | null;
  /** Severity score times 100; -1 before the first plan. */
  score: number;
  /** People concerned as far as known; -1 where not. */
  people: number;
  authorityTold: Standing;
  peopleTold: Standing;
  /** Something was told after its limit, or is not told although its limit has passed. */
  late: boolean;
  /** By which the duties stand; null before the first plan. */
  policyVersion: string | null;
};

export function registerKeys(state: BreachState): RegisterKeys {
  const { plan, facts } = state;
  const told = (audience: Audience) => standingOf(state, (planned) => audienceOf(planned) === audience);
  const statuses = Object.values(state.obligations).map((o) => o.status);
  return {
    since: awarenessOf(state) ?? state.reportedAt,
    roles: plan?.dataFlow.roles ?? [],
    planes: plan?.dataFlow.planes ?? [],
    severity: plan?.severity.level ?? null,
    score: plan?.severity.se ?? -1,
    people: facts.peopleConcerned ?? plan?.dataFlow.peopleConcerned ?? -1,
    authorityTold: told('authority'),
    peopleTold: told('people'),
    late: statuses.includes('filed-late') || (state.status !== 'closed' && statuses.includes('overdue')),
    policyVersion: plan?.policyVersion ?? null,
  };
}

export type Audience = 'authority' | 'people' | 'others';

/** Whom a duty is towards. The register itself and notices to customers are neither authority nor people. */
export function audienceOf(planned: Pick<PlannedObligation, 'recipient'>): Audience {
  if (articleOf(planned) === 'art34') return 'people';
  return /our customer|^ourselves|joint controllers|recipients of the service|impacted users|clients/.test(
    planned.recipient,
  )
    ? 'others'
    : 'authority';
}

function standingOf(state: BreachState, isMeant: (planned: PlannedObligation) => boolean): Standing {
  const duties = (state.plan?.obligations ?? []).filter((planned) => planned.applies === 'binds' && isMeant(planned));
  const found = new Set(
    duties.map(({ id, clock, startsFrom }) => {
      const duty = state.obligations[id];
      // A duty without any clock, such as a form to use, is nothing to be told by itself.
      if (clock === null && startsFrom === null && duty?.filed == null) return 'not-owed';
      return standingOfDuty(state, duty);
    }),
  );
  return STANDINGS.find((standing) => found.has(standing)) ?? 'not-owed';
}

function standingOfDuty({ closed }: BreachState, duty: ObligationState | undefined): Standing {
  switch (duty?.status) {
    case 'filed':
      return 'told';
    case 'filed-late':
      return 'told-late';
    case 'waived':
      return 'waived';
    case 'overdue':
      return closed === null || closed.outcome === 'resolved' ? 'overdue' : 'withdrawn';
    case 'running':
    case 'awaiting-awareness':
    case 'no-clock':
      return closed === null ? 'owed' : 'withdrawn';
    // It may never be owed: it waits for another filing, an order, a payment.
    case 'awaiting-event':
    case 'does-not-apply':
    case undefined:
      return 'not-owed';
  }
}
