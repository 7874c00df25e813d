import { GOOGLE_TOKEN } from '../../google.ts';
import type { AlertSource } from '../../source.ts';
import { TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { readFinding } from './read.ts';

/** Google Security Command Center: findings, as it notifies of them and as its API lists them. */
export const googleScc: AlertSource = {
  name: 'google-scc',
  vendor: 'Google',
  title: 'Google Security Command Center',
  verify: [GOOGLE_TOKEN, TOCSIN_SECRET, TOCSIN_SIGNATURE],
  envelopes: ['pubSub', 'cloudEvents'],
  /** The API lists findings, each with its resource, under `listFindingsResults`. */
  split(body) {
    const list = Array.isArray(body) ? body : (Object(body) as { listFindingsResults?: unknown }).listFindingsResults;
    return Array.isArray(list) ? list : [body];
  },
  read: readFinding,
};
