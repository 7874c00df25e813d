import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { ApplicationFailure, defaultPayloadConverter, type ProtoFailure } from '@temporalio/common';
import {
  decodeArrayFromPayloads,
  decodeOptionalFailureToOptionalError,
  encodeErrorToFailure,
  encodeToPayloads,
  loadDataConverter,
} from '@temporalio/common/lib/internal-non-workflow/index.js';
import { parseKeyring } from '../store/crypto/keyring.ts';
import { createPayloadCodec, dataConverter } from './codec.ts';

const key = () => randomBytes(32).toString('base64');
const k1 = key();
const before = parseKeyring(JSON.stringify({ current: 'k1', keys: { k1 } }));
const rotated = parseKeyring(JSON.stringify({ current: 'k2', keys: { k1, k2: key() } }));
const retired = parseKeyring(JSON.stringify({ current: 'k2', keys: { k2: key() } }));
const values = [{ name: 'Zoë Ångström' }, null, undefined, Uint8Array.of(0, 255), ''];
const person = /Zoë|ngstr/;

describe('the payload codec', () => {
  it('carries every kind of value, in order, and shows none of it', async () => {
    const converter = loadDataConverter(dataConverter(before));
    const payloads = (await encodeToPayloads(converter, ...values)) ?? [];
    expect(payloads.map(({ metadata }) => Buffer.from(metadata?.encoding ?? []).toString())).toEqual(
      values.map(() => 'binary/encrypted'),
    );
    expect(JSON.stringify(payloads.map(({ data }) => Buffer.from(data ?? []).toString('latin1')))).not.toMatch(
      /name|ngstr/,
    );
    expect(await decodeArrayFromPayloads(converter, payloads)).toEqual(values);
  });

  it('reads old histories after rotation, writes under the new key and says which', async () => {
    const old = await createPayloadCodec(before).encode([defaultPayloadConverter.toPayload('then')]);
    const codec = createPayloadCodec(rotated);
    const [opened] = await codec.decode(old);
    expect(opened && defaultPayloadConverter.fromPayload(opened)).toBe('then');
    const [now] = await codec.encode([defaultPayloadConverter.toPayload('now')]);
    expect(Buffer.from(now?.metadata?.['encryption-key-id'] ?? []).toString()).toBe('k2');
  });

  it('says which key is missing', async () => {
    const payloads = await createPayloadCodec(before).encode([defaultPayloadConverter.toPayload('then')]);
    await expect(createPayloadCodec(retired).decode(payloads)).rejects.toThrow(/holds no key "k1"/);
  });

  it('refuses a payload that was changed, and one that was never encrypted', async () => {
    const codec = createPayloadCodec(before);
    const [payload] = await codec.encode([defaultPayloadConverter.toPayload('approve')]);
    const changed = Buffer.from(payload?.data ?? []);
    changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 1, changed.length - 1);
    await expect(codec.decode([{ ...payload, data: changed }])).rejects.toThrow(/does not open/);
    await expect(codec.decode([defaultPayloadConverter.toPayload('approve')])).rejects.toThrow(/is not encrypted/);
    await expect(codec.decode([{}])).rejects.toThrow(/is not encrypted/);
  });
});

describe('a failure', () => {
  const cause = new Error('mail to Zoë Ångström bounced');
  const failure = ApplicationFailure.create({ message: 'Zoë Ångström', type: 'bad-input', details: ['Zoë'], cause });

  it('keeps its message, stack, details and causes out of clear text', async () => {
    const stored: ProtoFailure = await encodeErrorToFailure(loadDataConverter(dataConverter(before)), failure);
    const clear = JSON.stringify(stored, (_, value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString() : value,
    );
    expect(clear).not.toMatch(person);
    expect(clear).not.toContain('codec.test');
    expect(stored.applicationFailureInfo?.type).toBe('bad-input');
  });

  it('is whole again for whoever holds the key', async () => {
    const converter = loadDataConverter(dataConverter(before));
    const error = await decodeOptionalFailureToOptionalError(converter, await encodeErrorToFailure(converter, failure));
    expect(error).toMatchObject({ message: 'Zoë Ångström', type: 'bad-input', details: ['Zoë'] });
    expect(error).toHaveProperty('cause.message', cause.message);
    expect(error?.stack).toContain('codec.test');
  });
});
