import { Console } from 'node:console';
import { readEnvironment, requireGiven } from '../../config/environment.ts';
import { toInstant } from '../../domain/time.ts';
import type { Addresses } from '../../local/compose.ts';
import { firstExercise, isRegisterEmpty, requireCredentials } from '../../local/demo/exercise.ts';
import type { TokenRow } from '../../local/start-all.ts';
import { up as startAll, type UpContext } from '../../local/up.ts';
import { TOCSIN } from '../../web/command.ts';
import { createClient } from '../client.ts';
import type { CliRole, Verb } from './verb.ts';

const USERS: Record<CliRole, string> = {
  'alert-source': 'a system that sends alerts',
  responder: 'reports, records, drafts',
  dpo: 'decides, files, closes',
};

export const up: Verb = {
  name: 'up',
  summary: 'start Tocsin with everything it needs, until Ctrl-C (npm start)',
  examples: ['npm start', 'npm start -- --empty'],
  arguments: [],
  options: { empty: { type: 'boolean', describe: 'no exercise on the first start' } },
  role: null,
  async run(input) {
    const { env, options } = input;
    // What the start says goes to stderr, so that stdout has the one document.
    if (options.json === true) globalThis.console = new Console(process.stderr, process.stderr);
    const afterReady = async (context: UpContext) => {
      await sayTheWayIn(context);
      await playOnFirstStart(context);
    };
    const code = await startAll(
      { empty: options.empty === true },
      { env, hooks: { prepare: issueTokens, afterReady } },
    );
    if (code === 0) return { json: { stopped: true }, text: null };
    const detail = 'Tocsin did not start; what was in the way is said above, on stderr.';
    return { json: { error: { code: 'unavailable', detail, field: null } }, text: null, exit: 4 };
  },
};

/** Opens the store for the first time in a start, and makes sure of the people and the tokens of this machine. */
export async function issueTokens(env: NodeJS.ProcessEnv, { api, inbox }: Addresses): Promise<TokenRow[]> {
  const environment = requireGiven(readEnvironment(env), 'keyring', 'mongodbUri');
  // The database driver is loaded here, so that no other verb waits for it.
  const { closeStore } = await import('../../store/store.ts');
  const { openStore } = await import('../../store/open.ts');
  const { migrate } = await import('../../store/migrations/migrate.ts');
  const { prepareCredentials } = await import('../credentials.ts');
  const { preparePeople } = await import('../people.ts');
  const { organisationNow } = await import('../operator.ts');
  const address = { uri: environment.mongodbUri, keyring: environment.keyring };
  await migrate(address, (line) => console.log(line));
  const store = await openStore(address);
  try {
    const now = toInstant(Date.now());
    const organisation = await organisationNow({ store, policyDir: environment.policyDir });
    await preparePeople(store, { organisation, hasInbox: inbox !== undefined, now });
    const rows = await prepareCredentials(store, { dataDir: environment.dataDir, url: api, inbox: inbox ?? null, now });
    return rows.map(({ role, token }) => ({ role, user: USERS[role], token })).reverse();
  } finally {
    await closeStore(store);
  }
}

/** A link signs in as the DPO at once; later, the sign-in page mails one, here into the development inbox. */
async function sayTheWayIn({ env, addresses: { desk, inbox }, say }: UpContext): Promise<void> {
  const { enrolmentLines, issueSignInLink, organisationNow, withOperator } = await import('../operator.ts');
  const { link, code } = await withOperator(env, async (context) =>
    issueSignInLink(context, (await organisationNow(context)).dpo.email),
  );
  say(`Open the desk as the DPO (this link works once, for 10 minutes):\n  ${link}`);
  for (const line of enrolmentLines(code)) say(line);
  say(
    `Later: ${desk}/sign-in mails one${inbox === undefined ? '' : ' into the inbox'}, or ${TOCSIN} sign-in prints one.`,
  );
}

async function playOnFirstStart({ options, env, addresses, firstStart, say, stopped }: UpContext): Promise<void> {
  const { dataDir } = readEnvironment(env);
  const isPlaying = firstStart && !options.empty && addresses.inbox !== undefined;
  if (firstStart && !options.empty && !isPlaying) {
    say('No exercise on this first start: it would need the development inbox.');
  }
  if (!isPlaying) return sayIfRegisterIsEmpty(dataDir, say);
  say('An exercise plays in the background: watch its clocks on the desk. 72 hours pass in 6 minutes.');
  await firstExercise({ dataDir, say, signal: stopped });
}

async function sayIfRegisterIsEmpty(dataDir: string, say: (line: string) => void): Promise<void> {
  const { url, tokens } = requireCredentials(dataDir);
  if (!(await isRegisterEmpty(createClient({ url, token: tokens.dpo ?? '' })))) return;
  say('The data-flow register is empty: until it is loaded, no breach knows whose data it touches or whom to tell.');
  say(`Load yours: ${TOCSIN} dataflow load <file>      an example to copy: local/demo/dataflow.yaml`);
}
