import { fileURLToPath } from 'node:url';
import type { DataConverter, Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import { TocsinError } from '../domain/errors.ts';
import type { Keyring } from '../store/crypto/keyring.ts';
import { openBytes, sealBytes } from '../store/crypto/seal.ts';

const wire = proto.temporal.api.common.v1.Payload;
const ENCODING = 'binary/encrypted';
const CONTEXT = 'temporal/payload';

/** The module of the failure converter, for the data converter and for the workflow bundle, which needs it apart. */
export const FAILURE_CONVERTER_PATH = fileURLToPath(new URL('./failures.ts', import.meta.url));

/**
 * How the client, the worker and the tests convert what goes through Temporal: every payload encrypted, the message and
 * stack of every failure put into such a payload first.
 */
export function dataConverter(keyring: Keyring): DataConverter {
  return {
    payloadCodecs: [createPayloadCodec(keyring)],
    failureConverterPath: FAILURE_CONVERTER_PATH,
  };
}

/**
 * Encrypts payloads under the current key and opens them under whichever key they name. The key's id is also in the
 * metadata, so that a history shows which keys it still needs.
 *
 * Decoding refuses a payload that is not encrypted: who reaches Temporal but holds no key can then neither read what a
 * breach says nor approve something in it.
 */
export function createPayloadCodec(keyring: Keyring): PayloadCodec {
  const encode = (payload: Payload): Payload => ({
    metadata: { encoding: Buffer.from(ENCODING), 'encryption-key-id': Buffer.from(keyring.current) },
    data: sealBytes(keyring, wire.encode(payload).finish(), CONTEXT),
  });
  const decode = ({ metadata, data }: Payload): Payload => {
    const encoding = Buffer.from(metadata?.encoding ?? []).toString();
    if (encoding !== ENCODING || !data) {
      throw new TocsinError(
        'internal',
        'A payload in Temporal is not encrypted, so it does not come from Tocsin, or from one without its codec. ' +
          'Use the tocsin command or the API in place of the temporal command.',
      );
    }
    return wire.decode(openBytes(keyring, data, CONTEXT));
  };
  return {
    encode: async (payloads) => payloads.map(encode),
    decode: async (payloads) => payloads.map(decode),
  };
}
