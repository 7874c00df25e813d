import type { AlertSource } from '../../source.ts';
import { SNS_SIGNATURE, STANDARD_WEBHOOKS, TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { readOcsf } from './read.ts';

/** Findings of any tool that writes OCSF 1.1 to 1.8: detection, data security and incident findings. */
export const ocsf: AlertSource = {
  name: 'ocsf',
  vendor: 'OCSF',
  title: 'Open Cybersecurity Schema Framework',
  verify: [TOCSIN_SIGNATURE, TOCSIN_SECRET, STANDARD_WEBHOOKS, SNS_SIGNATURE],
  envelopes: ['eventBridge', 'sns', 'sqs', 'cloudEvents', 'pubSub', 'kinesis', 'firehose'],
  split: (body) => listIn(body),
  read: (alert) => readOcsf('ocsf', alert),
};

/** Several events as a list of their own, or under `events` or `findings`. */
export function listIn(body: unknown): readonly unknown[] {
  if (Array.isArray(body)) return body;
  const { events, findings } = Object(body) as { events?: unknown; findings?: unknown };
  return [events, findings].find((list) => Array.isArray(list)) ?? [body];
}
