import { proxyActivities } from '@temporalio/workflow';
import type { EarlierActivities } from '../../activities/earlier.ts';
import { QUEUES } from '../messages.ts';

/** What the workflows of version 0.1 called, with the names and queues that their histories hold. */

export const { warn, warnOfMisuse } = proxyActivities<EarlierActivities>({
  taskQueue: QUEUES.warnings,
  startToCloseTimeout: '90s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
});

export const { deliverNotice } = proxyActivities<EarlierActivities>({
  taskQueue: QUEUES.notices,
  startToCloseTimeout: '90s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
});

export const { sendCampaignPage, countCampaign } = proxyActivities<EarlierActivities>({
  taskQueue: QUEUES.mail,
  startToCloseTimeout: '1h',
  heartbeatTimeout: '20s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
});
