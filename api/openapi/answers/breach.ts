import { z } from 'zod';
import { type ClosingPoints, closingPoints } from '../../../domain/breach/closing-gate.ts';
import { DISMISSALS } from '../../../domain/breach/events.ts';
import { type Phase, phaseOf } from '../../../domain/breach/phase.ts';
import {
  type BreachState,
  type CampaignState,
  OBLIGATION_STATUSES,
  type ObligationState,
} from '../../../domain/breach/state.ts';
import { type Course, courseOf, EXPLANATIONS, longGapOf } from '../../../domain/breach/suspicion.ts';
import { breachView } from '../../../domain/breach/views.ts';
import type { CommunicationName } from '../../../domain/communication/standing.ts';
import { ENTITY_KINDS } from '../../../domain/entities.ts';
import { Facts } from '../../../domain/facts.ts';
import { STAGES } from '../../../domain/filing/stages.ts';
import { metByNotices } from '../../../domain/filing/told-customers.ts';
import type { Plan as PlanState } from '../../../domain/plan/types.ts';
import { RISK_CONCLUSIONS } from '../../../domain/policy/schema.ts';
import type { RiskAssessment } from '../../../domain/severity/conclude.ts';
import { ClosingPoint } from './closing.ts';
import { breachId, instant, KnownFirst, people, phase, status } from './common.ts';
import { Communication, type CommunicationAnswer, communicationAnswer } from './communications.ts';

/** One breach as the API answers it: what is listed here and nothing else, whatever the workflow keeps for itself. */

const Narrative = z.looseObject({
  title: z.string(),
  summary: z.string(),
  consequences: z.string(),
  measures: z.string(),
});

const Clock = z.looseObject({
  start: instant,
  due: instant.describe('The conservative clock, which alarms'),
  latest: instant.nullable().describe('The best-supported statutory reading; null where the law names no number'),
  rule: z.string(),
  basis: z.enum(['law', 'policy']),
  steps: z.array(z.string()),
});

const PlannedObligation = z
  .looseObject({
    id: z.string(),
    regime: z.string(),
    article: z.string(),
    title: z.string(),
    role: z.enum(ENTITY_KINDS),
    recipient: z.string(),
    stage: z.enum(['initial', 'intermediate', 'final']),
    citation: z.string(),
    confidence: z.enum(['verified-by-search', 'known', 'uncertain']),
    applies: z.enum(['binds', 'would-be', 'does-not-apply']),
    because: z.string(),
    lateNeedsReasons: z.boolean(),
    startsFrom: z.string().nullable(),
    completes: z
      .string()
      .optional()
      .describe('The filing that it completes: it is met once no mandatory field of that one is open'),
    substitute: z
      .looseObject({
        over: z.boolean().describe('Whether the number of people is known and allows it'),
        people: z.int().nullable(),
        peopleOver: z.int().nullable(),
        costOver: z.int().nullable(),
        currency: z.string(),
        says: z.string(),
      })
      .optional()
      .describe('From where on a public notice may take the place of letters; left out where it may not'),
    clock: Clock.nullable(),
    rungs: z.array(z.looseObject({ name: z.string(), at: instant })).describe('Its warnings'),
  })
  .meta({ id: 'PlannedObligation' });

export const Plan = z
  .looseObject({
    madeAt: instant,
    policyVersion: z.string(),
    zoneData: z.string(),
    holidayData: z.string(),
    dataFlow: z.looseObject({}).describe('The touched systems together: roles, classes, countries'),
    conclusion: z.looseObject({ art33: z.enum(RISK_CONCLUSIONS), art34: z.enum(RISK_CONCLUSIONS) }),
    articles: z.looseObject({}).describe('What each article asks for, as proposed and as decided'),
    severity: z.looseObject({
      dpc: z.int(),
      ei: z.int(),
      cb: z.int(),
      se: z.int(),
      level: z.enum(['low', 'medium', 'high', 'very-high']),
      reasons: z.array(z.string()),
      flags: z.array(z.string()),
      proposed: z.enum(RISK_CONCLUSIONS),
      proposedBecause: z.string(),
    }),
    entrusted: z
      .looseObject({})
      .optional()
      .describe('Severity of what is entrusted to us, by its own data; left out where only one side is touched'),
    coverage: z
      .array(
        z.looseObject({
          place: z.string(),
          why: z.array(z.string()),
          roles: z.record(z.string(), z.enum(['modelled', 'no-duty', 'not-modelled'])),
        }),
      )
      .optional()
      .describe('Every place and role that was looked at; left out by plans until version 0.10'),
    obligations: z.array(PlannedObligation),
    targets: z
      .array(PlannedObligation)
      .optional()
      .describe('Targets of the organisation that are not met. No law sets them; none is filed or waived'),
    counterparties: z
      .looseObject({
        suppliers: z.int(),
        customers: z.int(),
        version: z.string().describe('Changes when others are to be told, or of other systems'),
      })
      .nullable()
      .describe('How many are to be told; who, `listNotices` says. Null until awareness is recorded'),
    fourEyes: z
      .looseObject({
        campaigns: z.boolean(),
        moreReceiversThan: z.int().nullable(),
        filings: z.boolean().optional().describe('Left out by plans of version 0.5'),
        exercises: z.boolean(),
      })
      .optional()
      .describe('Where another person than drafted it approves, who has signed in; left out by plans of version 0.4'),
  })
  .meta({ id: 'Plan' });

