/** Where the server programs are, for tests and `tocsin up`. `setup.mjs` has brought them before either runs. */
import { findServer, isMaintained, SetupError } from './find.mjs';

export type ServerName = 'mongod' | 'temporal' | 'temporal-test-server';

/** The program's absolute path. Throws with what to do when it is not on this machine. */
export function serverPath(name: ServerName, env: NodeJS.ProcessEnv = process.env): string {
  const found = findServer(name, env);
  if (found) return found.path;
  throw new SetupError(`${name} is not on this machine yet. Run \`node local/setup.mjs\`: it brings or explains it.`);
}

/** The version of the program that would be started, where its maker corrects it no more. */
export function unmaintainedVersion(name: ServerName, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const version = findServer(name, env)?.version;
  return version === undefined || isMaintained(name, version) ? undefined : version;
}
