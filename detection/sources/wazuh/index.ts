import { isRecord } from '../../json-text.ts';
import { documentOf, searchHits } from '../../search-hits.ts';
import type { AlertSource } from '../../source.ts';
import { TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { read } from './read.ts';

/** Wazuh: alerts as `alerts.json` has them, by an integration of the manager or out of the indexer. */
export const wazuh: AlertSource = {
  name: 'wazuh',
  vendor: 'Wazuh',
  title: 'Wazuh',
  verify: [TOCSIN_SECRET, TOCSIN_SIGNATURE],
  envelopes: ['cloudEvents'],
  /** The integrations for Slack and Shuffle put the alert into `all_fields`. */
  split(body) {
    const found = searchHits(body) ?? (Array.isArray(body) ? body : [body]);
    return found
      .map(documentOf)
      .map((alert) => (isRecord(alert) && isRecord(alert.all_fields) ? alert.all_fields : alert));
  },
  read,
};
