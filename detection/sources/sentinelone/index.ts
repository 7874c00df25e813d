import { isRecord } from '../../json-text.ts';
import type { AlertSource } from '../../source.ts';
import { TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { readActivity } from './activity.ts';
import { readCustomAlert } from './custom-alert.ts';
import { readThreat } from './threat.ts';
import { readUnifiedAlert } from './unified-alert.ts';

/** SentinelOne Singularity: threats, alerts of custom rules, unified alerts, and activities that tell of a threat. */
export const sentinelone: AlertSource = {
  name: 'sentinelone',
  vendor: 'SentinelOne',
  title: 'SentinelOne Singularity',
  verify: [TOCSIN_SECRET, TOCSIN_SIGNATURE],
  envelopes: ['cloudEvents', 'sns', 'sqs', 'pubSub', 'kinesis', 'firehose'],
  /** The API answers with a list under `data`; GraphQL with `edges` of `node`s. An activity has a `data` of its own. */
  split(body) {
    const { data } = Object(body) as { data?: unknown };
    if (Array.isArray(body)) return body;
    if (Array.isArray(data)) return data;
    const edges = isRecord(data) && isRecord(data.alerts) ? data.alerts.edges : undefined;
    return Array.isArray(edges) ? edges.map((edge) => (isRecord(edge) && 'node' in edge ? edge.node : edge)) : [body];
  },
  read(alert) {
    const has = (...keys: string[]) => keys.every((key) => isRecord(alert) && ownsKey(alert, key));
    if (has('threatInfo')) return readThreat(alert);
    if (has('alertInfo')) return readCustomAlert(alert);
    return has('activityType') ? readActivity(alert) : readUnifiedAlert(alert);
  },
};

function ownsKey(record: Record<string, unknown>, key: string): boolean {
  return Object.keys(record).some((own) => own.toLowerCase() === key.toLowerCase());
}
