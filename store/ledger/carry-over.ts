import type { ClientSession, mongo } from 'mongoose';
import type { LedgerEntry } from '../../domain/audit/ledger.ts';
import {
  type EarlierNotices,
  type EarlierRound,
  foldEarlier,
  NO_EARLIER_NOTICES,
  namedBy,
} from '../../domain/communication/earlier-notices.ts';
import {
  type FollowUp,
  followUps,
  type NoticeDelivery,
  type NoticeSchedule,
} from '../../domain/communication/follow-ups.ts';
import { nextInstant, SETTLED } from '../../domain/communication/notice.ts';
import type { NoticeStatus } from '../../domain/communication/standing.ts';
import type { Instant } from '../../domain/time.ts';
import { type Delivery, listDeliveries } from '../deliveries.ts';
import { readEvents, type StoredEvent } from '../events.ts';
import {
  type DeliveryDoc,
  deliveryKey,
  messageIdOf,
  type NoticeDoc,
  noticeId,
  noticesOf,
  openAnswers,
  rankOf,
  rowName,
  sealAnswers,
  slotOf,
} from '../notices.ts';
import type { Store } from '../store.ts';
import { commitToLedger } from './commit.ts';
import { acknowledgeNotice } from './notice-answers.ts';
import { noticesLedger } from './notices.ts';

/** Rows carried over in one transaction. */
const CARRIED_TOGETHER = 500;

/**
 * Puts what version 0.1 kept of a breach's notices (in plans, events and its delivery ledger) into today's ledger. Safe
 * to repeat, also while a workflow of then still runs: a row that nobody of today has changed is written anew, and an
 * answer is taken in in any case. What it left half-sent is `uncertain`.
 */
export async function carryOverNotices(store: Store, breachId: string): Promise<void> {
  const events = await readEvents(store, breachId);
  const { newest, before, planned } = foldAll(events);
  const rounds = [...before, ...Object.values(newest)];
  if (rounds.length === 0) return;
  const touched = new Set(planned.map(({ counterparty }) => counterparty));
  const about: About = {
    isDrill: events.some((event) => event.type === 'reported' && event.data.exercise !== null),
    isClosed: events.findLast(({ type }) => type === 'closed' || type === 'reopened')?.type === 'closed',
    at: events.at(-1)?.at ?? '',
    sent: new Map((await listDeliveries(store, breachId)).map((delivery) => [delivery.key, delivery])),
    isNewest: (round) => newest[round.notice.counterparty]?.notice.round === round.notice.round,
    isTouched: ({ notice }) => touched.has(notice.counterparty),
  };
  for (let start = 0; start < rounds.length; start += CARRIED_TOGETHER) {
    const page = rounds.slice(start, start + CARRIED_TOGETHER);
    await commitToLedger(store, noticesLedger(breachId), (session) => carryPage(store, session, breachId, page, about));
    await carryAnswers(store, breachId, page);
  }
}

async function carryPage(
  store: Store,
  session: ClientSession,
  breachId: string,
  rounds: readonly EarlierRound[],
  about: About,
): Promise<LedgerEntry[]> {
  const stored = await storedOf(store, breachId, rounds, session);
  const writes: mongo.AnyBulkWriteOperation<NoticeDoc>[] = [];
  const entries: LedgerEntry[] = [];
  for (const round of rounds) {
    const before = stored.get(idOf(breachId, round));
    const row = rowOf(store, breachId, round, before, about);
    if (before?.status !== undefined && !isUntouched(before, row)) continue;
    const { _id, content: _, uses: __, generation: ___, revoked: ____, ...fields } = row;
    const openedAt = before?.uses?.find(({ what }) => what === 'opened')?.at ?? null;
    const blank = { content: null, uses: [], generation: 1, revoked: false };
    const update = {
      $set: { ...fields, openedAt, carried: markOf(row) },
      ...(before === undefined && { $setOnInsert: blank }),
    };
    writes.push({ updateOne: { filter: { _id }, update, upsert: true } });
    const { status } = row;
    entries.push({ row: rowName(row), at: about.at, by: 'engine', what: 'carried-over', data: { status } });
  }
  if (writes.length > 0) await noticesOf(store).bulkWrite(writes, { session, ordered: false });
  return entries;
}

