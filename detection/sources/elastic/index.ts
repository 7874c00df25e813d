import { isRecord } from '../../json-text.ts';
import { documentOf, searchHits } from '../../search-hits.ts';
import type { AlertSource } from '../../source.ts';
import { TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { read } from './read.ts';

/** Elastic Security: detection alerts by a webhook action of their rules, or as a search finds them. */
export const elastic: AlertSource = {
  name: 'elastic',
  vendor: 'Elastic',
  title: 'Elastic Security',
  verify: [TOCSIN_SECRET, TOCSIN_SIGNATURE],
  envelopes: ['cloudEvents'],
  /** The body of the action is the customer's: a list under `alerts`, or under `context` as Kibana names it. */
  split(body) {
    const { alerts, context } = Object(body) as { alerts?: unknown; context?: unknown };
    const found = alerts ?? (isRecord(context) ? context.alerts : undefined) ?? searchHits(body) ?? body;
    return Array.isArray(found) ? found.map(documentOf) : [documentOf(found)];
  },
  read,
};
