import type { Client, Connection } from '@temporalio/client';
import { type Environment, readEnvironment, requireGiven } from '../config/environment.ts';
import { connectClient } from '../config/temporal.ts';
import { environmentOfStart } from '../local/environment.ts';

/** Temporal, as an operator at the machine itself reaches it. Loads Temporal's libraries, so import it late. */
export type TemporalContext = {
  client: Client & { connection: Connection };
  environment: Environment & { keyring: NonNullable<Environment['keyring']> };
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
  const client = await connectClient(environment.temporal, environment.keyring);
  try {
    return await use({ client, environment });
  } finally {
    await client.connection.close();
  }
}