const PeopleTold = z
  .looseObject({ told: z.int(), concerned: z.int().nullable() })
  .describe('People told by now, of those concerned, where that is known');

const handedIn = { at: instant, late: z.boolean(), receipt: z.string(), reasons: z.string() };
const Obligation = z.looseObject({
  id: z.string(),
  status: z.enum(OBLIGATION_STATUSES),
  fired: z.array(z.string()).describe('Warnings that went out, as `<name>@<limit>`'),
  filed: z.looseObject(handedIn).nullable(),
  versions: z
    .array(
      z.looseObject({
        ...{ ...handedIn, number: z.int(), stage: z.enum(STAGES), by: z.string(), channel: z.string() },
        sha256: z.string().nullable(),
        openFields: z
          .int()
          .nullable()
          .optional()
          .describe('Mandatory fields left open; null: some, not counted; left out where nobody knows'),
        campaign: z.int().optional().describe('The campaign that it was'),
        people: PeopleTold.optional(),
        completes: z
          .looseObject({ of: z.string(), open: z.int().nullable() })
          .optional()
          .describe('The filing that this duty completes, and how many mandatory fields are open there still'),
      }),
    )
    .optional(),
  movedAt: instant.optional().describe('Since when the record says more than the last filing'),
  approvals: z
    .array(z.looseObject({ stage: z.enum(STAGES), sha256: z.string(), by: z.string(), at: instant }))
    .optional(),
  waivedBecause: z.string().nullable(),
  waivedAt: instant.optional(),
});

const Said = z.looseObject({ at: instant, by: z.string(), recordedAt: instant, reasons: z.string() });

const Sign = z.looseObject({
  settled: z.int().describe('Of how many somebody said what came of them'),
  since: instant.optional().describe('Since when there are more; left out while there are none'),
});
const TargetState = z.looseObject({
  id: z.string(),
  status: z.enum(['running', 'overdue', 'met']),
  fired: z.array(z.string()),
});

const Decision = z.looseObject({
  ...{ conclusion: z.enum(RISK_CONCLUSIONS), by: z.string(), at: instant, reasons: z.string() },
  reopened: z.boolean().describe('Facts changed since: it stands, and asks to be looked at again'),
  proposed: z.enum(RISK_CONCLUSIONS).describe('By the engine, when it was decided'),
});

const Campaign = z.looseObject({
  number: z.int(),
  listId: z.string(),
  recipients: z.int(),
  contentHash: z.string().describe('What an approval names: exactly this content'),
  drafter: z
    .looseObject({ by: z.string(), isPerson: z.boolean().describe('Somebody who signed in, and not a token') })
    .optional()
    .describe('Left out where nobody kept who drafted it'),
  status: z.enum(['draft', 'sending', 'stopped', 'finished']),
  approvedBy: z.string().nullable(),
  approvedAt: instant.nullable(),
  counts: z
    .looseObject({ total: z.int(), sent: z.int(), refused: z.int(), uncertain: z.int() })
    .nullable()
    .describe('Null until it has ended'),
});

