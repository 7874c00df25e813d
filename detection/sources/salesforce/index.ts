import type { AlertSource } from '../../source.ts';
import { TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { read } from './read.ts';

/** Salesforce: Threat Detection, Real-Time Event Monitoring and Transaction Security, pushed, relayed or queried. */
export const salesforce: AlertSource = {
  name: 'salesforce',
  vendor: 'Salesforce',
  title: 'Salesforce',
  verify: [TOCSIN_SECRET, TOCSIN_SIGNATURE],
  envelopes: ['eventBridge', 'cloudEvents', 'sns', 'sqs'],
  /** A query answers with `records`; the streaming API sends a list of messages. */
  split(body) {
    const { records } = Object(body) as { records?: unknown };
    if (Array.isArray(body)) return body;
    return Array.isArray(records) ? records : [body];
  },
  read,
};
