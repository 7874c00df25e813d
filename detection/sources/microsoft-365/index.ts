import type { AlertSource } from '../../source.ts';
import { TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { readRecord } from './read.ts';

/** Microsoft 365: records of the unified audit log, matches of Purview DLP, and alerts of its compliance portal. */
export const microsoft365: AlertSource = {
  name: 'microsoft-365',
  vendor: 'Microsoft',
  title: 'Microsoft 365 audit log and Purview DLP',
  verify: [TOCSIN_SECRET, TOCSIN_SIGNATURE, { kind: 'header', header: 'webhook-authid' }],
  envelopes: ['cloudEvents'],
  /** The Management Activity API answers with a list; Graph's audit search puts it under `value`. */
  split(body) {
    const found = Object(body) as { value?: unknown; records?: unknown };
    const list = Array.isArray(body) ? body : (found.value ?? found.records);
    return Array.isArray(list) ? list : [body];
  },
  read: readRecord,
};
