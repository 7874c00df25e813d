import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCredentials } from '../cli/address.ts';
import { isLoopback } from '../config/loopback.ts';
import { detailOf } from '../config/raw-variables.ts';
import { TocsinError } from '../domain/errors.ts';
import { mongodUri } from './mongod-command.ts';

/**
 * The environment that the `npm start` of a data directory gave its processes, for what an operator does beside it.
 * What `env` gives comes first.
 *
 * @throws TocsinError `unavailable` where nothing was ever started there
 */
export function environmentOfStart(dataDir: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const read = (file: string): string => {
    try {
      return readFileSync(join(dataDir, file), 'utf8');
    } catch (error) {
      if (detailOf(error, 'code') !== 'ENOENT') throw error;
      throw new TocsinError(
        'unavailable',
        `No server is known: ${dataDir} holds none of 'npm start', and MONGODB_URI, TEMPORAL_ADDRESS and ` +
          'TOCSIN_KEYRING are not set. Set TOCSIN_DATA_DIR where it was set for the start.',
      );
    }
  };
  const ports = JSON.parse(read('ports.json')) as { smtp: number; temporal: number };
  const { url, inbox } = readCredentials(dataDir) ?? { url: null, inbox: null };
  return {
    MONGODB_URI: mongodUri(dataDir),
    TEMPORAL_ADDRESS: `127.0.0.1:${ports.temporal}`,
    TEMPORAL_TLS: 'false',
    ...(env.TOCSIN_KEYRING || env.TOCSIN_KEYRING_FILE ? {} : { TOCSIN_KEYRING: read('keys.json') }),
    ...(inbox === null ? {} : { SMTP_URL: `smtp://127.0.0.1:${ports.smtp}` }),
    ...(url !== null && isLoopback(new URL(url).hostname) ? { SECOND_FACTOR: 'optional' } : {}),
    ...env,
  };
}
