import { z } from 'zod';
import { Contact, Counterparty, System } from '../../../domain/dataflow.ts';
import { breachId, instant, nextPage } from './common.ts';

export const SystemEntry = z.looseObject(System.shape);

export const CounterpartyEntry = z.looseObject({
  ...Counterparty.shape,
  contacts: z.array(z.looseObject(Contact.shape)),
});

export const DataFlows = z
  .looseObject({ systems: z.array(SystemEntry), counterparties: z.array(CounterpartyEntry) })
  .meta({ id: 'DataFlows' });

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
