import type { AlertSource } from '../../source.ts';
import { STANDARD_WEBHOOKS, TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { readCloudEvent } from './read.ts';

/** Alerts of any tool of one's own, as CloudEvents 1.0 with plain data, or with OCSF in them. */
export const cloudevents: AlertSource = {
  name: 'cloudevents',
  vendor: 'CloudEvents',
  title: 'CloudEvents',
  verify: [TOCSIN_SIGNATURE, TOCSIN_SECRET, STANDARD_WEBHOOKS],
  envelopes: ['cloudEvents', 'pubSub', 'sns', 'sqs', 'kinesis', 'firehose'],
  read: readCloudEvent,
};
