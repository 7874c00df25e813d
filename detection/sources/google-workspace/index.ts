import { GOOGLE_TOKEN } from '../../google.ts';
import type { AlertSource } from '../../source.ts';
import { TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { readAlert } from './read.ts';

/** Google Workspace: alerts of the Alert Center, and activities of the Reports API. */
export const googleWorkspace: AlertSource = {
  name: 'google-workspace',
  vendor: 'Google',
  title: 'Google Workspace',
  verify: [GOOGLE_TOKEN, TOCSIN_SECRET, TOCSIN_SIGNATURE],
  envelopes: ['pubSub', 'cloudEvents'],
  /** The Alert Center lists under `alerts`, the Reports API under `items`. */
  split(body) {
    const found = Object(body) as { alerts?: unknown; items?: unknown };
    const list = Array.isArray(body) ? body : (found.alerts ?? found.items);
    return Array.isArray(list) ? list : [body];
  },
  read: readAlert,
};