/** Whoever has answered is not reminded, also where today's engine has gone on with the row since. */
async function carryAnswers(store: Store, breachId: string, rounds: readonly EarlierRound[]): Promise<void> {
  const stored = await storedOf(store, breachId, rounds);
  for (const round of rounds) {
    const id = idOf(breachId, round);
    const row = stored.get(id);
    const { acknowledgedAt, answers } = answered(store, round, row);
    const isKnown = row?.status === 'acknowledged' || row?.status === 'superseded';
    if (isKnown || acknowledgedAt === null || answers === null) continue;
    await acknowledgeNotice(store, { id, breachId }, acknowledgedAt, answers);
  }
}

async function storedOf(
  store: Store,
  breachId: string,
  rounds: readonly EarlierRound[],
  session?: ClientSession,
): Promise<Map<string, Partial<NoticeDoc>>> {
  const among = { _id: { $in: rounds.map((round) => idOf(breachId, round)) } };
  const docs = noticesOf(store).find(among, { projection: { content: 0 }, ...(session && { session }) });
  return new Map((await docs.toArray()).map((doc) => [doc._id, doc]));
}

function idOf(breachId: string, { notice }: EarlierRound): string {
  return noticeId(breachId, notice.counterparty, notice.round);
}

/**
 * Of thousands of rounds an event changes one, so that one alone is folded; plans alone are folded over all of them.
 */
function foldAll(events: readonly StoredEvent[]): EarlierNotices {
  let { planned, before }: EarlierNotices = NO_EARLIER_NOTICES;
  const newest: EarlierNotices['newest'] = {};
  for (const event of events) {
    if (event.type === 'planned') {
      const after = foldEarlier({ planned, newest, before }, event, namedBy(event.data.plan));
      ({ planned, before } = after);
      Object.assign(newest, after.newest);
    } else if ('counterparty' in event.data) {
      const known = newest[event.data.counterparty];
      if (known === undefined) continue;
      const one = { ...NO_EARLIER_NOTICES, newest: { [event.data.counterparty]: known } };
      Object.assign(newest, foldEarlier(one, event, null).newest);
    }
  }
  return { planned, newest, before };
}

/** An answer that was kept with the notice, and of which the breach's stream has not heard. */
function answered(store: Store, round: EarlierRound, stored: Partial<NoticeDoc> | undefined): EarlierRound {
  if (round.acknowledgedAt !== null || !stored?.acknowledgedAt || !stored.answers || stored._id === undefined)
    return round;
  const answers = openAnswers(store, stored._id, stored.answers);
  return { ...round, status: 'acknowledged', acknowledgedAt: stored.acknowledgedAt, answers };
}

type About = {
  isDrill: boolean;
  isClosed: boolean;
  sent: ReadonlyMap<string, Delivery>;
  at: Instant;
  isNewest: (round: EarlierRound) => boolean;
  /** Whether the last plan of then still named its counterparty. */
  isTouched: (round: EarlierRound) => boolean;
};

function rowOf(
  store: Store,
  breachId: string,
  known: EarlierRound,
  stored: Partial<NoticeDoc> | undefined,
  about: About,
): NoticeDoc {
  const round = answered(store, known, stored);
  const {
    counterparty,
    round: number,
    kind,
    systems,
    sendAt,
    answerBy,
    reminders,
    escalateAt,
    expiresAt,
  } = round.notice;
  const _id = noticeId(breachId, counterparty, number);
  const { deliveries, status } = withHalfSent(breachId, round, about);
  const schedule = { sendAt, answerBy, reminders, escalateAt, expiresAt };
  const done = doneOf(schedule, deliveries);
  const { acknowledgedAt, answers } = round;
  const settled = SETTLED.includes(status) ? status : (endOf(round, about) ?? status);
  const misuse = answers?.misuse === 'yes';
  const open = { ...schedule, breachId, counterparty, kind, systems, round: number, status: settled, done, deliveries };
  const isOver = about.isClosed || SETTLED.includes(settled);
  return {
    ...open,
    _id,
    exercise: about.isDrill,
    rank: rankOf({ status: settled, misuse }),
    slot: slotOf(counterparty),
    nextAt: isOver ? null : nextInstant({ ...open, openedAt: null, acknowledgedAt, answers }, true, about.at),
    ...{ tries: 0, claim: null, generation: 1, revoked: false, content: null, uses: [], openedAt: null },
    acknowledgedAt,
    answers: answers === null ? null : sealAnswers(store, _id, answers),
    // Of what the stream has heard, its own workflow told DPO and deputy.
    ...{ misuse, misuseTold: misuse && known.acknowledgedAt !== null, isEarlier: true },
  };
}

