import { proxyActivities } from '@temporalio/workflow';
import type { CampaignActivities, NoticeActivities, RecordActivities, WarningActivities } from '../activities/types.ts';
import { QUEUES } from './messages.ts';

/** One proxy per risk class. None has an attempt cap: a breach waits out an outage, it does not give up. */

export const { appendEvents, makePlan } = proxyActivities<RecordActivities>({
  startToCloseTimeout: '20s',
  retry: { initialInterval: '250ms', backoffCoefficient: 2, maximumInterval: '10s' },
});

/** On a queue of its own, so that no storm of other work delays a deadline warning. */
export const { warn, warnOfMisuse } = proxyActivities<WarningActivities>({
  taskQueue: QUEUES.warnings,
  startToCloseTimeout: '90s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
});

/**
 * The same for all clocks of a breach. A cancelled one resolves when it is known whether it went: an attempt that runs
 * ends by itself, one that waits for its turn does not begin.
 */
export const { warn: warnTogether } = proxyActivities<WarningActivities>({
  taskQueue: QUEUES.warnings,
  startToCloseTimeout: '90s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
});

export const { deliverNotice } = proxyActivities<NoticeActivities>({
  taskQueue: QUEUES.notices,
  // Longer than the patience of an SMTP session from connect to reply: an attempt ends before the next begins.
  startToCloseTimeout: '90s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
});

export const { sendCampaignPage, countCampaign } = proxyActivities<CampaignActivities>({
  taskQueue: QUEUES.mail,
  startToCloseTimeout: '1h',
  heartbeatTimeout: '20s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
});
