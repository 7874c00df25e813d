import type { NoticeAnswers } from '../../domain/breach/events.ts';
import { countedFrom, type DeliveryResult, type NoticeAct, nextAct } from '../../domain/communication/follow-ups.ts';
import { type Notice, roundFor, SETTLED, withDelivery } from '../../domain/communication/notice.ts';
import type { AnswerCounts, Counts, MisuseSign, Standing } from '../../domain/communication/standing.ts';
import type { PlannedNotice } from '../../domain/plan/types.ts';
import type { Instant } from '../../domain/time.ts';

/** A ledger of notices in memory, by the rules of the real one. Nothing leaves by it. */
export class NoticeLedger {
  #rows: Notice[] = [];
  #changes = 0;
  readonly #told = new Set<string>();
  readonly #hasSecond: (counterparty: string) => boolean;

  /** `hasSecond`: whether there is somebody to escalate to. */
  constructor(hasSecond: (counterparty: string) => boolean) {
    this.#hasSecond = hasSecond;
  }

  get rows(): readonly Notice[] {
    return this.#rows;
  }

  /** Brings the rows to who is to be told. */
  plan(breachId: string, wanted: readonly PlannedNotice[]): void {
    for (const notice of wanted) {
      const known = this.#newest(notice.counterparty);
      const next = roundFor(known, notice.systems);
      if (next.change === 'none') continue;
      if (next.change === 'renewed' && known !== undefined) {
        this.#replace(known, { ...known, ...notice, status: 'planned' });
        continue;
      }
      if (next.change !== 'added') continue;
      if (known !== undefined) this.#replace(known, { ...known, status: 'superseded' });
      const blank = { done: [], deliveries: [], openedAt: null, acknowledgedAt: null, answers: null };
      this.#rows.push({ ...notice, ...blank, breachId, round: next.round, status: 'planned' });
      this.#changes += 1;
    }
    const named = new Set(wanted.map(({ counterparty }) => counterparty));
    for (const row of this.#open().filter(({ counterparty }) => !named.has(counterparty))) {
      this.#replace(row, { ...row, status: 'withdrawn' });
    }
  }

  /** Who is still to be told, by counterparty, and of which systems. */
  systemsTold(): Map<string, string[]> {
    const current = this.#rows.filter(({ status }) => status !== 'superseded' && status !== 'withdrawn');
    return new Map(current.map(({ counterparty, systems }) => [counterparty, systems]));
  }

  /** Acts on every row that is due; `send` says how the delivery ends. */
  work(now: Instant, send: (row: Notice, act: NoticeAct & { act: 'deliver' }) => DeliveryResult): number {
    const due = this.#open().flatMap((row) => {
      const act = nextAct(row, this.#hasSecond(row.counterparty), now);
      return act !== null && act.at <= now ? [{ row, act }] : [];
    });
    for (const { row, act } of due) {
      if (act.act === 'expire') this.#replace(row, { ...row, status: 'expired' });
      else {
        const { number, step, contact, completes } = act;
        const delivery = { number, step, contact, result: send(row, act), at: now };
        this.#replace(row, { ...withDelivery(row, delivery, completes), ...countedFrom(row, delivery) });
      }
    }
    return due.length;
  }

  /** Records an answer; false where nothing was sent, or it was answered before. */
  acknowledge(counterparty: string, at: Instant, answers: NoticeAnswers): boolean {
    const row = this.#newest(counterparty);
    if (row === undefined || row.deliveries.length === 0 || row.acknowledgedAt !== null) return false;
    this.#replace(row, { ...row, status: 'acknowledged', acknowledgedAt: at, answers });
    return true;
  }

  standing(now: Instant): Standing & { misuse: MisuseSign[] } {
    const counts: Counts = { total: this.#rows.length };
    for (const { status } of this.#rows) counts[status] = (counts[status] ?? 0) + 1;
    const instants = this.#open().flatMap((row) => nextAct(row, this.#hasSecond(row.counterparty), now)?.at ?? []);
    const misuse = this.#rows.filter(({ answers, counterparty }) => {
      return answers?.misuse === 'yes' && !this.#told.has(counterparty);
    });
    const head = this.#changes === 0 ? null : { page: this.#changes, hash: '' };
    const signs = misuse.map(({ counterparty, round }) => ({ counterparty, round }));
    return { counts, head, nextAt: instants.sort()[0] ?? null, answers: this.#answers(), misuse: signs };
  }

  #answers(): AnswerCounts {
    const gone: Notice['status'][] = ['withdrawn', 'superseded'];
    const customers = this.#rows.filter(({ kind, status }) => kind === 'customer' && !gone.includes(status));
    const done = customers.filter(({ status }) => status === 'acknowledged');
    const misuse = this.#rows.filter(({ answers }) => answers?.misuse === 'yes').length;
    const lastAt =
      done
        .flatMap(({ acknowledgedAt }) => acknowledgedAt ?? [])
        .sort()
        .at(-1) ?? null;
    return { customers: customers.length, acknowledged: done.length, lastAt, misuse };
  }

  /** DPO and deputy know of the misuse. */
  noteTold(counterparty: string): void {
    this.#told.add(counterparty);
  }

  #open(): Notice[] {
    return this.#rows.filter(({ status }) => !SETTLED.includes(status));
  }

  #newest(counterparty: string): Notice | undefined {
    return this.#rows.findLast((row) => row.counterparty === counterparty);
  }

  #replace(before: Notice, after: Notice): void {
    this.#rows = this.#rows.map((row) => (row === before ? after : row));
    this.#changes += 1;
  }
}
