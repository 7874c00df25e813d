import { z } from 'zod';
import { asksForFourEyes, communicationLeaving } from '../../../domain/breach/decide/four-eyes.ts';
import type { BreachState } from '../../../domain/breach/state.ts';
import { AWAITED, type Awaited, awaitedOf } from '../../../domain/communication/release.ts';
import {
  COMMUNICATION_STATUSES,
  type CommunicationName,
  type Communication as CommunicationState,
  LETTER_STATUSES,
  NOTICE_STATUSES,
  PAUSE_REASONS,
} from '../../../domain/communication/standing.ts';
import { instant, nextPage } from './common.ts';

const Counts = z
  .object({ total: z.int() })
  .catchall(z.int())
  .describe('How many are in which state; a state that nobody is in is left out');

export const Communication = z
  .looseObject({
    status: z.enum(COMMUNICATION_STATUSES),
    because: z.enum(PAUSE_REASONS).nullable().describe('Why it stands still; null where it does not'),
    counts: Counts.describe('As its breach last heard of them'),
    head: z
      .looseObject({ page: z.int(), hash: z.string() })
      .nullable()
      .describe('The page of its ledger that the chain of the breach names last'),
    nextAt: instant.nullable(),
    fourEyes: z
      .boolean()
      .describe('Whether a person who has signed in, and drafted none of it, must let it go on or send it again'),
    awaited: z.array(z.enum(AWAITED)).describe('What of it waits for a release; empty where nothing does'),
    releases: z.int().nullable().describe('How often it was released; null where it leaves without that'),
  })
  .meta({ id: 'Communication' });

const Look = z.looseObject({ at: instant, addressPrefix: z.string().describe('Of the network; empty where unknown') });
const Openings = z.looseObject({ count: z.int(), first: Look, last: Look }).meta({ id: 'Openings' });

const Notice = z
  .looseObject({
    counterparty: z.string(),
    name: z.string(),
    round: z.int(),
    status: z.enum([...NOTICE_STATUSES, 'opened']).describe('`opened` is sent, and its link was looked at'),
    sentAt: instant.nullable(),
    openedAt: instant.nullable(),
    acknowledgedAt: instant.nullable(),
    answerBy: instant,
    answers: z
      .looseObject({})
      .nullable()
      .describe(
        'The answer that counts: the latest one. `spoken`: given by telephone or in person; who put it on record',
      ),
    answeredAt: instant.nullable(),
    others: z
      .array(z.looseObject({ at: instant, answers: z.looseObject({}) }))
      .describe('What was answered before it by the link, oldest first; all stay on record'),
    misuse: z
      .enum(['open', 'settled'])
      .nullable()
      .describe('Whether any answer speaks of misuse, and whether somebody said what came of it'),
    call: z.string().nullable().describe('Who is to be called about it, as they gave name and number'),
    letters: z
      .array(z.looseObject({ step: z.string(), contact: z.string(), result: z.string(), at: instant.nullable() }))
      .describe('Every letter that ended, in order, and the correction that waits to leave (`waiting`)'),
    opened: Openings.nullable().describe('Looks by a person; null where there was none'),
    prefetched: Openings.nullable().describe('Looks by programs before anybody looked, or so they said'),
    link: z.looseObject({
      generation: z.int().describe('One more each time the link was given out anew; only the last one opens'),
      revoked: z.boolean().describe('No link opens'),
      expiresAt: instant,
    }),
  })
  .meta({ id: 'Notice' });

export const BreachNotices = z
  .looseObject({
    seq: z.int(),
    counts: Counts.describe('Of all notices of the breach, whatever is filtered'),
    communication: Communication.nullable(),
    notices: z.array(Notice),
    next: nextPage,
  })
  .meta({ id: 'BreachNotices' });

export const NoticeHistory = z
  .looseObject({
    seq: z.int(),
    notices: z.array(Notice).describe('One for each round, oldest first'),
    entries: z
      .array(
        z.looseObject({
          page: z.int().describe('Of the ledger, on whose chain the entry stands'),
          row: z.string(),
          at: instant,
          by: z.string(),
          what: z.string(),
          data: z.looseObject({}).optional(),
        }),
      )
      .describe('Oldest first; the words of people are not shown'),
  })
  .meta({ id: 'NoticeHistory' });

export const Recipients = z
  .looseObject({
    recipients: z.array(
      z.looseObject({
        n: z.int().describe('Number on the list'),
        email: z.string().describe('Masked'),
        language: z.string(),
        status: z.enum(LETTER_STATUSES),
        at: instant.nullable().describe('When the letter was last dealt with'),
      }),
    ),
    next: z.int().nullable().describe('`after` of the next page; null on the last'),
  })
  .meta({ id: 'Recipients' });

export const UncertainDecided = z
  .looseObject({ decided: z.int().describe('How many letters it was said of'), seq: z.int() })
  .meta({ id: 'UncertainDecided' });

export type CommunicationAnswer = Omit<CommunicationState, 'turn' | 'version' | 'release'> & {
  fourEyes: boolean;
  awaited: Awaited[];
  releases: number | null;
};

/**
 * How a communication stands; null where the breach has no such one. Its order and the plan that it follows are between
 * the workflows.
 */
export function communicationAnswer(state: BreachState, name: CommunicationName): CommunicationAnswer | null {
  const known = state.communications[name];
  if (known === undefined) return null;
  const { status, because, counts, head, nextAt } = known;
  const leaving = communicationLeaving(state, name);
  const fourEyes = leaving !== null && asksForFourEyes(state, leaving);
  const waiting = { notices: known, statement: state.statement, counterparties: state.plan?.counterparties ?? null };
  const awaited = name === 'notices' ? awaitedOf(waiting) : [];
  return { status, because, counts, head, nextAt, fourEyes, awaited, releases: known.release?.number ?? null };
}
