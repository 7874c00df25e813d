import type { AlertSource } from '../../source.ts';
import { type Hmac, TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { isStreamed } from './detection-event.ts';
import { readAlert } from './read.ts';
import { readStreamed } from './streamed.ts';

/** The webhook of Falcon Fusion: base64 over the body with the time of delivery right behind it. */
const PRIMARY: Hmac = {
  kind: 'hmac',
  header: 'x-cs-primary-signature',
  algorithm: 'sha256',
  encoding: 'base64',
  signed: '{body}{timestamp}',
  timestamp: { header: 'x-cs-delivery-timestamp', unit: 'iso', windowSeconds: 300 },
};

/** CrowdStrike Falcon: alerts (v2) by a workflow's webhook or from the API, and detections of its event streams. */
export const crowdstrike: AlertSource = {
  name: 'crowdstrike',
  vendor: 'CrowdStrike',
  title: 'CrowdStrike Falcon',
  verify: [PRIMARY, { ...PRIMARY, header: 'x-cs-secondary-signature' }, TOCSIN_SECRET, TOCSIN_SIGNATURE],
  envelopes: ['cloudEvents', 'eventBridge', 'sns', 'sqs', 'kinesis', 'firehose', 'pubSub'],
  /** The API answers with `resources`; a workflow may put its own JSON beside what it says of itself. */
  split(body) {
    const { resources, meta, data } = Object(body) as { resources?: unknown; meta?: unknown; data?: unknown };
    const found = meta !== undefined && data !== undefined ? data : (resources ?? body);
    return Array.isArray(found) ? found : [found];
  },
  read: (alert) => (isStreamed(alert) ? readStreamed(alert) : readAlert(alert)),
};
