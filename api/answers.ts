import { z } from 'zod';
import { STANDINGS } from '../domain/breach/register-keys.ts';
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

export const BreachNotices = z
  .looseObject({
    seq: z.int(),
    notices: z.array(
      z.looseObject({
        counterparty: z.string(),
        name: z.string(),
        round: z.int(),
        status: z.string(),
        sentAt: instant.nullable(),
        openedAt: instant.nullable(),
        acknowledgedAt: instant.nullable(),
        answers: z.looseObject({}).nullable(),
      }),
    ),
  })
  .meta({ id: 'BreachNotices' });

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

export const SystemEntry = z.looseObject(System.shape);
export const CounterpartyEntry = z.looseObject({
  ...Counterparty.shape,
  contacts: z.array(z.looseObject(Contact.shape)),
});
export const DataFlows = z
  .looseObject({ systems: z.array(SystemEntry), counterparties: z.array(CounterpartyEntry) })
  .meta({ id: 'DataFlows' });
const nextPage = z.string().nullable().describe('`after` of the next page; null on the last');
export const SystemList = z
  .looseObject({ systems: z.array(SystemEntry), total: z.int(), next: nextPage })
  .meta({ id: 'SystemList' });
export const CounterpartyList = z
  .looseObject({ counterparties: z.array(CounterpartyEntry), total: z.int(), next: nextPage })
  .meta({ id: 'CounterpartyList' });
export const EntryChanges = z
  .looseObject({
    changes: z.array(
      z.looseObject({
        number: z.int(),
        at: instant,
        by: z.string(),
        before: z.looseObject({}).nullable().describe('Null where the entry was new'),
        after: z.looseObject({}),
      }),
    ),
    next: z.int().nullable().describe('`below` of the next page; null on the last'),
  })
  .meta({ id: 'EntryChanges' });
export const NoticeList = z
  .looseObject({
    notices: z.array(
      z.looseObject({
        breachId,
        round: z.int(),
        exercise: z.boolean(),
        status: z.string(),
        sentAt: instant.nullable(),
        answerBy: instant,
        acknowledgedAt: instant.nullable(),
      }),
    ),
  })
  .meta({ id: 'NoticeList' });
export const DataFlowsSaved = z.looseObject({ systems: z.int(), counterparties: z.int() });

export const RecipientList = z.looseObject({ listId: z.string(), recipients: z.int(), duplicates: z.int() });
export const CampaignDraft = z.looseObject({
  campaign: z.int(),
  contentHash: z.string().describe('What an approval names: exactly this content'),
  preview: z.looseObject({ recipients: z.int(), subject: z.string(), text: z.string() }),
  warnings: z.array(z.looseObject({ rule: z.string(), line: z.int(), says: z.string() })),
});

export const RecipientLists = z.looseObject({
  lists: z.array(z.looseObject({ listId: z.string(), createdAt: instant, recipients: z.int() })),
});
const CampaignLine = z.looseObject({
  breachId,
  number: z.int(),
  status: z.string(),
  recipients: z.int(),
  counts: z.looseObject({ total: z.int(), sent: z.int() }).nullable().describe('Null while nothing is sent'),
});
export const Campaign = CampaignLine.extend({
  listId: z.string(),
  subject: z.string(),
  text: z.string(),
  contentHash: z.string().describe('What an approval names: exactly this content'),
  warnings: z.array(z.looseObject({ rule: z.string(), line: z.int(), says: z.string() })),
}).meta({ id: 'Campaign' });
export const CampaignList = z
  .looseObject({
    campaigns: z.array(CampaignLine),
    next: z.string().nullable().describe('`before` of the next page; null on the last'),
  })
  .meta({ id: 'CampaignList' });

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

const Change = z.looseObject({
  obligation: z.string(),
  article: z.string(),
  recipient: z.string(),
  change: z.enum(['start', 'move', 'end']),
  from: instant.nullable(),
  to: instant.nullable(),
  why: z.string(),
});
const conclusion = z.record(z.enum(['art33', 'art34']), z.enum(RISK_CONCLUSIONS));
export const AmendmentPreview = z
  .looseObject({
    seq: z.int().describe('Of the breach that it was made from; it is the ETag too'),
    duties: z.array(Change),
    severity: z.looseObject({ before: z.looseObject({}).nullable(), after: z.looseObject({}) }),
    conclusion: z.looseObject({ before: conclusion.nullable(), after: conclusion }),
    reopened: z.array(z.string()).describe('Decisions that would ask to be looked at again'),
    resumed: z.array(z.string()).describe('Waived duties that would run again'),
    told: z.array(z.looseObject({ counterparty: z.string(), round: z.int() })),
    plan: Plan,
  })
  .meta({ id: 'AmendmentPreview' });
