import { isRecord } from '../json-text.ts';
import { type Envelope, fromBase64, fromText, type Opened, textOf } from './envelope.ts';

/** A notification of Amazon SNS, as posted to an address or put into a queue. */
export const sns: Envelope = (body) => {
  const isOne = isRecord(body) && typeof body.TopicArn === 'string' && typeof body.Message === 'string';
  if (!isOne) return null;
  const said = { id: textOf(body, 'MessageId'), time: textOf(body, 'Timestamp'), from: textOf(body, 'TopicArn') };
  return [{ ...fromText(body.Message), ...said }];
};

/** Records of Amazon SQS, or of SNS as a Lambda function gets them. */
export const sqs: Envelope = (body) => {
  const records = recordsOf(body, 'Records', (record) => typeof record.body === 'string' || isRecord(record.Sns));
  return (
    records?.map((record) => {
      if (isRecord(record.Sns)) return { inner: record.Sns };
      const said = { id: textOf(record, 'messageId'), time: null, from: textOf(record, 'eventSourceARN') };
      return { ...fromText(record.body), ...said };
    }) ?? null
  );
};

/** Records of Amazon Kinesis as a Lambda function gets them. */
export const kinesis: Envelope = (body) => {
  const records = recordsOf(body, 'Records', (record) => isRecord(record.kinesis));
  return (
    records?.map((record): Opened => {
      const { data } = record.kinesis as Record<string, unknown>;
      return { ...fromBase64(data), id: textOf(record, 'eventID'), from: textOf(record, 'eventSourceARN') };
    }) ?? null
  );
};

/** A delivery of Amazon Data Firehose to an HTTP address. */
export const firehose: Envelope = (body) => {
  if (!isRecord(body) || typeof body.requestId !== 'string') return null;
  const records = recordsOf(body, 'records', (record) => typeof record.data === 'string');
  const id = body.requestId.slice(0, 2_048);
  return records?.map((record) => ({ ...fromBase64(record.data), id })) ?? null;
};

/** A message that Google Cloud Pub/Sub pushes. */
export const pubSub: Envelope = (body) => {
  if (!isRecord(body) || !isRecord(body.message) || typeof body.message.data !== 'string') return null;
  const { message } = body;
  const [id, time] = [textOf(message, 'messageId'), textOf(message, 'publishTime')];
  return [{ ...fromBase64(message.data), id, time, from: textOf(body, 'subscription') }];
};

type Json = Record<string, unknown>;

function recordsOf(body: unknown, key: string, isOne: (record: Json) => boolean): Json[] | null {
  const records = isRecord(body) ? body[key] : null;
  const isList = Array.isArray(records) && records.length > 0 && records.every((r) => isRecord(r) && isOne(r));
  return isList ? (records as Json[]) : null;
}
