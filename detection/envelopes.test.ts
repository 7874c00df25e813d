import { describe, expect, it } from '@jest/globals';
import { peel } from './envelopes.ts';

const base64 = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64');
const alert = { id: 'a', word: 'ü' };
const time = '2026-11-24T08:40:00Z';
const KINDS = ['cloudEvents', 'eventBridge', 'sns', 'sqs', 'pubSub', 'kinesis', 'firehose'] as const;
const opened = (body: unknown, headers?: Record<string, string>) => peel(body, KINDS, headers);

const event = { specversion: '1.0', id: 'e-1', source: '/s', type: 'com.example.alert', time, data: alert };
const WRAPPED: Record<string, [body: unknown, said: object]> = {
  EventBridge: [
    { 'detail-type': 'T', id: 'b-1', time, detail: alert },
    { id: 'b-1', time, from: 'T' },
  ],
  SNS: [
    { TopicArn: 'arn', MessageId: 'n-1', Timestamp: time, Message: JSON.stringify(alert) },
    { id: 'n-1', time, from: 'arn' },
  ],
  SQS: [
    { Records: [{ messageId: 'q-1', eventSourceARN: 'arn', body: JSON.stringify(alert) }] },
    { id: 'q-1', from: 'arn' },
  ],
  'Pub/Sub': [
    { message: { data: base64(alert), messageId: '7', publishTime: time }, subscription: 'projects/p/subscriptions/s' },
    { id: '7', time, from: 'projects/p/subscriptions/s' },
  ],
  Kinesis: [{ Records: [{ eventID: 'k-1', eventSourceARN: 'arn', kinesis: { data: base64(alert) } }] }, { id: 'k-1' }],
  Firehose: [{ requestId: 'f-1', timestamp: 1, records: [{ data: base64(alert) }] }, { id: 'f-1' }],
  'a CloudEvent': [event, { id: 'e-1', time, from: 'com.example.alert' }],
  'a CloudEvent with base64': [{ ...event, data: undefined, data_base64: base64(alert) }, { id: 'e-1' }],
  'a CloudEvent with JSON as text': [{ ...event, data: JSON.stringify(alert) }, { id: 'e-1' }],
};

describe('envelopes', () => {
  it.each(Object.entries(WRAPPED))('%s gives what lay in it, and what it said', (_name, [body, said]) => {
    expect(opened(JSON.parse(JSON.stringify(body)))).toEqual([{ body: alert, said: [expect.objectContaining(said)] }]);
  });

  it('come off in any order, and say what they said from the outside in', () => {
    const inner = { 'detail-type': 'T', id: 'b-1', time, detail: alert };
    const sns = { TopicArn: 'arn', MessageId: 'n-1', Message: JSON.stringify({ ...event, data: inner }) };
    const [one] = opened({ Records: [{ messageId: 'q-1', body: JSON.stringify(sns) }] });
    expect(one?.body).toEqual(alert);
    expect(one?.said.map(({ kind, id }) => [kind, id])).toEqual([
      ['sqs', 'q-1'],
      ['sns', 'n-1'],
      ['cloudEvents', 'e-1'],
      ['eventBridge', 'b-1'],
    ]);
  });

  it('hold several alerts: a batch of CloudEvents, and records of a queue', () => {
    expect(opened([event, { ...event, id: 'e-2' }]).map(({ said }) => said[0]?.id)).toEqual(['e-1', 'e-2']);
    const records = ['q-1', 'q-2'].map((messageId) => ({ messageId, body: JSON.stringify(alert) }));
    expect(opened({ Records: records }).map(({ said }) => said[0]?.id)).toEqual(['q-1', 'q-2']);
  });

  it('may be in the headers, of the body as it came alone', () => {
    const headers = {
      ...{ 'ce-specversion': '1.0', 'ce-id': 'h-1', 'ce-time': time, 'ce-type': 't', 'ce-source': '/s' },
      'ce-subject': 'bucket',
    };
    expect(opened(alert, headers)).toEqual([
      { body: alert, said: [{ kind: 'cloudEvents', id: 'h-1', time, from: 't', origin: '/s', subject: 'bucket' }] },
    ]);
  });

  it('leave a text that is no JSON to the source, and say what is broken', () => {
    const sns = (Message: string) => ({ TopicArn: 'arn', Message });
    expect(opened(sns('CEF:0|v|p|1|2|n|5|'))[0]).toMatchObject({ body: 'CEF:0|v|p|1|2|n|5|' });
    expect(opened(sns('{"id":'))[0]).toMatchObject({
      unreadable: { says: 'is no JSON', members: { why: 'not-json' } },
    });
    expect(opened(sns(`${'['.repeat(40)}${']'.repeat(40)}`))[0]).toMatchObject({
      unreadable: { members: { why: 'json-deep', most: 32 } },
    });
    expect(opened({ message: { data: base64(Buffer.from([0xff])) } })[0]?.said[0]?.kind).toBe('pubSub');
    expect(opened({ message: { data: '/w==' } })[0]).toMatchObject({ unreadable: { members: { why: 'not-utf8' } } });
  });

  it('are left alone where they are of another kind, or too many in one another', () => {
    const untyped = { source: 'aws.guardduty', 'detail-type': 7, detail: alert };
    expect(opened(untyped)[0]).toMatchObject({ body: alert, said: [{ kind: 'eventBridge', from: null }] });
    for (const body of [null, 1, 'x', [], {}, [1], { Records: [] }, { Records: [1] }, { detail: alert }]) {
      expect(opened(body)).toEqual([{ body, said: [] }]);
    }
    const wrap = (inner: unknown, layers: number): unknown =>
      layers === 0 ? inner : wrap({ ...event, data: inner }, layers - 1);
    expect(opened(wrap(alert, 5))[0]?.body).toEqual(alert);
    expect(opened(wrap(alert, 6))[0]?.body).toEqual(event);
    expect(peel(event, ['sns'])).toEqual([{ body: event, said: [] }]);
  });
});
