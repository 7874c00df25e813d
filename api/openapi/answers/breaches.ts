import { z } from 'zod';
import { STANDINGS } from '../../../domain/breach/register-keys.ts';
import { OBLIGATION_STATUSES } from '../../../domain/breach/state.ts';
import { ENTITY_KINDS } from '../../../domain/entities.ts';
import { Facts } from '../../../domain/facts.ts';
import { STAGES } from '../../../domain/filing/context.ts';
import { RISK_CONCLUSIONS } from '../../../domain/policy/schema.ts';
import { breachId, instant, status } from './common.ts';
import { Communication } from './communications.ts';

const BreachSummary = z
  .looseObject({
    breachId,
    seq: z.int(),
    status,
    exercise: z.boolean(),
    openedAt: instant,
    updatedAt: instant,
    title: z.string(),
  })
  .meta({ id: 'BreachSummary' });

export const BreachList = z
  .looseObject({
    breaches: z.array(BreachSummary),
    next: z.string().nullable().describe('`before` of the next page; null on the last'),
  })
  .meta({ id: 'BreachList' });

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
    clock: Clock.nullable(),
  })
  .meta({ id: 'PlannedObligation' });

export const Plan = z
  .looseObject({
    madeAt: instant,
    policyVersion: z.string(),
    zoneData: z.string(),
    holidayData: z.string(),
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
    obligations: z.array(PlannedObligation),
    counterparties: z
      .looseObject({ suppliers: z.int(), customers: z.int() })
      .nullable()
      .describe('How many are to be told; who, `listNotices` says. Null until awareness is recorded'),
  })
  .meta({ id: 'Plan' });

const ObligationState = z.looseObject({
  id: z.string(),
  status: z.enum(OBLIGATION_STATUSES),
  fired: z.array(z.string()),
  filed: z.looseObject({ at: instant, late: z.boolean(), receipt: z.string(), reasons: z.string() }).nullable(),
  versions: z.array(z.looseObject({ number: z.int(), stage: z.enum(STAGES), at: instant })).optional(),
  waivedBecause: z.string().nullable(),
});

export const Breach = z
  .looseObject({
    breachId,
    status,
    exercise: z.looseObject({ scale: z.number() }).nullable(),
    origin: z.enum(['alert', 'report']),
    source: z.string(),
    reportedAt: instant,
    suggested: z
      .looseObject({ awareAt: instant.optional() })
      .optional()
      .describe('What the report says that its role may not record; it has no effect'),
    narrative: Narrative,
    facts: z.looseObject(Facts.shape),
    awareness: z.array(z.looseObject({ awareAt: instant, recordedAt: instant, by: z.string(), reasons: z.string() })),
    plan: Plan.nullable(),
    planIsStale: z.boolean(),
    obligations: z.record(z.string(), ObligationState),
    communications: z
      .record(z.string(), Communication)
      .describe('`notices`, and `campaign/` with a number for each that was approved'),
    evidenceCount: z.int(),
    campaigns: z.array(z.looseObject({ number: z.int(), status: z.string(), recipients: z.int() })),
    seq: z.int(),
  })
  .meta({ id: 'Breach' });

export const ClockList = z
  .looseObject({
    clocks: z.array(
      z
        .looseObject({
          breachId,
          breachTitle: z.string(),
          obligation: z.string(),
          article: z.string(),
          title: z.string(),
          recipient: z.string(),
          due: instant.nullable(),
          latest: instant.nullable(),
          status: z.enum(OBLIGATION_STATUSES),
          exercise: z.boolean(),
        })
        .meta({ id: 'ClockRow' }),
    ),
    next: z.string().nullable().describe('`after` of the next page; null on the last'),
  })
  .meta({ id: 'ClockList' });

export const EventList = z
  .looseObject({
    breachId,
    events: z.array(
      z.looseObject({
        seq: z.int(),
        type: z.string(),
        at: instant,
        by: z.string(),
        data: z.looseObject({}),
        hash: z.string().describe('Binds the event to all before it'),
      }),
    ),
    next: z.int().nullable().describe('`after` of the next page; null on the last'),
    verification: z.looseObject({
      verifiedTo: z.int().describe('The last event that holds'),
      head: z.looseObject({ seq: z.int(), hash: z.string() }),
      findings: z.array(z.looseObject({ problem: z.string() })).describe('Empty where the chain holds'),
    }),
  })
  .meta({ id: 'EventList' });

export const Evidence = z.looseObject({
  format: z.string(),
  breachId,
  head: z.looseObject({ seq: z.int(), hash: z.string() }),
});

export const Register = z
  .looseObject({
    entries: z.array(
      z.looseObject({
        breachId,
        exercise: z.boolean(),
        status,
        reportedAt: instant,
        authorityTold: z.enum(STANDINGS),
        peopleTold: z.enum(STANDINGS),
        late: z.boolean(),
      }),
    ),
    total: z.int().describe('How many entries the filter lets through'),
    next: z.string().nullable().describe('`before` of the next page; null on the last'),
  })
  .meta({ id: 'Register' });
