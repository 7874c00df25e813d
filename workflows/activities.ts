import { proxyActivities } from '@temporalio/workflow';
import type {
  AnchorActivities,
  CommunicationActivities,
  ReconcileActivities,
  RecordActivities,
  VerificationActivities,
  WarningActivities,
} from '../activities/types.ts';
import { QUEUES } from './messages.ts';

/** One proxy per risk class. Those of a breach have no attempt cap: it waits out an outage, it does not give up. */

export const { appendEvents, makePlan } = proxyActivities<RecordActivities>({
  startToCloseTimeout: '20s',
  retry: { initialInterval: '250ms', backoffCoefficient: 2, maximumInterval: '10s' },
});

/** Reads a whole stream, and writes a row for each receiver. */
export const { carryOver } = proxyActivities<RecordActivities>({
  startToCloseTimeout: '10m',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
});

/**
 * On a queue of its own, so that no storm of other work delays a deadline warning. A cancelled one resolves when it is
 * known whether it went: an attempt that runs ends by itself, one that waits for its turn does not begin.
 */
export const {
  warn: warnTogether,
  warnOfMisuse,
  warnOfPause,
} = proxyActivities<WarningActivities>({
  taskQueue: QUEUES.warnings,
  startToCloseTimeout: '90s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
});

/**
 * The ledgers of notices, and those of campaigns on a queue of their own. A page's limit is longer than the patience of
 * the SMTP sessions in it, so that an attempt ends before the next begins; a worker that died is noticed by its
 * heartbeat.
 */
export function ledgerActivities(queue: typeof QUEUES.notices | typeof QUEUES.mail) {
  return proxyActivities<CommunicationActivities>({
    taskQueue: queue,
    startToCloseTimeout: '10m',
    heartbeatTimeout: '30s',
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
  });
}

/** As long as it takes to read all that was ever recorded; a worker that died is noticed by its heartbeat. */
export const { verifyRecord } = proxyActivities<VerificationActivities>({
  startToCloseTimeout: '2h',
  heartbeatTimeout: '30s',
  retry: { maximumAttempts: 3 },
});

/** What fails is done again by the next turn of the schedule; a worker that died is noticed by its heartbeat. */
export const { reconcileNow } = proxyActivities<ReconcileActivities>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '20s',
  retry: { maximumAttempts: 3 },
});

/** An authority or a place that is away is asked again until the schedule's next turn. */
export const { anchorNow } = proxyActivities<AnchorActivities>({
  startToCloseTimeout: '5m',
  heartbeatTimeout: '20s',
  retry: { initialInterval: '15s', backoffCoefficient: 2, maximumInterval: '5m' },
});
