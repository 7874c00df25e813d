import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDoor } from '../api/sign-in/door.ts';
import { readEnvironment, requireGiven } from '../config/environment.ts';
import { detailOf } from '../config/given.ts';
import { TocsinError } from '../domain/errors.ts';
import { toInstant } from '../domain/time.ts';
import { closeStore, openStore, type Store } from '../store/store.ts';
import { readCredentials } from './address.ts';
import { mongodUri } from './embedded/mongod.ts';

/** What an operator at the machine itself works with. Loads the database driver, so import it late. */
export type House = { store: Store; publicUrl: string };

/**
 * Opens the database of the environment; where none is given, that of the `npm start` whose data directory this is.
 *
 * @throws TocsinError `unavailable` where neither answers
 */
export async function withHouse<T>(env: NodeJS.ProcessEnv, use: (house: House) => Promise<T>): Promise<T> {
  const { dataDir, ...given } = readEnvironment(env);
  const here = given.mongodbUri === null ? embeddedIn(dataDir) : null;
  const environment = here === null ? { dataDir, ...given } : readEnvironment({ ...here, ...env });
  const { keyring, mongodbUri: uri } = requireGiven(environment, 'keyring', 'mongodbUri');
  const store = await openStore({ uri, keyring });
  const publicUrl = given.mongodbUri === null && !env.TOCSIN_PUBLIC_URL ? readCredentials(dataDir)?.url : undefined;
  try {
    return await use({ store, publicUrl: publicUrl ?? environment.publicUrl });
  } finally {
    await closeStore(store);
  }
}

/** A single-use link that signs a user in. @throws TocsinError `not-found` where nobody has the address */
export async function issueSignInLink({ store, publicUrl }: House, email: string): Promise<string> {
  const silent = { error: () => undefined, info: () => undefined };
  const clock = () => toInstant(Date.now());
  const { signIn } = openDoor({
    store,
    publicUrl,
    log: silent,
    oidc: null,
    mailer: null,
    clock,
    secondFactor: 'required',
  });
  return `${publicUrl}/sign-in/link?token=${await signIn.issueLink(email)}`;
}

function embeddedIn(dataDir: string): NodeJS.ProcessEnv {
  const read = (file: string): string => {
    try {
      return readFileSync(join(dataDir, file), 'utf8');
    } catch (error) {
      if (detailOf(error, 'code') !== 'ENOENT') throw error;
      throw new TocsinError(
        'unavailable',
        `No database is known: ${dataDir} holds none of 'npm start', and MONGODB_URI with TOCSIN_KEYRING is not set.`,
      );
    }
  };
  const ports = JSON.parse(read('ports.json')) as { mongod: number };
  return { MONGODB_URI: mongodUri(ports.mongod), TOCSIN_KEYRING: read('keys.json') };
}
