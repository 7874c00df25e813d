import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../config/logger.ts';
import { type Pull, PullFailure, type PullStep } from '../detection/pull.ts';
import { answered, failed, NEVER_ASKED } from '../domain/alerts/pull.ts';
import { TocsinError } from '../domain/errors.ts';
import { type Instant, MINUTE_MS, plusMs, SECOND_MS } from '../domain/time.ts';
import { keepPull, type PullLease, type PullState, takePull } from '../store/alert-pulls.ts';
import type { Store } from '../store/store.ts';
import { type AlertInbox, MOST_ALERT_BYTES } from './alert-inbox.ts';
import type { Asking } from './pull-asking.ts';
import type { Ticker } from './relay.ts';
import type { TrustedSources } from './trusted-sources.ts';

/** Asks the sources that send nothing by themselves, each when it is due. */
export type Pulling = {
  /** Asks what is due; resolves when all of it has been asked. */
  turn(): Promise<void>;
  /** Asks nothing more; resolves when what is under way has ended, or after 1.5 s. */
  stop(): Promise<void>;
};

type Deps = {
  store: Store;
  pulls: readonly Pull[];
  inbox: AlertInbox;
  trusted: Pick<TrustedSources, 'of' | 'used'>;
  ask: Asking;
  clock: () => Instant;
  log: Pick<Log, 'info' | 'warn'>;
};

const TURN_MS = 15 * SECOND_MS;
/** Longer than one answer can take: a process that died holds a source no longer than this. */
const HOLD_MS = 2 * MINUTE_MS;
const STOP_MS = 1.5 * SECOND_MS;

/** Any number of processes may ask on one database: each source is leased to one of them. */
export function createPulling({ every, ...deps }: Deps & { every: Ticker }): Pulling {
  const { pulls, log } = deps;
  const stopping = new AbortController();
  let running: Promise<unknown> | null = null;
  const one = async (pull: Pull): Promise<void> => {
    try {
      await askOne(deps, pull, stopping.signal);
    } catch (error) {
      log.warn({ error, source: pull.source }, 'an alert source could not be asked, and what it said not be kept');
    }
  };
  const turn = async (): Promise<void> => {
    running ??= Promise.all(pulls.map(one)).finally(() => {
      running = null;
    });
    await running;
  };
  const cancel = pulls.length === 0 ? () => undefined : every(TURN_MS, () => void turn());
  return {
    turn,
    async stop() {
      cancel();
      stopping.abort();
      await Promise.race([running, delay(STOP_MS, undefined, { ref: false })]);
    },
  };
}

/** One that is switched off is asked nothing. */
async function askOne(deps: Deps, pull: Pull, stopping: AbortSignal): Promise<void> {
  const { trusted, clock, log } = deps;
  const { source, everyMs } = pull;
  if (!(await trusted.of(source)).isOn) return;
  const now = clock();
  const turn = new Turn(deps, { source, until: plusMs(now, HOLD_MS) });
  if (!(await turn.begin(now))) return;
  try {
    await turn.go(pull, stopping);
  } catch (error) {
    const failure = asFailure(error);
    if (failure === null) throw error;
    const { code, status } = failure;
    log.warn({ source, code, status, ...(failure !== error && { error }) }, 'an alert source could not be asked');
    return turn.end(failed(turn.state.status, clock(), failure));
  }
  if (stopping.aborted) return turn.end({ status: turn.state.status, nextAt: clock() });
  log.info({ source, count: turn.taken }, 'an alert source was asked');
  await turn.end(answered(clock(), turn.taken, everyMs));
}

/** One source being asked, as long as the lease is held. */
class Turn {
  taken = 0;
  state: PullState = { status: NEVER_ASKED };
  #lease: PullLease;
  readonly #deps: Deps;

  constructor(deps: Deps, lease: PullLease) {
    this.#deps = deps;
    this.#lease = lease;
  }

  async begin(now: Instant): Promise<boolean> {
    const state = await takePull(this.#deps.store, this.#lease, now);
    if (state !== null) this.state = state;
    return state !== null;
  }

  async go(pull: Pull, stopping: AbortSignal): Promise<void> {
    const steps = pull.begin(this.state.kept, this.#deps.clock());
    let step = steps.next();
    while (!step.done && !stopping.aborted) step = steps.next(await this.#do(step.value));
  }

  async end({ status, nextAt }: ReturnType<typeof answered>): Promise<void> {
    await this.#keep(nextAt, { ...this.state, status });
  }

  async #do(step: PullStep) {
    const { ask, clock, inbox, trusted } = this.#deps;
    const { source } = this.#lease;
    const now = clock();
    if ('ask' in step) {
      await this.#keep(plusMs(now, HOLD_MS));
      return ask(step.ask);
    }
    if ('keep' in step) {
      await this.#keep(plusMs(now, HOLD_MS), { ...this.state, kept: step.keep });
      return undefined;
    }
    const raw = Buffer.from(JSON.stringify(step.take));
    if (raw.length > MOST_ALERT_BYTES) throw new PullFailure('unexpected');
    const headers = { 'content-type': 'application/json' };
    await inbox.take({ source, by: source, receivedAt: now, requestId: randomUUID(), raw, headers });
    this.taken += 1;
    await trusted.used(source, 'pull', now);
    return undefined;
  }

  /** @throws where another process has taken over, which was asked nothing for as long as the lease held */
  async #keep(until: Instant, state?: PullState): Promise<void> {
    const isHeld = await keepPull(this.#deps.store, this.#lease, state === undefined ? { until } : { until, state });
    if (!isHeld) throw new Error('Another process asks this source: this one took too long.');
    this.#lease = { ...this.#lease, until };
    if (state !== undefined) this.state = state;
  }
}

/** Null where it is the database that is away: what came of it cannot be kept. */
function asFailure(error: unknown): PullFailure | null {
  if (error instanceof PullFailure) return error;
  if (!(error instanceof TocsinError)) return new PullFailure('unexpected');
  return error.code === 'rate-limited' ? new PullFailure('full') : null;
}
