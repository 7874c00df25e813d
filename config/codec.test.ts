import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  ApplicationFailure,
  defaultPayloadConverter,
  type Payload,
  type PayloadCodec,
  type ProtoFailure,
  type SerializationContext,
} from '@temporalio/common';
import {
  decodeArrayFromPayloads,
  decodeOptionalFailureToOptionalError,
  encodeErrorToFailure,
  encodeToPayloadsWithContext,
  loadDataConverter,
} from '@temporalio/common/lib/internal-non-workflow/index.js';
import proto from '@temporalio/proto';
import type { TocsinError } from '../domain/errors.ts';
import { parseKeyring } from '../store/crypto/keyring.ts';
import { sealBytes } from '../store/crypto/seal.ts';
import { UNSEALED } from '../workflows/unsealed.ts';
import { createPayloadCodec, dataConverter } from './codec.ts';

const key = () => randomBytes(32).toString('base64');
const k1 = key();
const before = parseKeyring(JSON.stringify({ current: 'k1', keys: { k1 } }));
const rotated = parseKeyring(JSON.stringify({ current: 'k2', keys: { k1, k2: key() } }));
const retired = parseKeyring(JSON.stringify({ current: 'k2', keys: { k2: key() } }));
const NAMESPACE = 'default';
const values = [{ name: 'Zoë Ångström' }, null, undefined, Uint8Array.of(0, 255), ''];
const person = /Zoë|ngstr/;

const BREACH: SerializationContext = { type: 'workflow', namespace: NAMESPACE, workflowId: 'breach/TOC-2026-0001' };
const OTHER: SerializationContext = { ...BREACH, workflowId: 'breach/TOC-2026-0003' };
const activityOf = (workflowId: string): SerializationContext => {
  return { type: 'activity', namespace: NAMESPACE, workflowId, activityId: '1', isLocal: false };
};
/** As versions until 0.3 wrote it. */
function sealEarlier(value: unknown): Payload {
  const bytes = proto.temporal.api.common.v1.Payload.encode(defaultPayloadConverter.toPayload(value)).finish();
  return {
    metadata: { encoding: Buffer.from('binary/encrypted'), 'encryption-key-id': Buffer.from('k1') },
    data: sealBytes(before, bytes, 'temporal/payload'),
  };
}
const contentOf = (payload: Payload | undefined) => payload && defaultPayloadConverter.fromPayload(payload);
/** What each payload opens to in a context, or the error. */
async function openAll(codec: PayloadCodec, payloads: Payload[], context: SerializationContext) {
  const opened = payloads.map((payload) =>
    codec.decode([payload], context).then(
      ([one]) => contentOf(one),
      (error: TocsinError) => error.code,
    ),
  );
  return Promise.all(opened);
}

describe('the payload codec', () => {
  it('carries every kind of value, in order, and shows none of it', async () => {
    const converter = loadDataConverter(dataConverter(before, NAMESPACE));
    const payloads = (await encodeToPayloadsWithContext(converter, BREACH, values)) ?? [];
    expect(payloads.map(({ metadata }) => Buffer.from(metadata?.encoding ?? []).toString())).toEqual(
      values.map(() => 'binary/encrypted-for-workflow'),
    );
    expect(JSON.stringify(payloads.map(({ data }) => Buffer.from(data ?? []).toString('latin1')))).not.toMatch(
      /name|ngstr/,
    );
    expect(await decodeArrayFromPayloads(converter, payloads, BREACH)).toEqual(values);
  });

  it('reads old histories after rotation, writes under the new key and says which', async () => {
    const old = await createPayloadCodec(before, NAMESPACE).encode([defaultPayloadConverter.toPayload('then')], BREACH);
    const codec = createPayloadCodec(rotated, NAMESPACE);
    expect(await openAll(codec, [...old, sealEarlier('before 0.4')], BREACH)).toEqual(['then', 'before 0.4']);
    const [now] = await codec.encode([defaultPayloadConverter.toPayload('now')], BREACH);
    expect(Buffer.from(now?.metadata?.['encryption-key-id'] ?? []).toString()).toBe('k2');
  });

  it('says which key is missing, and puts nothing in the place of what that sealed', async () => {
    const codec = createPayloadCodec(before, NAMESPACE);
    const payloads = await codec.encode([defaultPayloadConverter.toPayload('then')], BREACH);
    const late = createPayloadCodec(retired, NAMESPACE);
    await expect(late.decode(payloads, BREACH)).rejects.toThrow(/holds no key "k1"/);
  });

  it('opens a payload for the workflow alone that it was sealed for, in its namespace', async () => {
    const codec = createPayloadCodec(before, NAMESPACE);
    const [close] = (await codec.encode([defaultPayloadConverter.toPayload('close')], BREACH)) as [Payload];
    expect(await openAll(codec, [close], BREACH)).toEqual(['close']);
    expect(await openAll(codec, [close], OTHER)).toEqual([UNSEALED]);
    expect(await openAll(createPayloadCodec(before, 'another'), [close], BREACH)).toEqual([UNSEALED]);
    expect(await openAll(codec, [close], activityOf(BREACH.workflowId ?? ''))).toEqual(['internal']);
    // Who calls it something else has not sealed it so.
    const renamed = { ...close, metadata: { ...close.metadata, encoding: Buffer.from('binary/encrypted') } };
    expect(await openAll(codec, [renamed], OTHER)).toEqual([UNSEALED]);
    await expect(codec.encode([close])).rejects.toThrow(/belongs to no workflow/);
  });

  it('gives a workflow a mark in place of what was changed or never encrypted, and an activity an error', async () => {
    const codec = createPayloadCodec(before, NAMESPACE);
    const [payload] = await codec.encode([defaultPayloadConverter.toPayload('approve')], BREACH);
    const data = Buffer.from(payload?.data ?? []);
    data.writeUInt8(data.readUInt8(data.length - 1) ^ 1, data.length - 1);
    const forged = [{ ...payload, data }, defaultPayloadConverter.toPayload('approve'), {}];
    expect(await openAll(codec, forged, BREACH)).toEqual([UNSEALED, UNSEALED, UNSEALED]);
    const codes = ['internal', 'forbidden', 'forbidden'];
    expect(await openAll(codec, forged, activityOf('breach/TOC-2026-0001'))).toEqual(codes);
  });
});

describe('a failure', () => {
  const cause = new Error('mail to Zoë Ångström bounced');
  const failure = ApplicationFailure.create({ message: 'Zoë Ångström', type: 'bad-input', details: ['Zoë'], cause });

  it('keeps its message, stack, details and causes out of clear text', async () => {
    const stored: ProtoFailure = await encodeErrorToFailure(
      loadDataConverter(dataConverter(before, NAMESPACE)),
      failure,
      BREACH,
    );
    const clear = JSON.stringify(stored, (_, value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString() : value,
    );
    expect(clear).not.toMatch(person);
    expect(clear).not.toContain('codec.test');
    expect(stored.applicationFailureInfo?.type).toBe('bad-input');
  });

  it('is whole again for whoever holds the key', async () => {
    const converter = loadDataConverter(dataConverter(before, NAMESPACE));
    const error = await decodeOptionalFailureToOptionalError(
      converter,
      await encodeErrorToFailure(converter, failure, BREACH),
      BREACH,
    );
    expect(error).toMatchObject({ message: 'Zoë Ångström', type: 'bad-input', details: ['Zoë'] });
    expect(error).toHaveProperty('cause.message', cause.message);
    expect(error?.stack).toContain('codec.test');
  });
});
