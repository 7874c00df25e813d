import type { PlanRequest, WarnOneRequest, WarnRequest } from '../../activities/types.ts';
import { loadPolicy } from '../../config/policy.ts';
import { planTargets } from '../../domain/plan/plan-targets.ts';
import type { Plan } from '../../domain/plan/types.ts';
import { HOUR_MS, type Instant, MINUTE_MS, toMs } from '../../domain/time.ts';
import { Memory } from './memory.ts';
import { planOf } from './plans.ts';

const policy = loadPolicy('policy');

/** Plans with the targets that ship, and keeps who was told of what, in minutes after the report. */
export class Paged extends Memory {
  readonly #clock: () => Promise<Instant>;
  readonly told: { after: number; obligation: string; rung: string; to: string[] }[] = [];
  beganAt = 0;
  constructor(clock: () => Promise<Instant>) {
    super(clock);
    this.#clock = clock;
  }
  override makePlan = async (request: PlanRequest): Promise<Plan> => planOf(request.at, this.targets(request));
  protected targets({ handling }: PlanRequest) {
    return handling === undefined ? {} : planTargets(policy, handling, 1);
  }
  override warn = async (request: WarnRequest | WarnOneRequest) => {
    const after = Math.floor((toMs(await this.#clock()) - this.beganAt) / MINUTE_MS);
    const { rungs } = request as WarnRequest;
    this.told.push(...rungs.map(({ obligation, rung, to }) => ({ after, obligation, rung, to })));
    return undefined;
  };
  /** `<minutes> <who> <rung>`, of one target. */
  of(target: string): string[] {
    const own = this.told.filter(({ obligation }) => `${obligation}-`.startsWith(`organisation-${target}-`));
    return own.map(({ after, rung, to }) => `${after} ${to.toSorted().join('+')} ${rung}`);
  }
  /** The same in whole hours. */
  hoursOf(target: string): string[] {
    return this.of(target).map((told) =>
      told.replace(/^\d+/, (minutes) => String(Math.floor((Number(minutes) * MINUTE_MS) / HOUR_MS))),
    );
  }
}

/** The same with a duty that warns of nothing, and with a supplier who is told once somebody releases it. */
export class PagedWithDuties extends Paged {
  override makePlan = async (request: PlanRequest): Promise<Plan> => {
    const { obligations, counterparties, ...plan } = await this.planned(request);
    return {
      ...{ ...plan, ...this.targets(request), obligations: obligations.map((duty) => ({ ...duty, rungs: [] })) },
      counterparties: counterparties && { ...counterparties, release: { responders: false, byPolicy: {} } },
    };
  };
}
