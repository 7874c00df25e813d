import { z } from 'zod';
import { TASK_STATUSES } from '../../../domain/breach/work.ts';
import { breachId, instant, people } from './common.ts';

const words = z.string().nullable().describe('Null where it does not open any more');
const nextBefore = z.int().nullable().describe('`before` of the next page; null on the last');
const entry = { number: z.int(), seq: z.int().describe('Number of its event'), at: instant, by: z.string() };

const task = {
  number: z.int(),
  text: words,
  owner: z.string().nullable().describe('A role, or `user:<id>`; null: nobody yet'),
  ownerless: z.boolean().describe('The owner left since, so that it is nobody’s'),
  due: instant.nullable(),
  status: z.enum(TASK_STATUSES),
  by: z.string(),
  at: instant,
  changed: z.looseObject({ by: z.string(), at: instant, reasons: z.string() }).nullable(),
};
const Task = z.looseObject(task).meta({ id: 'Task' });
export const OpenTaskList = z
  .looseObject({
    tasks: z.array(
      z.looseObject({ ...task, breachId, incident: z.string(), exercise: z.boolean() }).meta({ id: 'OpenTask' }),
    ),
    hasMore: z.boolean().describe('Some are left out: look at the incidents themselves'),
    people,
  })
  .meta({ id: 'OpenTaskList' });
export const TaskList = z
  .looseObject({
    tasks: z.array(Task),
    playbooks: z.array(z.string()).describe('Those that were begun'),
    next: z.int().nullable().describe('`from` of the next page; null on the last'),
    people,
  })
  .meta({ id: 'TaskList' });

const texts = z.looseObject({ en: z.string(), de: z.string() });
export const PlaybookList = z
  .looseObject({
    playbooks: z.array(
      z.looseObject({
        id: z.string(),
        title: texts,
        when: texts,
        tasks: z.array(
          z.looseObject({ text: texts, owner: z.string().nullable(), within: z.number().nullable().describe('Hours') }),
        ),
      }),
    ),
  })
  .meta({ id: 'PlaybookList' });

export const NoteList = z
  .looseObject({
    notes: z.array(
      z.looseObject({
        ...entry,
        privileged: z.boolean(),
        withheld: z.boolean().describe('Privileged, and not for the role that asks'),
        text: words,
      }),
    ),
    next: nextBefore,
    people,
  })
  .meta({ id: 'NoteList' });

export const CallList = z
  .looseObject({
    calls: z.array(z.looseObject({ ...entry, calledAt: instant, partner: words, said: words })),
    next: nextBefore,
    people,
  })
  .meta({ id: 'CallList' });

export const AttachmentList = z
  .looseObject({
    attachments: z.array(
      z.looseObject({
        ...entry,
        sha256: z.string(),
        bytes: z.int(),
        from: z.string().nullable().describe('Keyed digest of the address that it came from'),
        name: words,
        about: words,
      }),
    ),
    next: nextBefore,
    people,
  })
  .meta({ id: 'AttachmentList' });
