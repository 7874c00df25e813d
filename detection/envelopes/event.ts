import { isRecord } from '../json-text.ts';
import { type Envelope, fromBase64, fromText, type Opened, textOf } from './envelope.ts';

/** EventBridge of AWS: `detail` under a `detail-type`. What is of no type for a source is the source's to say. */
export const eventBridge: Envelope = (body) => {
  if (!(isRecord(body) && isRecord(body.detail))) return null;
  if (!Object.hasOwn(body, 'detail-type') && typeof body.source !== 'string') return null;
  const said = { id: textOf(body, 'id'), time: textOf(body, 'time'), from: textOf(body, 'detail-type') };
  return [{ inner: body.detail, ...said }];
};

/** CloudEvents 1.0, one alone or a batch; in binary mode what would be around the data stands in `ce-` headers. */
export const cloudEvents: Envelope = (body, headers) => {
  if (headers['ce-specversion'] !== undefined) {
    const said = (name: string) => headers[`ce-${name}`] ?? null;
    const [id, time, from, origin, subject] = ['id', 'time', 'type', 'source', 'subject'].map(said);
    return [{ inner: body, id, time, from, origin, subject }];
  }
  if (isCloudEvent(body)) return [opened(body)];
  const isBatch = Array.isArray(body) && body.length > 0 && body.every(isCloudEvent);
  return isBatch ? (body as Record<string, unknown>[]).map(opened) : null;
};

function isCloudEvent(body: unknown): body is Record<string, unknown> {
  if (!isRecord(body) || typeof body.specversion !== 'string' || typeof body.type !== 'string') return false;
  return typeof body.id === 'string';
}

function opened(event: Record<string, unknown>): Opened {
  const text = (key: string) => textOf(event, key);
  const said = {
    id: text('id'),
    time: text('time'),
    from: text('type'),
    origin: text('source'),
    subject: text('subject'),
  };
  const isBase64 = Object.hasOwn(event, 'data_base64');
  return { ...(isBase64 ? fromBase64(event.data_base64) : fromText(event.data ?? {})), ...said };
}
