import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { VARIABLES, type Variable } from '../../config/variables.ts';

/**
 * The text of `.env.example`, made from the table of variables. `node test/packaging/env-example.ts` writes it anew.
 */

/** What only docker-compose.yml reads. */
export const COMPOSE_VARIABLES: readonly Variable[] = [
  {
    name: 'TOCSIN_SECRETS_DIR',
    meaning: 'Folder of the secret files; the top of docker-compose.yml says how to make them.',
    default: './secrets',
    secret: false,
  },
];

/** What docker compose cannot start without; the value is one for trying it on this machine. */
const REQUIRED: Record<string, string> = { TOCSIN_PUBLIC_URL: 'http://localhost:8300' };

const WIDTH = 100;

const INTRODUCTION = `\
# Every variable of the API and the worker, with its default. docker compose reads a copy of this file named .env
# by itself; for npm start, export what differs. An empty variable counts as not set, a relative path starts at the
# project's folder, and a secret can be given as a file. Temporal's further variables work too, such as
# TEMPORAL_TLS_CLIENT_CERT_DATA and TEMPORAL_GRPC_META_*.`;

export function renderEnvExample(): string {
  const own = VARIABLES.map(renderVariable).join('\n\n');
  const compose = COMPOSE_VARIABLES.map(renderVariable).join('\n\n');
  return `${INTRODUCTION}\n\n${own}\n\n# --- docker compose alone\n\n${compose}\n`;
}

function renderVariable({ name, meaning, default: byDefault, secret }: Variable): string {
  const comment = wrap(secret ? `${meaning} Secret.` : meaning);
  const value = REQUIRED[name];
  return `${comment}\n${value === undefined ? `#${name}=${quote(byDefault ?? '')}` : `${name}=${value}`}`;
}

function quote(value: string): string {
  return /[\s#]/.test(value) ? `"${value}"` : value;
}

function wrap(text: string): string {
  const lines = text.split(' ').reduce<string[]>(
    (done, word) => {
      const line = `${done.at(-1)} ${word}`;
      return line.length > WIDTH ? done.concat(`# ${word}`) : done.with(-1, line);
    },
    ['#'],
  );
  return lines.join('\n');
}

if (import.meta.main) {
  writeFileSync(fileURLToPath(new URL('../../.env.example', import.meta.url)), renderEnvExample());
}
