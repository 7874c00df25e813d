import { readEnvironment, requireGiven } from '../config/environment.ts';
import { environmentOfStart } from '../local/environment.ts';

/**
 * The environment with a database in it: as given, or where none is, that of the `npm start` whose data directory this
 * is.
 *
 * @throws TocsinError `bad-input` where neither names a database and its keys
 */
export function environmentOfDatabase(env: NodeJS.ProcessEnv) {
  const given = readEnvironment(env);
  const environment = given.mongodbUri === null ? readEnvironment(environmentOfStart(given.dataDir, env)) : given;
  return requireGiven(environment, 'keyring', 'mongodbUri');
}
