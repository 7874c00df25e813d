import { z } from 'zod';
import { PLANES, ROLES } from '../../../domain/dataflow.ts';
import { CERTAINTIES } from '../../../domain/suspicion/grounds.ts';
import { Finding } from './alerts.ts';
import { breachId, instant, people } from './common.ts';

const FoundFinding = Finding.pick({ findingId: true, title: true, type: true, severity: true, rule: true }).extend({
  finding: z.string().describe('By what it is named where it is moved to another incident'),
  source: z.string(),
  because: z.string().nullable().describe('Why its rule decided so; null where an earlier version judged it'),
  facts: z.looseObject({}).describe('Facts that its rule says'),
  systems: z.array(z.looseObject({ id: z.string(), name: z.string(), by: z.string() })),
  occurredAt: instant.nullable().describe('When what it tells of began; null where no time can be read'),
  firstAt: instant.describe('When its first alert came in'),
  lastAt: instant,
  count: z.int().describe('How many alerts it is'),
  alert: z.string().nullable().describe('The alert that said the last of it, for `readAlert`'),
  joining: Finding.shape.joining.unwrap().nullable().describe('Why it stands there, where its source did not say so'),
  movedFrom: breachId.nullable().describe('Where it was until a person moved or merged it, or took that back'),
  since: z
    .enum(['new', 'again'])
    .nullable()
    .describe('It came in after the last decision, or more alerts of it did; null else, and where nobody has decided'),
});

const said = z.looseObject({ at: instant, by: z.string() });

/** Why a breach is suspected. */
export const BreachFindings = z
  .looseObject({
    breachId,
    findings: z.array(FoundFinding).describe('In time order, the newest 500 and the first'),
    more: z.int().describe('Findings that are not among them'),
    alerts: z
      .looseObject({ count: z.int(), firstAt: instant.nullable(), lastAt: instant.nullable() })
      .describe('All alerts of all its findings'),
    decided: said.extend({ what: z.string() }).nullable().describe('The last decision of a person'),
    instants: z
      .looseObject({
        alert: z.looseObject({ occurredAt: instant.nullable(), receivedAt: instant.nullable() }),
        suspicion: z.looseObject({ openedAt: instant, suspectedAt: instant }),
        investigation: said.extend({ basis: z.enum(['said', 'taken']) }).nullable(),
        awareness: said.extend({ recordedAt: instant }).nullable(),
      })
      .describe('Told apart: the alert, the suspicion, the investigation, the awareness'),
    curve: z
      .looseObject({
        stepHours: z.int(),
        bars: z.array(z.looseObject({ at: instant, count: z.int() })),
        most: z.looseObject({ at: instant, count: z.int() }),
      })
      .nullable()
      .describe('How many alerts came when, as far as that is kept'),
    facts: z
      .array(
        z.looseObject({
          key: z.string(),
          value: z.unknown().describe('As it is on record'),
          certainty: z
            .enum(CERTAINTIES)
            .describe('`stated`: by a person; `rule`: by a rule alone; `unknown`: by nobody'),
          by: z.string().nullable(),
          rules: z
            .array(z.looseObject({ value: z.unknown(), rules: z.array(z.string()), isOnRecord: z.boolean() }))
            .describe('What rules say of it, and whether the record says the same'),
        }),
      )
      .describe('Facts that rules speak of, and those that severity goes by most'),
    affected: z
      .looseObject({
        systems: z.array(
          z.looseObject({
            id: z.string(),
            name: z.string(),
            plane: z.enum(PLANES),
            role: z.enum(ROLES),
            peopleConcerned: z.int().nullable(),
          }),
        ),
        unregistered: z.array(z.string()).describe('Touched systems that the register does not have'),
        isUnlisted: z.boolean().describe('Others are named in words alone'),
        people: z.int().nullable().describe('Null is unknown; a least number while `uncounted` is above 0'),
        uncounted: z.int().describe('Touched systems of which the number of people is unknown'),
        dataClasses: z.array(z.string()),
        countries: z.array(z.string()),
        customers: z.array(z.string()),
        suppliers: z.array(z.string()),
      })
      .describe('As the data-flow register says'),
    ifAwareNow: z
      .looseObject({
        at: instant,
        clocks: z.array(
          z.looseObject({
            id: z.string(),
            article: z.string(),
            title: z.string(),
            recipient: z.string(),
            due: instant,
            latest: instant.nullable(),
            basis: z.enum(['law', 'policy']),
          }),
        ),
        waiting: z.int().describe('Duties that would bind and have no limit yet'),
      })
      .nullable()
      .describe('Limits that would run from an awareness of now; null once it is recorded, and where it is closed'),
    people,
  })
  .meta({ id: 'BreachFindings' });
