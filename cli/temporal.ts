import type { Client, Connection } from '@temporalio/client';
import { type Environment, readEnvironment, requireGiven } from '../config/environment.ts';
import { connectClient } from '../config/temporal.ts';
import { environmentOfStart } from '../local/environment.ts';
import type { Keyring } from '../store/crypto/keyring.ts';
import { type KeySource, keyringFrom } from '../store/crypto/wrapped.ts';
import { openUnmigrated } from '../store/open.ts';
import { closeStore } from '../store/store.ts';

/** Temporal, as an operator at the machine itself reaches it. Loads Temporal's libraries, so import it late. */
export type TemporalContext = {
  client: Client & { connection: Connection };
  environment: Environment;
  /** As the database knows it, with what it keeps of keys that were taken out. */
  keyring: Keyring;
};

/**
 * Connects to the Temporal of the environment; where none is given, to that of the `npm start` whose data directory
 * this is.
 *
 * @throws TocsinError `unavailable` where neither answers
 */
export async function withTemporal<T>(
  env: NodeJS.ProcessEnv,
  use: (context: TemporalContext) => Promise<T>,
): Promise<T> {
  const given = readEnvironment(env);
  const known = given.temporal.given ? given : readEnvironment(environmentOfStart(given.dataDir, env));
  const environment = requireGiven(known, 'keyring');
  const keyring = await keyringOf(environment);
  const client = await connectClient(environment.temporal, keyring);
  try {
    return await use({ client, environment, keyring });
  } finally {
    await client.connection.close();
  }
}

/** A database of any version tells a wrong keyring, before Temporal is told anything with it. */
async function keyringOf({ keyring, mongodbUri: uri }: Environment & { keyring: KeySource }): Promise<Keyring> {
  if (uri === null) return keyringFrom(keyring);
  const store = await openUnmigrated({ uri, keyring });
  await closeStore(store);
  return store.keyring;
}