const Closing = z.looseObject({
  ...{ outcome: z.enum(['resolved', 'not-a-breach']), at: instant, by: z.string(), reasons: z.string() },
  over: z
    .array(z.looseObject({ point: z.string(), reasons: z.string() }))
    .optional()
    .describe('What it was closed over, each with its reasons'),
  lateEvidence: z.int().optional().describe('Files that came in since'),
  proposals: z
    .array(z.looseObject({ at: instant, by: z.string(), reasons: z.string() }))
    .optional()
    .describe('Who proposed since to open it again'),
});

export const Breach = z
  .looseObject({
    breachId,
    status,
    phase,
    exercise: z.looseObject({ scale: z.number() }).nullable(),
    origin: z.enum(['alert', 'report']),
    source: z.string(),
    reportedAt: instant,
    suggested: z
      .looseObject({ awareAt: instant.optional(), facts: z.looseObject({}).optional() })
      .optional()
      .describe('What the report says that its role may not record, and what its kind mostly is; it has no effect'),
    graver: z
      .looseObject({})
      .optional()
      .describe(
        'What later alerts and reports say that is graver than the facts; it has no effect before it is stated',
      ),
    narrative: Narrative,
    facts: z.looseObject(Facts.shape),
    awareness: z.array(z.looseObject({ awareAt: instant, recordedAt: instant, by: z.string(), reasons: z.string() })),
    risk: z.looseObject({ art33: Decision.nullable(), art34: Decision.nullable() }),
    assessment: z
      .looseObject({})
      .nullable()
      .describe('Score, Art. 33 and Art. 34 beside each other, each with its approver'),
    plan: Plan.nullable(),
    planIsStale: z.boolean().describe('Something changed since; the next plan comes in a moment'),
    obligations: z.record(z.string(), Obligation),
    targets: z
      .record(z.string(), TargetState)
      .optional()
      .describe('Targets of the organisation, apart from all duties; left out where no plan knew any'),
    owner: z
      .looseObject({ by: z.string(), since: instant })
      .optional()
      .describe('Who has taken it; left out while nobody has'),
    signs: z
      .looseObject({ misuse: Sign.optional(), unreached: Sign.optional(), uncertain: Sign.optional() })
      .optional()
      .describe('What notices brought that somebody looks into; left out while nothing was counted'),
    letterSigns: z
      .record(z.string(), z.looseObject({ unreached: Sign.optional(), uncertain: Sign.optional() }))
      .optional()
      .describe('The same of the letters of each campaign, by its number'),
    suspicion: z
      .looseObject({ first: Said.optional(), investigation: Said.optional() })
      .optional()
      .describe('Since when it was suspected and investigated, where somebody said so; else the report tells'),
    course: z
      .looseObject({
        firstSuspicionAt: Said.describe('That of the report, without reasons, unless somebody said otherwise'),
        investigationStartedAt: Said.nullable(),
        awareAt: Said.nullable().describe('As it was recorded last'),
        gap: z
          .looseObject({
            hours: z.int(),
            targetHours: z.number().describe('What the organisation gives itself'),
            explanation: z.enum(EXPLANATIONS).describe('A longer gap asks for one, which filings carry'),
            because: z.string(),
          })
          .nullable()
          .describe('Between first suspicion and awareness; null until then'),
        knownFirst: KnownFirst,
      })
      .describe('How it came to be known: each instant with who said so and why'),
    triage: z
      .looseObject({
        ...{ outcome: z.enum(['dismissed', 'merged']), into: z.string().nullable() },
        kind: z.enum(DISMISSALS).optional().describe('Left out where nobody said what it was that was dismissed'),
        ...{ at: instant, by: z.string(), reasons: z.string() },
      })
      .optional()
      .describe('Left out unless the suspicion was dismissed, or merged `into` another'),
    communications: z
      .record(z.string(), Communication)
      .describe('`notices`, and `campaign/` with a number for each that was approved'),
    evidence: z
      .array(
        z.looseObject({
          file: z.string(),
          sha256: z.string(),
          bytes: z.int(),
          mediaType: z.string(),
          source: z.string(),
        }),
      )
      .describe('The newest; the evidence pack has all'),
    evidenceCount: z.int(),
    campaigns: z.array(Campaign),
    inTheWay: z
      .array(ClosingPoint)
      .describe('In the way of closing it as resolved, by the breach alone; `readClosing` looks into the ledgers too'),
    told: z
      .array(z.looseObject({ obligation: z.string(), customers: z.int() }))
      .describe('Duties to tell customers that their acknowledgements meet: `recordTold` records them'),
    closed: Closing.nullable(),
    reopened: z
      .array(z.looseObject({ closing: Closing, at: instant, by: z.string(), reasons: z.string() }))
      .optional()
      .describe('Closings that were taken back, oldest first; left out where none was'),
    seq: z.int(),
    people,
  })
  .meta({ id: 'Breach' });