/**
 * Steps that were taken; of reminders also those before, which were merged into it. An escalation may have come early.
 */
function doneOf(schedule: NoticeSchedule, deliveries: readonly NoticeDelivery[]): number[] {
  const escalated = deliveries.findIndex(({ step, contact }) => step === 'escalation' && contact === 'second');
  const isTaken = (number: number, step: FollowUp['step']) => {
    const contacts = deliveries.flatMap((delivery, index) =>
      delivery.number === number ? [{ ...delivery, index }] : [],
    );
    // From the escalation on, a reminder goes to both.
    const isForBoth = step === 'reminder' && escalated >= 0 && (contacts[0]?.index ?? 0) > escalated;
    return contacts.length > 0 && (!isForBoth || contacts.some(({ contact }) => contact === 'second'));
  };
  const taken = followUps(schedule).filter(({ number, step }) => isTaken(number, step));
  const lastReminder = taken.findLast(({ step }) => step === 'reminder')?.number ?? 0;
  return followUps(schedule)
    .filter((step) => taken.some(({ number }) => number === step.number) || isMerged(step, lastReminder))
    .map(({ number }) => number);
}

function isMerged({ step, number }: FollowUp, lastReminder: number): boolean {
  return step === 'reminder' && number < lastReminder;
}

/** Why nothing follows in an open round; null where something does. */
function endOf(round: EarlierRound, { isNewest, isTouched }: About): 'superseded' | 'withdrawn' | null {
  if (!isNewest(round)) return 'superseded';
  return isTouched(round) ? null : 'withdrawn';
}

/** What was handed to the mail server, or may have been, before the breach heard of it. */
function withHalfSent(
  breachId: string,
  { notice, status, deliveries: known }: EarlierRound,
  { sent, at }: About,
): { deliveries: DeliveryDoc[]; status: NoticeStatus } {
  const keyOf = (delivery: Pick<DeliveryDoc, 'number' | 'contact'>) => deliveryKey({ breachId, ...notice }, delivery);
  const stored = (delivery: NoticeDelivery): DeliveryDoc => {
    return { ...delivery, messageId: messageIdOf(keyOf(delivery)), detail: null };
  };
  const deliveries = known.map(stored);
  let after = status;
  for (const { number, step } of followUps(notice)) {
    for (const contact of ['first', 'second'] as const) {
      const ledger = sent.get(keyOf({ number, contact }));
      const isKnown = deliveries.some((delivery) => delivery.number === number && delivery.contact === contact);
      if (ledger === undefined || isKnown || step === 'expiry') continue;
      const result = ledger.status === 'sending' ? ('uncertain' as const) : ledger.status;
      deliveries.push(stored({ number, step, contact, result, at: ledger.at ?? at }));
      if (!SETTLED.includes(after)) after = result === 'sent' ? HANDED_OVER[step] : result;
    }
  }
  return { deliveries, status: after };
}

const HANDED_OVER = { first: 'sent', reminder: 'reminded', escalation: 'escalated' } as const;

/** Nobody of today has changed it, and it is not further than what is known here. */
function isUntouched(stored: Partial<NoticeDoc>, row: NoticeDoc): boolean {
  const isAhead = (stored.deliveries?.length ?? 0) > row.deliveries.length;
  const isAsCarried = stored.claim === null && stored.carried === markOf(stored);
  return isAsCarried && !isAhead && stored.carried !== markOf(row);
}

function markOf({ status, systems, acknowledgedAt, deliveries = [] }: Partial<NoticeDoc>): string {
  const ended = deliveries.map(({ number, contact, result }) => `${number} ${contact} ${result}`);
  return [status, acknowledgedAt ?? '', ...(systems ?? []), ...ended].join(', ');
}
