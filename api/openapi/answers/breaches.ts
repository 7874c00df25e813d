import { z } from 'zod';
import { STANDINGS } from '../../../domain/breach/register-keys.ts';
import { OBLIGATION_STATUSES } from '../../../domain/breach/state.ts';
import { breachId, instant, phase, status } from './common.ts';

const BreachSummary = z
  .looseObject({
    breachId,
    seq: z.int(),
    status,
    phase,
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
