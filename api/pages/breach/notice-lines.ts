import type { BreachEvent } from '../../../domain/breach/events.ts';
import type { BreachState, NoticeState } from '../../../domain/breach/state.ts';
import type { Instant } from '../../../domain/time.ts';
import type { NoticeRecord } from '../../../store/notices.ts';
import type { Names, NoticeLine } from '../../../web/breach/model.ts';

/** Every notice with the instants of its steps; the worst first. `until`: what happened later is left out. */
export function noticeLines(
  state: BreachState,
  events: readonly BreachEvent[],
  records: readonly NoticeRecord[],
  names: Pick<Names, 'counterparty'>,
  until: Instant | null,
): NoticeLine[] {
  return Object.values(state.notices)
    .map((notice) => lineOf(state, notice, events, records, names, until))
    .sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

const ORDER: readonly NoticeLine['status'][] = [
  'refused',
  'expired',
  'failed',
  'uncertain',
  'escalated',
  'reminded',
  'opened',
  'sent',
  'planned',
  'acknowledged',
];

/** A sign of misuse comes before everything. */
function rank({ status, answers }: NoticeLine): number {
  return answers?.misuse === 'yes' ? -1 : ORDER.indexOf(status);
}

function lineOf(
  state: BreachState,
  notice: NoticeState,
  events: readonly BreachEvent[],
  records: readonly NoticeRecord[],
  names: Pick<Names, 'counterparty'>,
  until: Instant | null,
): NoticeLine {
  const { counterparty, kind, round, status, firstSentAt, acknowledgedAt, answers } = notice;
  const at = (step: string) =>
    events.findLast(
      (e) =>
        e.type === 'notice-delivered' &&
        e.data.counterparty === counterparty &&
        e.data.round === round &&
        e.data.step === step &&
        e.data.result === 'sent',
    )?.at ?? null;
  const record = records.find((r) => r.counterparty === counterparty && r.round === round);
  const opened = record?.uses.find((use) => use.what === 'opened' && (until === null || use.at <= until));
  const planned = state.plan?.notices.find((n) => n.counterparty === counterparty);
  return {
    counterparty,
    name: names.counterparty(counterparty),
    kind,
    round,
    status: status === 'sent' && opened !== undefined ? 'opened' : status,
    sentAt: at('first') ?? (status === 'refused' || status === 'failed' ? null : firstSentAt),
    openedAt: opened?.at ?? null,
    remindedAt: at('reminder'),
    escalatedAt: at('escalation'),
    acknowledgedAt,
    answerBy: planned?.answerBy ?? null,
    answers,
  };
}
