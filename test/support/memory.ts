import type {
  LedgerRequest,
  MisuseRequest,
  PageResult,
  PauseRequest,
  PlanRequest,
  WarnOneRequest,
  WarnRequest,
} from '../../activities/types.ts';
import { NoticeLedger } from '../../cli/rehearsal/notice-ledger.ts';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { foldEvents } from '../../domain/breach/evolve.ts';
import { awarenessOf, type BreachState } from '../../domain/breach/state.ts';
import type { DeliveryResult, NoticeAct } from '../../domain/communication/follow-ups.ts';
import type { Notice } from '../../domain/communication/notice.ts';
import type { Standing } from '../../domain/communication/standing.ts';
import type { Plan, PlannedNotice } from '../../domain/plan/types.ts';
import type { Instant } from '../../domain/time.ts';
import { noticeTo, obligationOf, planOf } from './plans.ts';
import type { AllActivities } from './timeskipping.ts';

export const ART33 = 'gdpr-art33-1-authority';

/** One letter of a notice as it would have left. */
export type Sent = Pick<NoticeAct & { act: 'deliver' }, 'step' | 'number' | 'contact' | 'letter'> & {
  counterparty: string;
  round: number;
  at: Instant;
};

/** Activities over plain arrays, for workflow tests: what a breach did can be read from them. */
export class Memory implements AllActivities {
  readonly stream: BreachEvent[] = [];
  readonly warnings: (WarnRequest | WarnOneRequest)[] = [];
  readonly misuse: MisuseRequest[] = [];
  readonly pauses: PauseRequest[] = [];
  readonly sent: Sent[] = [];
  readonly carriedOver: string[] = [];
  /** Pages worked, by communication. */
  readonly pages: LedgerRequest[] = [];
  /** Who is to be told. */
  wanted: (at: Instant) => PlannedNotice[] = (at) => [noticeTo('fjord', at)];
  /** How a delivery ends. */
  deliver: (notice: Notice, act: NoticeAct & { act: 'deliver' }) => DeliveryResult = () => 'sent';
  /** Why the next page stops; asked at each page that has something to do. */
  stop: () => PageResult['stopped'] = () => null;
  readonly notices = new NoticeLedger(() => true);
  /** Letters of a campaign that are still to be sent; a page takes 500. */
  letters = { total: 1_200, left: 1_200 };
  /** How often an append was tried before it was let through. */
  appendFailures = 0;
  /** An append that fails like this, while it is set. */
  appendError: Error | null = null;
  readonly #now: () => Instant | Promise<Instant>;

  /** `now`: the clock by which notices are due. */
  constructor(now: () => Instant | Promise<Instant> = () => new Date().toISOString()) {
    this.#now = now;
  }

  appendEvents = async ({ firstSeq, events }: { firstSeq: number; events: BreachEvent[] }) => {
    if (this.appendError !== null) throw this.appendError;
    if (this.appendFailures > 0) {
      this.appendFailures -= 1;
      throw new Error('MongoDB is away');
    }
    if (firstSeq !== this.stream.length + 1) throw new Error(`gap: ${firstSeq} after ${this.stream.length}`);
    this.stream.push(...events);
    return { seq: this.stream.length };
  };

  makePlan = (request: PlanRequest): Promise<Plan> => this.planned(request);

  protected async planned(request: PlanRequest): Promise<Plan> {
    const awareness = awarenessOf(request);
    const told = this.wanted(request.at);
    const version = told.map(({ counterparty, systems }) => `${counterparty} ${systems}`).join(', ');
    return planOf(request.at, {
      obligations: [obligationOf(ART33, awareness)],
      counterparties: awareness === null ? null : { suppliers: told.length, customers: 0, version },
    });
  }

  carryOver = async ({ breachId }: { breachId: string }) => void this.carriedOver.push(breachId);

  warn = async (request: WarnRequest | WarnOneRequest) => void this.warnings.push(request);
  warnOfMisuse = async (request: MisuseRequest) => {
    this.misuse.push(request);
    this.notices.noteTold(request.counterparty);
  };
  warnOfPause = async (request: PauseRequest) => void this.pauses.push(request);

  planLedger = async ({ breachId, communication }: LedgerRequest) => {
    if (communication === 'notices') this.notices.plan(breachId, this.wanted(await this.#now()));
  };

  workPage = async (request: LedgerRequest & { slots: number[] }): Promise<PageResult> => {
    const none = { acted: 0, isMore: false, stopped: null };
    if (!request.slots.includes(0)) return none;
    this.pages.push(request);
    const stopped = this.stop();
    if (stopped !== null) return { ...none, stopped };
    if (request.communication !== 'notices') {
      const acted = Math.min(500, this.letters.left);
      this.letters.left -= acted;
      return { acted, isMore: this.letters.left > 0, stopped };
    }
    const at = await this.#now();
    const acted = this.notices.work(at, (notice, act) => {
      const { counterparty, round } = notice;
      const { step, number, contact, letter } = act;
      this.sent.push({ counterparty, round, step, number, contact, letter, at });
      return this.deliver(notice, act);
    });
    return { ...none, acted };
  };

  countLedger = async ({ communication }: LedgerRequest) => {
    const at = await this.#now();
    if (communication === 'notices') return this.notices.standing(at);
    const { total, left } = this.letters;
    const counts = { total, sent: total - left, ...(left > 0 && { pending: left }) };
    const standing: Standing = { counts, head: { page: total - left, hash: '' }, nextAt: left > 0 ? at : null };
    return { ...standing, misuse: [] };
  };

  state(): BreachState {
    const state = foldEvents(this.stream);
    if (state === null) throw new Error('The stream is empty.');
    return state;
  }

  types(): string[] {
    return this.stream.map((event) => event.type);
  }
}
