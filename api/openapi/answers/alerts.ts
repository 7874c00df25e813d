import { z } from 'zod';
import { RELATIONS } from '../../../domain/alerts/joining.ts';
import { NEWS } from '../../../domain/alerts/news.ts';
import { BECAME } from '../../../domain/alerts/outcome.ts';
import { ERROR_CODES } from '../../../domain/errors.ts';
import { breachId, instant, nextPage } from './common.ts';

const status = z
  .enum(['waiting', 'judged', 'dead', 'aside'])
  .describe('`dead`: it could not be read, or not be handed over; `aside`: its source says that it is no alert');

export const TakenAlert = z
  .looseObject({
    reference: z.string().describe('By which `readAlert` says what became of it; it is kept from here on'),
    status,
    breachId: breachId.nullable().describe('Null until it is judged, and where it belongs to no breach'),
    repeated: z.boolean().describe('Whether the same bytes came from this source before on this day'),
  })
  .meta({ id: 'TakenAlert' });

export const Finding = z.looseObject({
  findingId: z.string(),
  title: z.string(),
  description: z.string().optional().describe('What its tool says at length'),
  type: z.string(),
  severity: z.number().describe('0 to 10, 10 the worst'),
  severityWord: z.string().optional().describe('The same in the word of its tool'),
  occurredAt: instant.nullable().describe('When it began, else when it was raised; null where no time can be read'),
  firstSeenAt: instant.optional(),
  lastSeenAt: instant.optional(),
  raisedAt: instant.optional(),
  updatedAt: instant.nullable(),
  actor: z
    .looseObject({
      users: z.array(z.string()),
      ips: z.array(z.string()),
      processes: z.array(z.string()),
      more: z.int(),
    })
    .optional()
    .describe('Who or what acted, the first of each'),
  tactics: z.array(z.string()).optional().describe('Tactics and techniques, as its tool names them'),
  dataClasses: z.array(z.string()).optional().describe('Kinds of data that its tool says are concerned'),
  count: z.int().optional().describe('How many events its tool counts in it'),
  ended: z.enum(['resolved', 'archived']).optional().describe('What its tool has made of it meanwhile'),
  sample: z.boolean().describe('Made up by its source to try the pipe'),
  resources: z.array(z.string()),
  moreResources: z.int(),
  systems: z.array(z.looseObject({ id: z.string(), name: z.string(), by: z.string() })),
  unread: z
    .array(z.looseObject({ field: z.string(), why: z.string() }))
    .describe('Parts that have another form than expected'),
  rule: z.string(),
  because: z.string(),
  became: z
    .enum(BECAME)
    .describe('`counted`: the breach knows all that it says; `kept`: its rule opens nothing, and it belongs to none'),
  news: z.array(z.enum(NEWS)).describe('Why it was handed to the breach'),
  breachId: breachId.nullable(),
  joining: z
    .looseObject({
      joins: breachId.nullable().describe('The open incident that it belongs to'),
      follows: breachId.nullable().describe('The closed one that it would have joined'),
      because: z
        .array(z.looseObject({ relation: z.enum(RELATIONS), values: z.array(z.string()), finding: z.string() }))
        .describe('What it has in common with findings of that incident, the strongest first'),
      related: z.array(breachId).describe('Other open ones that it has something in common with'),
    })
    .optional()
    .describe('Why it stands where it does; absent for what earlier versions judged'),
});

export const Alert = z
  .looseObject({
    reference: z.string(),
    source: z.string(),
    by: z.string().describe('Name of the token that sent it, or of the source that signed it'),
    receivedAt: instant,
    size: z.int().describe('Bytes as they came'),
    status,
    repeats: z.int().describe('How often the same bytes came again'),
    repeatedAt: instant.nullable(),
    attempts: z.int().describe('How often it was put off'),
    reason: z
      .looseObject({
        code: z.enum(ERROR_CODES),
        detail: z.string().nullable(),
        refusal: z
          .looseObject({ field: z.string().nullable(), members: z.looseObject({}) })
          .nullable()
          .describe('What the detail of a dead letter names, as in problem details; null where it was not kept'),
      })
      .nullable()
      .describe('Why it is dead or aside, or was put off last'),
    settledAt: instant.nullable(),
    againAt: instant.nullable().describe('When it was to be judged again, as the register knows more; null: never'),
    breachId: breachId.nullable(),
    breachIds: z.array(breachId),
    outcome: z
      .looseObject({ findings: z.array(Finding), moreFindings: z.int() })
      .nullable()
      .describe('What was understood, what matched and why; null as long as nothing was'),
  })
  .meta({ id: 'Alert' });

export const AlertList = z.looseObject({ alerts: z.array(Alert), next: nextPage }).meta({ id: 'AlertList' });

const UnknownThing = z
  .looseObject({
    id: z.string(),
    kind: z.string().describe('Such as `bucket` or `host`'),
    name: z.string(),
    isAccount: z.boolean().describe('Of a user, or a mailbox: it may be a person’s, and is no system'),
    alias: z.string().describe('As the register would name it among the aliases of a system'),
    findings: z.int().describe('How many findings name it, however often their alerts came'),
    sources: z.array(z.string()),
    firstAt: instant,
    lastAt: instant,
    alert: z.string().describe('The last alert that names it'),
  })
  .meta({ id: 'UnknownThing' });

export const UnknownThings = z
  .looseObject({
    unknown: z.array(UnknownThing),
    total: z.int().describe('How many there are, of which `limit` are listed'),
    accounts: z.array(UnknownThing).describe('Users and mailboxes, which are no systems, at most `limit`'),
  })
  .meta({ id: 'UnknownThings' });

export const RetriedAlerts = z
  .looseObject({ retried: z.int().describe('How many are read anew') })
  .meta({ id: 'RetriedAlerts' });
