import { GOOGLE_TOKEN } from '../../google.ts';
import type { AlertSource } from '../../source.ts';
import { TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { readEntry } from './read.ts';

/** Google Cloud Audit Logs, as a sink of Cloud Logging sends them. */
export const gcpAudit: AlertSource = {
  name: 'gcp-audit',
  vendor: 'Google',
  title: 'Google Cloud Audit Logs',
  verify: [GOOGLE_TOKEN, TOCSIN_SECRET, TOCSIN_SIGNATURE],
  envelopes: ['pubSub', 'cloudEvents'],
  /** The API lists under `entries`. */
  split(body) {
    const list = Array.isArray(body) ? body : (Object(body) as { entries?: unknown }).entries;
    return Array.isArray(list) ? list : [body];
  },
  read: readEntry,
};
