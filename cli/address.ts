import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { detailOf } from '../config/raw-variables.ts';
import { SETTINGS } from '../config/variables.ts';
import { TocsinError } from '../domain/errors.ts';
import { CLI_ROLES, type CliRole } from './verbs/verb.ts';

/** Where the server of this project is and one token per role, as `npm start` wrote them (mode 0600). */
export const Credentials = z.object({
  url: z.url({ protocol: /^https?$/ }),
  /** Web address of the development inbox, where one runs. */
  inbox: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  tokens: z.partialRecord(z.enum(CLI_ROLES), z.string().min(1)),
});
export type Credentials = z.infer<typeof Credentials>;

const PROJECT_DIR = fileURLToPath(new URL('..', import.meta.url));

/** The data directory, as the servers find it: a relative path starts at the project's folder. */
export function dataDirOf(env: NodeJS.ProcessEnv): string {
  return resolve(PROJECT_DIR, env.TOCSIN_DATA_DIR || SETTINGS.TOCSIN_DATA_DIR.default);
}

/** The policy's folder, by the same rule. */
export function policyDirOf(env: NodeJS.ProcessEnv): string {
  return resolve(PROJECT_DIR, env.TOCSIN_POLICY_DIR || SETTINGS.TOCSIN_POLICY_DIR.default);
}

export function credentialsFile(dataDir: string): string {
  return join(dataDir, 'credentials.json');
}

/** The stored credentials; null where there are none. Throws `bad-input` for a file that is not readable as such. */
export function readCredentials(dataDir: string): Credentials | null {
  const file = credentialsFile(dataDir);
  try {
    return Credentials.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (detailOf(error, 'code') === 'ENOENT') return null;
    throw new TocsinError('bad-input', `${file} is not readable; delete it and start again: new tokens are written.`);
  }
}

/**
 * The server to talk to and the token to show: TOCSIN_URL and TOCSIN_TOKEN, else what `npm start` wrote down. `asked`
 * is the value of `--as`, `least` the least role that may do the verb. Throws `unauthenticated` where none is known.
 */
export function findServer(
  env: NodeJS.ProcessEnv,
  asked: string | undefined,
  least: CliRole,
): { url: string; token: string } {
  const role = asked === undefined ? least : CLI_ROLES.find((r) => r === asked);
  if (role === undefined) {
    throw new TocsinError('bad-input', `--as takes ${CLI_ROLES.join(', ')}, not '${asked}'.`, 'as');
  }
  if (env.TOCSIN_TOKEN && asked !== undefined) {
    throw new TocsinError('bad-input', '--as chooses among stored tokens, but TOCSIN_TOKEN is set; drop one.', 'as');
  }
  const stored = env.TOCSIN_URL && env.TOCSIN_TOKEN ? null : readCredentials(dataDirOf(env));
  const url = env.TOCSIN_URL || stored?.url;
  if (url === undefined) {
    throw new TocsinError(
      'unavailable',
      "No Tocsin is known here. Start one with 'npm start', or set TOCSIN_URL and TOCSIN_TOKEN.",
    );
  }
  if (!URL.canParse(url)) throw new TocsinError('bad-input', `TOCSIN_URL is not an address: '${url}'.`, 'TOCSIN_URL');
  // A stored token must never travel to another server than the one that issued it.
  const token = env.TOCSIN_TOKEN || (stored?.url === url ? stored.tokens[role] : undefined);
  if (token === undefined) {
    throw new TocsinError(
      'unauthenticated',
      `No ${role} token for ${url} is stored here; set TOCSIN_TOKEN.`,
      'TOCSIN_TOKEN',
    );
  }
  return { url, token };
}
