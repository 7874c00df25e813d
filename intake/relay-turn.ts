import type { Log } from '../config/logger.ts';
import { type ErrorCode, TocsinError } from '../domain/errors.ts';
import { type Instant, MINUTE_MS, plusMs, SECOND_MS } from '../domain/time.ts';
import { readIntake } from '../store/intake.ts';
import {
  claimIntake,
  type LeasedIntake,
  leasedInOrder,
  markRelayed,
  noteRelayFailure,
  releaseIntake,
} from '../store/intake-leases.ts';
import type { Store } from '../store/store.ts';
import type { TemporalGateway } from './gateway.ts';
import { handOver } from './hand-over.ts';

/** One turn of the relay over everything pending that no other relay has. */
export type RelayTurn = {
  /** There may be more: look again, without waiting for what is under way. */
  wake(): void;
  /** Begins nothing more; what was leased and not begun is given back. */
  end(): void;
  /** Resolves when nothing is under way any more: false where Temporal or the database did not answer. */
  done: Promise<boolean>;
};

export type RelayTurnDeps = {
  store: Store;
  temporal: Pick<TemporalGateway, 'startBreach' | 'openedBy' | 'signal' | 'ping'>;
  clock: () => Instant;
  log: Pick<Log, 'warn'>;
};

/** Records leased in one go, and breaches worked on at once. */
const BATCH = 64;
const AT_ONCE = 8;
/** A relay that died holds a record no longer than this. */
const LEASE_MS = 15 * SECOND_MS;
/** Longer than handing over one record takes: with less left of its lease it is not begun. */
const MARGIN_MS = 6 * SECOND_MS;

/**
 * Leases records in batches and hands them over, several breaches at once and each breach's in order. `owner` names the
 * relay; it must have no other turn under way.
 */
export function beginTurn(deps: RelayTurnDeps, owner: string): RelayTurn {
  const { store, temporal, clock, log } = deps;
  let isEnded = false;
  let isAway = false;
  let wake: () => void = () => undefined;

  /** Until nothing is left to lease and nothing is under way. */
  async function run(): Promise<boolean> {
    const lanes = new Set<Promise<void>>();
    const waiting: Group[] = [];
    for (;;) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      if (isOver()) await attempt(() => giveBack(waiting.splice(0)));
      else if (lanes.size < AT_ONCE && waiting.length === 0)
        await attempt(async () => void waiting.push(...(await claim())));
      while (!isOver() && lanes.size < AT_ONCE && waiting.length > 0) {
        const [group] = waiting.splice(0, 1);
        if (group === undefined) break;
        const lane = attempt(() => relayBreach(group)).finally(() => lanes.delete(lane));
        lanes.add(lane);
      }
      if (lanes.size === 0 && (waiting.length === 0 || isOver())) break;
      await Promise.race([woken, ...lanes]);
    }
    return !isAway;
  }

  function isOver(): boolean {
    return isAway || isEnded;
  }

  /** What fails here is the database. */
  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      isAway = true;
      log.warn({ code: codeOf(error) }, 'relay turn failed');
    }
  }

  async function claim(): Promise<Group[]> {
    const at = clock();
    const until = plusMs(at, LEASE_MS);
    const counts = await claimIntake(store, { owner, at, until, limit: BATCH });
    return [...counts].map(([breachId, count]) => ({ breachId, count, beginBefore: plusMs(until, -MARGIN_MS) }));
  }

  async function giveBack(groups: readonly Group[]): Promise<void> {
    if (groups.length === 0) return;
    await releaseIntake(
      store,
      owner,
      groups.map(({ breachId }) => breachId),
    );
  }

  async function relayBreach(group: Group): Promise<void> {
    const { breachId, count: limit, beginBefore } = group;
    let left = limit;
    for (const record of await leasedInOrder(store, { owner, breachId, limit, at: clock() })) {
      if (isOver() || clock() > beginBefore) break;
      if (await relayOne(breachId, record)) left -= 1;
    }
    if (left > 0) await giveBack([group]);
  }

  /** Whether it is settled: relayed, or put off for a failure of its own. */
  async function relayOne(
    breachId: string,
    { id, attempts, isAgain, requestId: reqId }: LeasedIntake,
  ): Promise<boolean> {
    const code = await tryOne(id, isAgain);
    if (code === null) return true;
    log.warn({ reqId, breachId, intake: id, code }, 'intake not relayed yet');
    if (code === 'unavailable') {
      isAway = true;
      // An outage is nobody's failure: what waits keeps its order.
      if (!(await isAnswering())) return false;
    }
    const retryAt = plusMs(clock(), Math.min(2 ** attempts * SECOND_MS, MINUTE_MS));
    await noteRelayFailure(store, owner, id, { code, retryAt });
    return true;
  }

  async function tryOne(id: string, isAgain: boolean): Promise<ErrorCode | null> {
    try {
      await handOver(deps, await readIntake(store, id), isAgain);
      await markRelayed(store, id, clock());
      return null;
    } catch (error) {
      return codeOf(error);
    }
  }

  async function isAnswering(): Promise<boolean> {
    return temporal.ping().then(
      () => true,
      () => false,
    );
  }

  return {
    wake: () => wake(),
    end() {
      isEnded = true;
      wake();
    },
    done: run(),
  };
}

/** Leased records of one breach, and until when one of them may be begun. */
type Group = { breachId: string; count: number; beginBefore: Instant };

function codeOf(error: unknown): ErrorCode {
  return error instanceof TocsinError ? error.code : 'internal';
}
