import type { PlanRequest, WarnOneRequest, WarnRequest } from '../../activities/types.ts';
import { planTargets } from '../../domain/plan/plan-targets.ts';
import { rungsOf } from '../../domain/plan/rungs.ts';
import { type Handling, targetName } from '../../domain/plan/targets.ts';
import type { Plan, Rung } from '../../domain/plan/types.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import type { LadderRung } from '../../domain/policy/schema.ts';
import { HOUR_MS, type Instant, MINUTE_MS, plusMs, toMs } from '../../domain/time.ts';
import { ART33, Memory } from './memory.ts';
import { clock72h, obligationOf, planOf } from './plans.ts';

/** What makes every target run from one instant: the release in one handling, and what follows it in the other. */
function handlingsFrom(at: Instant): Handling[] {
  const since = at;
  const waiting = { reportedAt: at, takenAt: null, triagedAt: null, investigatedSince: at, reopenedSince: at };
  const signs = { misuse: at, unreached: at, uncertain: at };
  const letters = (['unreached', 'uncertain'] as const).map((sign) => ({ campaign: 1, sign, since }));
  const told = { ...waiting, supplements: [{ of: ART33, since }], correctionSince: at, signs, letters };
  return [{ ...told, releases: { askedAt: at, releasedAt: null } }, told];
}

/** A breach in which one ladder of the policy runs and nothing else, with all that it warned of. */
export class OneLadder extends Memory {
  readonly #clock: () => Promise<Instant>;
  readonly #plan: (start: Instant) => Partial<Plan>;
  readonly #told: { at: Instant; rung: string; to: string[]; channels: string[] }[] = [];
  #start: Instant | null = null;
  /** A target of ours that somebody has met is planned no more. */
  isMet = false;

  constructor(clock: () => Promise<Instant>, plan: (start: Instant) => Partial<Plan>) {
    super(clock);
    this.#clock = clock;
    this.#plan = plan;
  }

  override makePlan = async ({ at }: PlanRequest): Promise<Plan> => {
    this.#start ??= at;
    return planOf(at, this.isMet ? { targets: [] } : this.#plan(this.#start));
  };

  override warn = async (request: WarnRequest | WarnOneRequest) => {
    const at = await this.#clock();
    const { rungs } = request as WarnRequest;
    this.#told.push(...rungs.map(({ rung, to, channels }) => ({ at, rung, to, channels })));
    return undefined;
  };

  /** `<h:mm after the start> <to whom> <by which ways> <rung>`, as it was warned. */
  get told(): string[] {
    const lines = this.#told.map(({ at, rung, to, channels }) => {
      return `${this.#after(at)} ${to.toSorted().join('+')} ${channels.toSorted().join('+')} ${rung}`;
    });
    return lines;
  }

  /** When its rungs are to fire, and its limit, in milliseconds after the start. */
  get promised(): Record<string, number> {
    const [one] = [...(this.state().plan?.targets ?? []), ...(this.state().plan?.obligations ?? [])];
    const rungs: Pick<Rung, 'name' | 'at'>[] = one?.rungs ?? [];
    const all = [...rungs, { name: 'overdue', at: one?.clock?.due ?? '' }];
    return Object.fromEntries(all.map(({ name, at }) => [name, toMs(at) - toMs(this.#start ?? '')]));
  }

  /** Whether what runs was done: a duty filed, a target met. */
  get isDone(): boolean {
    const { obligations, targets = {} } = this.state();
    return [...Object.values(obligations), ...Object.values(targets)].every(
      ({ status }) => status === 'filed' || status === 'met',
    );
  }

  #after(at: Instant): string {
    const minutes = Math.floor((toMs(at) - toMs(this.#start ?? '')) / MINUTE_MS);
    return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  }
}

/** A duty with a limit of so many hours and this ladder. */
export function dutyOn(ladder: readonly LadderRung[], hours: number): (start: Instant) => Partial<Plan> {
  return (start) => {
    const due = plusMs(start, hours * HOUR_MS);
    const clock = { ...clock72h(start), due, latest: due };
    return { obligations: [obligationOf(ART33, start, { clock, rungs: rungsOf(ladder, clock, 1) })] };
  };
}

/** The target of a name as the policy has it, with its own limit and ladder. */
export function targetOf(policy: CompiledPolicy, name: string): (start: Instant) => Partial<Plan> {
  return (start) => {
    const all = handlingsFrom(start).flatMap((handling) => planTargets(policy, handling, 1).targets);
    const target = all.find(({ id }) => targetName(id) === name);
    if (target === undefined) throw new Error(`No handling of this file makes the target '${name}' run.`);
    return { targets: [target] };
  };
}
