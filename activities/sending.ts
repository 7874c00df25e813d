import type { SendResult } from './channels/channel.ts';
import type { PageStop } from './types.ts';

/** What earlier messages of one communication showed of the server, carried from batch to batch in one process. */
export type ChannelHealth = {
  /** Messages that may be under way at once: one at first, twice as many with each that is sent. */
  lanes: number;
  /** Connections lost since a message was last sent. */
  lostInRow: number;
};

export type BatchOptions = {
  /** Most messages under way at once. */
  lanes: number;
  /** False: no further message is begun, since a lock runs out or the activity is cancelled. */
  mayBegin: () => boolean;
  health: ChannelHealth;
};

const MOST_LOST_IN_ROW = 3;
/** Refusals that stop a batch: so many of one, and more than this share of what it got so far. */
const FEWEST_REFUSED = 10;
const MOST_REFUSED = 0.2;

/** The health of a channel that nothing is known of yet. */
export function createHealth(): ChannelHealth {
  return { lanes: 1, lostInRow: 0 };
}

/**
 * Sends to many over several lanes; those without a result in the map were not begun. A server that breaks costs few
 * messages: the first one goes alone, and after a lost connection they go one by one until one is sent again. A `send`
 * that throws may have sent: `uncertain`.
 */
export async function sendBatch<Row>(
  rows: readonly Row[],
  send: (row: Row) => Promise<SendResult>,
  { lanes, mayBegin, health }: BatchOptions,
): Promise<{ results: Map<Row, SendResult>; stopped: PageStop | null }> {
  const results = new Map<Row, SendResult>();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let stopped: PageStop | null = null;
  let begun = 0;
  let underWay = 0;
  let refused = 0;

  const settle = (row: Row, result: SendResult) => {
    results.set(row, result);
    noteHealth(health, result, lanes);
    if (result.status === 'refused') refused += 1;
    const isRefusing = refused >= FEWEST_REFUSED && refused > results.size * MOST_REFUSED;
    stopped ??= stopAfter(result, health) ?? (isRefusing ? 'refusals' : null);
  };
  const run = async (row: Row) => {
    underWay += 1;
    try {
      settle(row, await send(row));
    } catch (error) {
      settle(row, unknown(error));
    }
    underWay -= 1;
    fill();
  };
  const fill = () => {
    while (stopped === null && begun < rows.length && underWay < Math.min(health.lanes, lanes) && mayBegin()) {
      run(rows[begun++] as Row).catch(reject);
    }
    if (underWay === 0) resolve();
  };
  fill();
  await promise;
  return { results, stopped };
}

function noteHealth(health: ChannelHealth, result: SendResult, lanes: number): void {
  if (result.status === 'sent') {
    health.lanes = Math.min(health.lanes * 2, lanes);
    health.lostInRow = 0;
  } else if (isLost(result)) {
    health.lanes = 1;
    health.lostInRow += 1;
  } else if (result.status === 'not-sent' && result.isOutage) health.lanes = 1;
}

function stopAfter(result: SendResult, { lostInRow }: ChannelHealth): PageStop | null {
  if (result.status === 'not-sent' && result.reason === 'busy') return 'busy';
  if (result.status === 'not-sent' && result.isOutage) return 'outage';
  return isLost(result) && lostInRow >= MOST_LOST_IN_ROW ? 'connections-lost' : null;
}

function isLost(result: SendResult): boolean {
  return result.status === 'uncertain' || (result.status === 'not-sent' && result.reason === 'connection-lost');
}

function unknown(error: unknown): SendResult {
  return { status: 'uncertain', detail: `sending failed with ${error instanceof Error ? error.name : 'error'}` };
}
