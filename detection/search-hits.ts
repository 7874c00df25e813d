import { isRecord } from './json-text.ts';

/** The documents of a search in Elasticsearch or OpenSearch, each with its `_id`; null where the body is none. */
export function searchHits(body: unknown): unknown[] | null {
  const hits = isRecord(body) && isRecord(body.hits) ? body.hits.hits : undefined;
  return Array.isArray(hits) ? hits.map(documentOf) : null;
}

/** A document out of the hit that holds it; anything else as it is. */
export function documentOf(hit: unknown): unknown {
  if (!isRecord(hit) || !isRecord(hit._source)) return hit;
  return { ...hit._source, _id: hit._id };
}