export const ReportPreview = z
  .looseObject({
    clocks: z.array(z.looseObject({ obligation: z.string(), due: instant, basis: z.enum(['law', 'policy']) })),
    suppliers: z.int().describe('How many would be told'),
    customers: z.int(),
  })
  .meta({ id: 'ReportPreview' });

export const AuditList = z
  .looseObject({
    entries: z.array(
      z.looseObject({
        kind: z.enum(['view', 'change']).describe('`change` is an event of a breach'),
        what: z
          .enum(['view', 'change', 'sign-in'])
          .optional()
          .describe(
            'Of a `view`: whether users, tokens, webhooks or the register were to be changed, or somebody signed in',
          ),
        at: instant,
        who: z.string(),
        breachId: breachId.nullable(),
        about: z.string().nullable(),
      }),
    ),
    next: z.string().nullable().describe('`before` of the next page; null on the last'),
  })
  .meta({ id: 'AuditList' });
const Broken = z.looseObject({
  breachId,
  events: z.int(),
  verifiedTo: z.int().describe('The last event that holds'),
  broken: z.looseObject({ seq: z.int().nullable(), problem: z.string() }),
});
export const Verification = z
  .looseObject({
    last: z
      .looseObject({ checkedAt: instant, breaches: z.int(), events: z.int(), broken: z.array(Broken) })
      .nullable()
      .describe('Null where none has ended yet'),
    progress: z.looseObject({ done: z.int(), of: z.int() }).nullable(),
  })
  .meta({ id: 'Verification' });

const SentVersion = z.looseObject({
  number: z.int(),
  stage: z.enum(STAGES).nullable(),
  late: z.boolean(),
  filedAt: instant,
  approvedBy: z.string(),
  approved: z.boolean(),
  receipt: z.string(),
  sha256: z.string().nullable(),
});
const FieldChange = z.looseObject({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() });
export const FilingVersionList = z.looseObject({ versions: z.array(SentVersion) }).meta({ id: 'FilingVersionList' });
export const FilingVersion = SentVersion.extend({
  content: z.string().nullable().describe('The exact text; null where none was recorded'),
  against: z.int().nullable().describe('The version that it is compared with'),
  changes: z.array(FieldChange).nullable().describe('Null where there is nothing to compare'),
}).meta({ id: 'FilingVersion' });

const RegimeHead = {
  id: z.string(),
  name: z.string(),
  jurisdiction: z.string(),
  counts: z.record(z.string(), z.int()).describe('Of its obligations, by how they stand today'),
};
export const Policy = z
  .looseObject({
    policyVersion: z.string(),
    zoneData: z.string(),
    holidayData: z.string(),
    severity: z.looseObject({}),
    regimes: z.array(z.looseObject({ ...RegimeHead, obligations: z.array(z.string()), cases: z.int() })),
  })
  .meta({ id: 'Policy' });
export const Regime = z
  .looseObject({
    ...RegimeHead,
    obligations: z.array(
      z.looseObject({
        id: z.string(),
        article: z.string(),
        standing: z.enum(['in-force', 'not-yet', 'proposed', 'ended']),
        citation: z.string(),
        trigger: z.string().describe('A CEL expression, as the policy writes it'),
      }),
    ),
    cases: z.array(z.looseObject({ name: z.string() })),
  })
  .meta({ id: 'Regime' });

export const OwnReport = z
  .looseObject({
    reference: z.string(),
    receivedAt: instant,
    title: z.string(),
    summary: z.string(),
    systems: z.array(z.string()).describe('Their names'),
    awareAt: instant.nullable(),
    exercise: z.boolean(),
    state: z.enum(['kept', 'received', 'open', 'closed']),
  })
  .meta({ id: 'OwnReport' });
export const OwnReportList = z
  .looseObject({
    reports: z.array(OwnReport),
    next: z.string().nullable().describe('`after` of the next page; null on the last'),
  })
  .meta({ id: 'OwnReportList' });

export const ExerciseReport = z
  .looseObject({
    breachId,
    scale: z.number(),
    reportedAt: instant,
    closedAt: instant.nullable(),
    judgedAt: instant,
    total: z.int().nullable().describe('0 to 100; null while there is nothing to judge'),
    parts: z.array(
      z.looseObject({
        part: z.string(),
        done: z.number().describe('in halves: a duty met with a finding counts half'),
        of: z.int(),
      }),
    ),
    duties: z.array(z.looseObject({})),
    warnings: z.array(z.looseObject({})),
    notices: z.array(z.looseObject({})),
    advice: z.array(z.looseObject({})),
  })
  .meta({ id: 'ExerciseReport' });
