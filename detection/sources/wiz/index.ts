import { isRecord } from '../../json-text.ts';
import type { AlertSource } from '../../source.ts';
import { TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { isDetection, readDetection } from './detection.ts';
import { readIssue } from './issue.ts';

/** Wiz: issues and detections of Wiz Defend, by an automation's webhook or from the API. */
export const wiz: AlertSource = {
  name: 'wiz',
  vendor: 'Wiz',
  title: 'Wiz',
  verify: [TOCSIN_SECRET, TOCSIN_SIGNATURE],
  envelopes: ['eventBridge', 'cloudEvents', 'sns', 'sqs', 'pubSub'],
  /** The API answers with `nodes`, under the name of the query. */
  split(body) {
    if (Array.isArray(body)) return body;
    const data = isRecord(body) && isRecord(body.data) ? body.data : body;
    for (const found of isRecord(data) ? Object.values(data) : []) {
      if (isRecord(found) && Array.isArray(found.nodes) && !isDetection(body)) return found.nodes;
    }
    return [body];
  },
  read: (alert) => (isDetection(alert) ? readDetection(alert) : readIssue(alert)),
};
