import { fileURLToPath } from 'node:url';
import {
  type DataConverter,
  defaultPayloadConverter,
  type Payload,
  type PayloadCodec,
  type SerializationContext,
} from '@temporalio/common';
import proto from '@temporalio/proto';
import { TocsinError } from '../domain/errors.ts';
import { type Keyring, opensSealsOf } from '../store/crypto/keyring.ts';
import { openBytes, sealBytes } from '../store/crypto/seal.ts';
import { UNSEALED } from '../workflows/unsealed.ts';

const wire = proto.temporal.api.common.v1.Payload;
const ENCODING = 'binary/encrypted-for-workflow';
/** As versions until 0.3 sealed: for any workflow. It stands in the histories that they wrote, and is only read. */
const EARLIER = { encoding: 'binary/encrypted', place: 'temporal/payload' };

/** The module of the failure converter, for the data converter and for the workflow bundle, which needs it apart. */
export const FAILURE_CONVERTER_PATH = fileURLToPath(new URL('./failures.ts', import.meta.url));

/**
 * How the client, the worker and the tests convert what goes through Temporal: every payload encrypted, the message and
 * stack of every failure put into such a payload first.
 *
 * @param namespace of Temporal, as configured: a replay has none of its own
 */
export function dataConverter(keyring: Keyring, namespace: string): DataConverter {
  return {
    payloadCodecs: [createPayloadCodec(keyring, namespace)],
    failureConverterPath: FAILURE_CONVERTER_PATH,
  };
}

/**
 * Encrypts payloads under the current key, for one workflow of one namespace, and opens them under whichever key they
 * name. The key's id is also in the metadata, so that a history shows which keys it still needs.
 *
 * Who reaches Temporal but holds no key can neither read what a breach says nor approve something in it: a workflow
 * that is told something which was not sealed for it gets {@link UNSEALED} in its place, and goes on. The input and
 * result of an activity that do not open are refused: nothing can stand in their place.
 */
export function createPayloadCodec(keyring: Keyring, namespace: string): PayloadCodec {
  const unsealed = defaultPayloadConverter.toPayload(UNSEALED);
  const encode = (payload: Payload, context: SerializationContext | undefined): Payload => ({
    metadata: { encoding: Buffer.from(ENCODING), 'encryption-key-id': Buffer.from(keyring.current) },
    data: sealBytes(keyring, wire.encode(payload).finish(), placeOf(namespace, context)),
  });
  const open = ({ metadata, data }: Payload, context: SerializationContext | undefined): Payload => {
    const encoding = Buffer.from(metadata?.encoding ?? []).toString();
    const opened = (data: Uint8Array, place: string) => wire.decode(openBytes(keyring, data, place, 'record'));
    if (data && encoding === ENCODING) return opened(data, placeOf(namespace, context));
    if (data && encoding === EARLIER.encoding) return opened(data, EARLIER.place);
    throw new TocsinError(
      'forbidden',
      'A payload in Temporal is not encrypted, so it does not come from Tocsin, or from one without its codec. ' +
        'Use the tocsin command or the API in place of the temporal command.',
    );
  };
  const decode = (payload: Payload, context: SerializationContext | undefined): Payload => {
    try {
      return open(payload, context);
    } catch (error) {
      // A key that is missing is the operator's to put back: nothing may be decided without what it sealed.
      if (context?.type !== 'workflow' || isKeyMissing(keyring, payload)) throw error;
      return unsealed;
    }
  };
  return {
    encode: async (payloads, context) => payloads.map((payload) => encode(payload, context)),
    decode: async (payloads, context) => payloads.map((payload) => decode(payload, context)),
  };
}

/** What a payload is sealed for: a workflow, or an activity of it. */
function placeOf(namespace: string, context: SerializationContext | undefined): string {
  if (context?.workflowId !== undefined) return `temporal/${namespace}/${context.type}/${context.workflowId}`;
  throw new TocsinError('internal', 'A payload for Temporal belongs to no workflow, so it cannot be sealed for one.');
}

function isKeyMissing(keyring: Keyring, { metadata }: Payload): boolean {
  const id = Buffer.from(metadata?.['encryption-key-id'] ?? []).toString();
  return id !== '' && !opensSealsOf(keyring, id);
}
