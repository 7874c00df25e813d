import type { Log } from '../../config/logger.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import { HOUR_MS, type Instant, MINUTE_MS, plusMs, SECOND_MS } from '../../domain/time.ts';
import type { Ticker } from '../../intake/relay.ts';
import { createTurns, type Turns } from '../../intake/turns.ts';
import type { Store } from '../../store/store.ts';
import { delayMessage, settleMessage, TEST_MESSAGE, takeMessage } from '../../store/webhooks.ts';
import type { WebhookKind } from './kinds/kind.ts';
import { toolOf } from './kinds/registry.ts';
import { postTo, sendMessage } from './send.ts';
import { requestsFor } from './tell-tool.ts';
import { toldOf } from './told.ts';

/** Tells webhooks what happened: at once, then ever more slowly for three days. */
export type WebhookDispatcher = Turns;

type DispatcherDeps = {
  store: Store;
  clock: () => Instant;
  log: Pick<Log, 'warn'>;
  every: Ticker;
  allowPrivate: boolean;
  policy: CompiledPolicy;
  /** Of the desk, without a slash at its end. */
  publicUrl: string;
};

/** Waits before the second and every later attempt. */
const WAITS_MS: readonly number[] = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];
/** Longer than an attempt can take: a dispatcher that died holds a message no longer than this. */
const HOLD_MS = MINUTE_MS;
const AT_ONCE = 8;
const TURN_MS = SECOND_MS;

export function createWebhookDispatcher(deps: DispatcherDeps): WebhookDispatcher {
  const work = () => Promise.all(Array.from({ length: AT_ONCE }, () => tellDue(deps)));
  return createTurns(deps, TURN_MS, work, () => deps.log.warn({}, 'webhooks wait: the database does not answer'));
}

async function tellDue(deps: DispatcherDeps): Promise<void> {
  const { store, clock, log, allowPrivate } = deps;
  for (;;) {
    const now = clock();
    const message = await takeMessage(store, now, plusMs(now, HOLD_MS));
    if (message === null) return;
    const tool = toolOf(message.kind);
    const status =
      tool === null
        ? await sendMessage({ ...message, told: await toldOf(deps, message, now) }, now, { allowPrivate })
        : await tellTool(deps, tool, message);
    if (status !== null && status >= 200 && status < 300) {
      await settleMessage(store, message, clock());
      continue;
    }
    const { webhook, breachId, attempts } = message;
    // 410 is a receiver's way to say that nobody listens any more; the others may come back. A test is made once.
    const wait = status === 410 || message.type === TEST_MESSAGE ? null : (WAITS_MS[attempts - 1] ?? null);
    log.warn({ webhook, breachId, attempts, status, givenUp: wait === null }, 'webhook was not taken');
    await delayMessage(store, message, clock(), wait);
  }
}

/**
 * Tells a tool of one event, as far as it takes it.
 * @returns the first status that is none of success; 204 where all were taken, or nothing was to be told
 */
async function tellTool(deps: DispatcherDeps, tool: WebhookKind, message: Taken): Promise<number | null> {
  const requests = await requestsFor(deps, tool, message).catch(() => null);
  if (requests === null) return null;
  for (const { url, headers, body } of requests) {
    const status = await postTo(url, { headers, body: JSON.stringify(body) }, deps);
    if (status === null || status < 200 || status > 299) return status;
  }
  return 204;
}

type Taken = NonNullable<Awaited<ReturnType<typeof takeMessage>>>;
