import { isRecord } from '../../json-text.ts';
import type { AlertSource } from '../../source.ts';
import { TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { read } from './read.ts';

/** Splunk: findings (notable events) of Enterprise Security and alerts of saved searches, by webhook or as results. */
export const splunk: AlertSource = {
  name: 'splunk',
  vendor: 'Splunk',
  title: 'Splunk Enterprise Security',
  verify: [TOCSIN_SECRET, TOCSIN_SIGNATURE],
  envelopes: ['cloudEvents'],
  /** A search answers with `results`. */
  split(body) {
    if (Array.isArray(body)) return body;
    return isRecord(body) && Array.isArray(body.results) ? body.results : [body];
  },
  read,
};
