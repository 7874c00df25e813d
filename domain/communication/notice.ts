import type { NoticeAnswers } from '../breach/events.ts';
import type { CounterpartyKind } from '../dataflow.ts';
import type { Instant } from '../time.ts';
import { isCorrectionOpen, type NoticeDelivery, type NoticeProgress, type NoticeStep, nextAct } from './follow-ups.ts';
import type { NoticeStatus } from './standing.ts';

/** One round of telling one supplier or customer: a row of the ledger of notices. */
export type Notice = NoticeProgress & {
  breachId: string;
  counterparty: string;
  kind: CounterpartyKind;
  /** 1, and one more each time further systems of the counterparty turn out to be touched: it is told anew. */
  round: number;
  systems: string[];
  status: NoticeStatus;
  /** When its link was first looked at by a person. */
  openedAt: Instant | null;
  acknowledgedAt: Instant | null;
  answers: NoticeAnswers | null;
};

/** One look at the page behind a link. The address is cut to its network prefix, which names no person. */
export type Look = { at: Instant; addressPrefix: string };
/** How often the page was fetched, with the first and the last time. */
export type Openings = { count: number; first: Look; last: Look };
/** An answer by the link or by telephone, and when it was given; every one is kept, and the latest counts. */
export type OtherAnswer = { at: Instant; answers: NoticeAnswers };

/** Whether two answers say the same, whichever way each was given. */
export function isSameAnswer(one: NoticeAnswers, other: NoticeAnswers): boolean {
  return (['holdsData', 'misuse', 'answeredBy', 'phone', 'comment'] as const).every(
    (part) => one[part] === other[part],
  );
}

/** Since when an answer is known here: what was said by telephone, from when it was put on record. */
export function knownSince({ at, answers }: OtherAnswer): Instant {
  return answers.spoken?.recordedAt ?? at;
}

/** Statuses of a notice that has nothing more to do. */
export const SETTLED: readonly NoticeStatus[] = ['acknowledged', 'expired', 'withdrawn', 'superseded'];

/** Whether a row has nothing more to do: what is settled may still have to be told of a correction. */
export function isOver(row: Pick<Notice, 'status' | 'done' | 'deliveries' | 'correction'>): boolean {
  if (!SETTLED.includes(row.status)) return false;
  // The round that follows tells the newest text itself.
  return row.status === 'superseded' || !isCorrectionOpen(row);
}

/** When the first letter was handed over; null while none was. */
export function sentAt({ deliveries }: Pick<Notice, 'deliveries'>): Instant | null {
  return deliveries.find(({ result }) => result === 'sent')?.at ?? null;
}

/** When the newest letter of a step was handed over; null where none was. */
export function stepSentAt({ deliveries }: Pick<Notice, 'deliveries'>, step: NoticeStep): Instant | null {
  return deliveries.findLast((delivery) => delivery.step === step && delivery.result === 'sent')?.at ?? null;
}

const HANDED_OVER = { first: 'sent', reminder: 'reminded', escalation: 'escalated' } as const;
const TOLD: readonly NoticeStatus[] = ['sent', 'reminded', 'escalated'];

/** How a notice stands once a letter of this step was handed over: a new link or a correction asks for nothing new. */
export function statusAfter({ status }: Pick<Notice, 'status'>, step: NoticeStep): NoticeStatus {
  if (step !== 'link' && step !== 'correction') return HANDED_OVER[step];
  return step === 'correction' || TOLD.includes(status) ? status : 'sent';
}

/** The row after one delivery of the act that was due has ended. */
export function withDelivery<Row extends Pick<Notice, 'done' | 'deliveries' | 'status'>>(
  row: Row,
  delivery: NoticeDelivery,
  completes: readonly number[],
): Row {
  // What was answered, or waits for no answer, stays so, whatever becomes of a correction.
  const stays = delivery.step === 'correction' && SETTLED.includes(row.status);
  const status = stays ? row.status : delivery.result === 'sent' ? statusAfter(row, delivery.step) : delivery.result;
  return { ...row, status, deliveries: [...row.deliveries, delivery], done: [...row.done, ...completes] };
}

/** How a notice stands by its letters alone. */
export function statusOf(deliveries: readonly NoticeDelivery[]): NoticeStatus {
  return deliveries.reduce<NoticeStatus>(
    (status, { step, result }) =>
      step === 'correction' ? status : result === 'sent' ? statusAfter({ status }, step) : result,
    'planned',
  );
}

/** When a row is to be looked at again; null where nothing is left to do. */
export function nextInstant(row: Notice, hasSecond: boolean, now: Instant): Instant | null {
  return isOver(row) ? null : (nextAct(row, hasSecond, now)?.at ?? null);
}

/** Pauses before a letter is offered again that was surely not handed over, in ms (RFC 5321, section 4.5.4.1). */
const PAUSES_MS = [30_000, 60_000, 120_000, 300_000, 600_000];

/** The pause after so many tries in a row; the last one goes on. */
export function pauseAfter(tries: number): number {
  return PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)] ?? 600_000;
}

/** What changed plans mean for a counterparty that is to be told. Nobody is told twice in a round. */
export type RoundChange =
  /** It is told already, or about to be, of all that is touched. */
  | { change: 'none' }
  /** Nothing has gone out yet: the same round names what is touched now. */
  | { change: 'renewed' }
  /** It is told: for the first time, or anew. */
  | { change: 'added'; round: number };

/** @param known its newest round; undefined where it has none */
export function roundFor(
  known: Pick<Notice, 'round' | 'status' | 'systems' | 'deliveries'> | undefined,
  systems: readonly string[],
): RoundChange {
  if (known === undefined) return { change: 'added', round: 1 };
  const isCovered = known.status !== 'withdrawn' && systems.every((system) => known.systems.includes(system));
  if (isCovered) return { change: 'none' };
  if (known.deliveries.length === 0) return { change: 'renewed' };
  return { change: 'added', round: known.round + 1 };
}
