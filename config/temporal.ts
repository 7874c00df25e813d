import { setTimeout } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { TocsinError } from '../domain/errors.ts';
import { SECOND_MS } from '../domain/time.ts';
import type { Keyring } from '../store/crypto/keyring.ts';
import { dataConverter } from './codec.ts';
import type { TemporalSettings } from './temporal-settings.ts';

const CONNECT_TIMEOUT_MS = 5 * SECOND_MS;

/** Left to itself, gRPC waits up to two minutes before it looks whether a server that was away is back. */
const RECONNECT = {
  'grpc.initial_reconnect_backoff_ms': 250,
  'grpc.max_reconnect_backoff_ms': 2 * SECOND_MS,
};

/**
 * A client with Tocsin's codec. It connects with its first call and again whenever Temporal comes back, so that a
 * process can start and take reports while Temporal is away. Close its `connection` at the end.
 */
export function createTemporalClient(
  settings: TemporalSettings,
  keyring: Keyring,
): Client & { connection: Connection } {
  const connection = Connection.lazy({
    ...settings.connection,
    connectTimeout: CONNECT_TIMEOUT_MS,
    channelArgs: RECONNECT,
  });
  const { namespace } = settings;
  return Object.assign(new Client({ connection, namespace, dataConverter: dataConverter(keyring, namespace) }), {
    connection,
  });
}

/**
 * The same, connected at once.
 *
 * @throws TocsinError `unavailable` when Temporal does not answer or refuses the credentials
 */
export async function connectClient(
  settings: TemporalSettings,
  keyring: Keyring,
): Promise<Client & { connection: Connection }> {
  const client = createTemporalClient(settings, keyring);
  try {
    await client.connection.ensureConnected();
    return client;
  } catch {
    await client.connection.close().catch(() => undefined);
    throw doesNotAnswer(settings);
  }
}

/**
 * The connection of a worker, made at once.
 *
 * @throws TocsinError `unavailable` when Temporal does not answer within `timeoutMs` or refuses the credentials
 */
export async function connectWorker(
  settings: TemporalSettings,
  timeoutMs: number = CONNECT_TIMEOUT_MS,
): Promise<NativeConnection> {
  const timer = new AbortController();
  const tooLate = setTimeout(timeoutMs, undefined, { signal: timer.signal }).then(() => Promise.reject());
  const connecting = NativeConnection.connect(settings.connection);
  try {
    return await Promise.race([connecting, tooLate]);
  } catch {
    connecting.then((late) => late.close()).catch(() => undefined);
    throw doesNotAnswer(settings);
  } finally {
    timer.abort();
  }
}

/** The transport's own message is left out: it can repeat headers. */
function doesNotAnswer({ connection }: TemporalSettings): TocsinError {
  return new TocsinError(
    'unavailable',
    `Temporal does not answer at ${connection.address}, or refuses the credentials. Check that it runs there, ` +
      'TEMPORAL_ADDRESS, TEMPORAL_TLS and TEMPORAL_API_KEY.',
  );
}
