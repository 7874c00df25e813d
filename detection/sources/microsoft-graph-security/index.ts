import type { AlertSource } from '../../source.ts';
import { TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { readAlert } from './read.ts';

/** Microsoft Defender XDR by Microsoft Graph: alerts, incidents with their alerts, and change notifications. */
export const microsoftGraphSecurity: AlertSource = {
  name: 'microsoft-graph-security',
  vendor: 'Microsoft',
  title: 'Microsoft Defender XDR',
  verify: [{ kind: 'body', list: 'value', member: 'clientState' }, TOCSIN_SECRET, TOCSIN_SIGNATURE],
  challenge: { kind: 'post-query', parameter: 'validationToken' },
  envelopes: ['cloudEvents'],
  /** Graph answers with a list under `value`, and notifies with one. */
  split(body) {
    const list = Array.isArray(body) ? body : (Object(body) as { value?: unknown }).value;
    return Array.isArray(list) ? list : [body];
  },
  read: readAlert,
};
