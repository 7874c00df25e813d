import { z } from 'zod';
import { OBLIGATION_STATUSES } from '../domain/breach/state.ts';
import { Contact, Counterparty, System } from '../domain/dataflow.ts';
import { ENTITY_KINDS } from '../domain/entities.ts';
import { Facts } from '../domain/facts.ts';
import { STAGES } from '../domain/filing/context.ts';
import { RISK_CONCLUSIONS } from '../domain/policy/schema.ts';

/**
 * What the API answers, for its document and for the tests that hold answers against it. Objects are open: an answer
 * may grow by a field, and a client must not break by it.
 */

const instant = z.iso.datetime().describe('An instant in UTC');
const breachId = z.string().describe('Such as TOC-2026-0041; exercises begin with EX-');
const status = z.enum(['suspected', 'confirmed', 'closed']);

export const Accepted = z
  .looseObject({
    reference: z.string().describe('Of the intake record; it is kept from here on'),
    breachId: breachId.nullable().describe('Null where nothing was opened, such as for an alert below its rule'),
    repeated: z.boolean().describe('Whether this was accepted before, under the same key'),
  })
  .meta({ id: 'Accepted' });

/** A recorded command: the number of the breach's last event, which is its ETag too. */
export const Recorded = z.looseObject({ seq: z.int() }).meta({ id: 'Recorded' });

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
const Plan = z
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
    notices: z.array(
      z.looseObject({ counterparty: z.string(), sendAt: instant, answerBy: instant, expiresAt: instant }),
    ),
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
    narrative: Narrative,
    facts: z.looseObject(Facts.shape),
    awareness: z.array(z.looseObject({ awareAt: instant, recordedAt: instant, by: z.string(), reasons: z.string() })),
    plan: Plan.nullable(),
    planIsStale: z.boolean(),
    obligations: z.record(z.string(), ObligationState),
    notices: z.record(z.string(), z.looseObject({ counterparty: z.string(), status: z.string() })),
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
  })
  .meta({ id: 'EventList' });

export const Evidence = z.looseObject({
  format: z.string(),
  breachId,
  head: z.looseObject({ seq: z.int(), hash: z.string() }),
});

export const Register = z
  .looseObject({
    entries: z.array(z.looseObject({ breachId, exercise: z.boolean(), status, reportedAt: instant })),
    next: z.string().nullable().describe('`before` of the next page; null on the last'),
  })
  .meta({ id: 'Register' });

export const DataFlows = z
  .looseObject({
    systems: z.array(z.looseObject(System.shape)),
    counterparties: z.array(z.looseObject({ ...Counterparty.shape, contacts: z.array(z.looseObject(Contact.shape)) })),
  })
  .meta({ id: 'DataFlows' });
export const DataFlowsSaved = z.looseObject({ systems: z.int(), counterparties: z.int() });

export const RecipientList = z.looseObject({ listId: z.string(), recipients: z.int(), duplicates: z.int() });
export const CampaignDraft = z.looseObject({
  campaign: z.int(),
  contentHash: z.string().describe('What an approval names: exactly this content'),
  preview: z.looseObject({ recipients: z.int(), subject: z.string(), text: z.string() }),
  warnings: z.array(z.looseObject({ rule: z.string(), line: z.int(), says: z.string() })),
});

const Webhook = z.looseObject({
  id: z.string(),
  url: z.string(),
  events: z.array(z.string()).describe('Empty is all'),
  createdAt: instant,
  createdBy: z.string(),
  deliveredAt: instant.nullable(),
  failedAt: instant.nullable(),
});
export const WebhookList = z.looseObject({ webhooks: z.array(Webhook) });
export const WebhookAdded = z.looseObject({
  id: z.string(),
  secret: z.string().describe('whsec_ and base64; shown once'),
});

export const Live = z.looseObject({ status: z.literal('ok') });
export const Ready = z.looseObject({ status: z.enum(['ok', 'down']), down: z.array(z.string()) });

const FilingGap = z.looseObject({ field: z.string(), section: z.string(), label: z.string(), why: z.string() });
export const FilingDraft = z
  .looseObject({
    breach: breachId,
    template: z.string(),
    obligation: z.string(),
    stage: z.enum(STAGES),
    late: z.boolean(),
    missing: z.array(FilingGap).describe('Mandatory fields without a value, and values the form would not take'),
    forbidden: z.array(z.looseObject({ field: z.string(), line: z.int(), says: z.string() })),
    document: z.looseObject({}).describe('The file as it is handed in'),
    content: z.string().describe('Its exact text'),
    sha256: z.string().describe('Of the UTF-8 bytes of `content`, in hex'),
    cannotBeFiledBecause: z.string().nullable(),
    changes: z
      .array(z.looseObject({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }))
      .nullable()
      .describe('Against the version filed last; null where there is none to compare with'),
    earlier: z.array(z.looseObject({ number: z.int(), filedAt: instant, sha256: z.string().nullable() })),
  })
  .meta({ id: 'FilingDraft' });
