import type { AlertSource } from '../../source.ts';
import { TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { readAlert } from './read.ts';

/** Microsoft Sentinel: incidents and alerts, as a playbook or the API gives them. */
export const microsoftSentinel: AlertSource = {
  name: 'microsoft-sentinel',
  vendor: 'Microsoft',
  title: 'Microsoft Sentinel',
  verify: [TOCSIN_SECRET, TOCSIN_SIGNATURE],
  envelopes: ['cloudEvents'],
  /** The API answers with a list under `value`. */
  split(body) {
    const list = Array.isArray(body) ? body : (Object(body) as { value?: unknown }).value;
    return Array.isArray(list) ? list : [body];
  },
  read: readAlert,
};
