import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { type Credentials, readCredentials } from '../../cli/address.ts';
import { type Client, createClient } from '../../cli/client.ts';
import { parseRegister } from '../../cli/verbs/dataflow-load.ts';
import { CLI_ROLES, type CliRole } from '../../cli/verbs/verb.ts';
import { TocsinError } from '../../domain/errors.ts';
import { toInstant } from '../../domain/time.ts';
import { TOCSIN } from '../../web/command.ts';
import { openMailbox } from './mailbox.ts';
import { type ExerciseOutcome, playExercise } from './play.ts';
import type { Narration } from './stage.ts';

const REGISTER = fileURLToPath(new URL('dataflow.yaml', import.meta.url));
/** 72 hours in six minutes: to be watched on the desk. */
const FIRST_SCALE = 720;

export type ExerciseSetting = { scale: number; say: (line: Narration) => void; signal?: AbortSignal };

/**
 * The exercise of a first start, in the background: quiet, and slow enough that the clocks can be watched on the desk.
 * Resolves when it is over, was stopped, or failed; a failure is one line to `say`, as the start itself stands.
 */
export async function firstExercise(options: {
  dataDir: string;
  say: (line: string) => void;
  signal?: AbortSignal;
}): Promise<void> {
  const { dataDir, say, signal } = options;
  try {
    const setting = { scale: FIRST_SCALE, say: () => undefined, signal };
    const { breachId } = await exerciseHere(requireCredentials(dataDir), setting);
    say(`The exercise has ended. To look at it: ${TOCSIN} show ${breachId}`);
  } catch (error) {
    if (signal?.aborted) return;
    say(`The first exercise stopped: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The stored credentials of the server of this data directory. Throws `unavailable` where none was started yet. */
export function requireCredentials(dataDir: string): Credentials {
  const credentials = readCredentials(dataDir);
  if (credentials !== null) return credentials;
  throw new TocsinError('unavailable', "No Tocsin was started here yet: 'npm start' first.");
}

/** Plays the exercise on a running server, after filling an empty data-flow register with the example. */
export async function exerciseHere(credentials: Credentials, setting: ExerciseSetting): Promise<ExerciseOutcome> {
  const { url, inbox } = credentials;
  if (inbox === null) {
    throw new TocsinError(
      'exercise-has-no-inbox',
      'An exercise mails to a development inbox only, and this start has none.',
    );
  }
  const tokens = requireTokens(credentials);
  const client = createClient({ url, token: tokens.dpo });
  await fillEmptyRegister(client);
  return playExercise({ client, tokens, mailbox: openMailbox(inbox), now: () => toInstant(Date.now()), ...setting });
}

function requireTokens({ tokens }: Credentials): Record<CliRole, string> {
  const missing = CLI_ROLES.find((role) => tokens[role] === undefined);
  if (missing !== undefined)
    throw new TocsinError('unauthenticated', `No ${missing} token is stored here; restart with npm start.`);
  return tokens as Record<CliRole, string>;
}

/** Whether the data-flow register has no system, so that no breach could find out whom it touches. */
export async function isRegisterEmpty(client: Client): Promise<boolean> {
  const { systems } = await client.get<{ systems: { id: string }[] }>('/dataflow');
  return systems.length === 0;
}

/** A register that already holds a company's own systems is left alone. */
export async function fillEmptyRegister(client: Client): Promise<void> {
  if (!(await isRegisterEmpty(client))) return;
  await client.send('PUT', '/dataflow', parseRegister(REGISTER, parse(await readFile(REGISTER, 'utf8'))));
}