/** A breach as `GET /breaches/:breachId` answers it. */
export type BreachAnswer = Omit<BreachState, 'communications'> & {
  assessment: RiskAssessment | null;
  phase: Phase;
  course: Course;
  communications: Partial<Record<CommunicationName, CommunicationAnswer>>;
  inTheWay: ClosingPoints['resolved'];
  told: { obligation: string; customers: number }[];
};

/**
 * Each field by its name, so that what the workflow keeps for itself does not go out with it.
 * @param targetHours what the organisation gives itself between suspicion and awareness
 */
export function breachAnswer(state: BreachState, targetHours: number): BreachAnswer {
  const { breachId, exercise, origin, source, reportedAt, suggested, narrative, facts, awareness, risk } = state;
  const { graver, owner, suspicion, triage, targets, signs, letterSigns } = state;
  const { plan, planIsStale, obligations, evidence, evidenceCount, campaigns, closed, seq, status, reopened } = state;
  return {
    ...{ breachId, status, exercise, origin, source, reportedAt, suggested, graver, narrative, facts, awareness, risk },
    assessment: breachView(state).assessment,
    phase: phaseOf(state),
    course: courseOf(state, targetHours),
    plan: plan === null ? null : planAnswer(plan),
    planIsStale,
    obligations: Object.fromEntries(Object.entries(obligations).map(([id, duty]) => [id, obligationAnswer(duty)])),
    ...{ targets, owner, suspicion, triage, signs, letterSigns },
    communications: Object.fromEntries(
      (Object.keys(state.communications) as CommunicationName[]).flatMap((name) => {
        const answer = communicationAnswer(state, name);
        return answer === null ? [] : [[name, answer]];
      }),
    ),
    inTheWay: inTheWayOf(state, targetHours),
    told: metByNotices(state).map(({ obligation, customers }) => ({ obligation, customers })),
    ...{ evidence, evidenceCount, campaigns: campaigns.map(campaignAnswer), closed, seq },
    ...(reopened && { reopened }),
  };
}

/** None of a closed breach. */
function inTheWayOf(state: BreachState, targetHours: number): ClosingPoints['resolved'] {
  if (state.status === 'closed') return [];
  const gap = longGapOf(state, targetHours);
  const isUnexplained = gap !== null && gap.because === '';
  return closingPoints(state, 'resolved', {
    ...{ standings: {}, behind: null },
    ...(isUnexplained && { gapHours: gap.hours }),
  });
}

/** What the policy releases by itself stands in the events. */
function countsOf(told: PlanState['counterparties']): PlanState['counterparties'] {
  return told && { suppliers: told.suppliers, customers: told.customers, version: told.version };
}

function planAnswer(plan: PlanState): PlanState {
  const { madeAt, policyVersion, zoneData, holidayData, dataFlow, severity, conclusion, articles } = plan;
  const versions = { madeAt, policyVersion, zoneData, holidayData };
  return {
    ...versions,
    dataFlow,
    severity,
    conclusion,
    articles,
    obligations: plan.obligations,
    ...(plan.targets && { targets: plan.targets }),
    counterparties: countsOf(plan.counterparties),
    ...(plan.fourEyes && { fourEyes: plan.fourEyes }),
    ...(plan.coverage && { coverage: plan.coverage }),
    ...(plan.entrusted && { entrusted: plan.entrusted }),
  };
}

function obligationAnswer({
  id,
  status,
  fired,
  filed,
  versions,
  approvals,
  waivedBecause,
  waivedAt,
  movedAt,
}: ObligationState): ObligationState {
  const moved = movedAt === undefined ? {} : { movedAt };
  return { id, status, fired, filed, versions, approvals, waivedBecause, waivedAt, ...moved };
}

function campaignAnswer(campaign: CampaignState): CampaignState {
  const { number, listId, recipients, contentHash, drafter, status, approvedBy, approvedAt, counts } = campaign;
  return {
    number,
    listId,
    recipients,
    contentHash,
    ...(drafter && { drafter }),
    status,
    approvedBy,
    approvedAt,
    counts,
  };
}
