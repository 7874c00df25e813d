import { isRecord } from '../../json-text.ts';
import type { AlertSource } from '../../source.ts';
import { TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { read } from './read.ts';
import { readToken } from './token.ts';

/** Decoys of Thinkst: the Canary Console, and Canarytokens of canarytokens.org or of one's own server. */
export const canary: AlertSource = {
  name: 'canary',
  vendor: 'Thinkst',
  title: 'Thinkst Canary and Canarytokens',
  verify: [TOCSIN_SECRET, TOCSIN_SIGNATURE],
  envelopes: ['cloudEvents'],
  /** The console's webhook for Splunk puts the alert into `event`. */
  split(body) {
    const all = Array.isArray(body) ? body : [body];
    return all.map((alert) => (isRecord(alert) && isRecord(alert.event) ? alert.event : alert));
  },
  read: (alert) => (isRecord(alert) && Object.hasOwn(alert, 'manage_url') ? readToken(alert) : read(alert)),
};
