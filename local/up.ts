/** `tocsin up`: everything Tocsin needs on one machine, in one terminal, until Ctrl-C. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Environment, readEnvironment } from '../config/environment.ts';
import { TocsinError } from '../domain/errors.ts';
import type { Addresses } from './compose.ts';
import { fullDiskText } from './disk.ts';
import { AlreadyRunning, claimDataDir } from './instance.ts';
import { reapLeftovers } from './reap.ts';
import { startAll, type TokenRow, type UpProcess } from './start-all.ts';
import { stopRequest } from './stop-request.ts';
import { Supervisor } from './supervisor.ts';
import { formatTable, type TableRow } from './table.ts';

export type UpOptions = {
  /** True leaves an empty data directory empty: no first exercise. */
  empty: boolean;
};

export type UpContext = {
  options: UpOptions;
  /** The environment the API and the worker got. */
  env: NodeJS.ProcessEnv;
  addresses: Addresses;
  /** True when nothing was ever started in this data directory. */
  firstStart: boolean;
  say(line: string): void;
  /** Aborted when the stop begins. */
  stopped: AbortSignal;
};

export type UpHooks = {
  /** Runs once MongoDB is up and before the API and the worker start; its rows end the table. */
  prepare(env: NodeJS.ProcessEnv, addresses: Addresses): Promise<TokenRow[]>;
  /** Runs after the line `Ready in N s`; what it throws is said, and the servers go on. */
  afterReady(context: UpContext): Promise<void>;
};

export type UpParts = { hooks?: Partial<UpHooks>; processes?: UpProcess[]; env?: NodeJS.ProcessEnv };

const entryOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const ownProcesses: UpProcess[] = [
  { name: 'worker', entry: entryOf('../worker/main.ts') },
  { name: 'api', entry: entryOf('../api/main.ts') },
];

/**
 * Starts everything, prints the table and `Ready in N s`, and stays until a stop is asked for.
 * @returns the exit code: 0 after a clean stop, 1 when something could not be started or cannot go on
 */
export async function up(options: UpOptions, parts: UpParts = {}): Promise<number> {
  const { env: given = process.env, hooks = {}, processes = ownProcesses } = parts;
  const environment = readEnvironment(given);
  const { dataDir } = environment;
  const say = (line: string) => console.log(line);
  // What the servers write is for this user alone.
  process.umask(0o077);
  // A closed terminal must not end the parent before it has stopped its children.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const claim = await claimDataDir(dataDir, say).catch((error) => {
    console.error(error instanceof AlreadyRunning ? error.message : didNotStart(error, dataDir));
  });
  if (!claim) return 1;

  const stopped = new AbortController();
  const failed = Promise.withResolvers<never>();
  const current: { supervisor?: Supervisor } = {};
  const supervise = () => {
    current.supervisor = new Supervisor(dataDir, say, failed.reject);
    return current.supervisor;
  };
  const stop = stopRequest(() => {
    say('Ending everything at once.');
    current.supervisor?.kill('SIGKILL');
  });
  const run = async () => {
    const setting = { environment, given, processes, prepare: hooks.prepare, say, stopped: stopped.signal };
    const { env, addresses, firstStart, tokens } = await startAll(setting, supervise).catch((error) => {
      throw new Error(`${didNotStart(error, dataDir)}${keysText(error, environment)}`);
    });
    claim.update({ address: addresses.desk });
    say(`\n${formatTable(rowsOf(addresses, tokens))}\n`);
    say(`Ready in ${(performance.now() / 1000).toFixed(1)} s`);
    await hooks.afterReady?.({ options, env, addresses, firstStart, say, stopped: stopped.signal }).catch((error) => {
      if (!stopped.signal.aborted) say(messageOf(error));
    });
    return stop.requested;
  };
  try {
    const leftovers = await reapLeftovers(dataDir);
    if (leftovers.length) say(`Ended what a killed start had left behind: ${leftovers.join(', ')}.`);
    const reason = await Promise.race([stop.requested, failed.promise, run()]);
    say(`Stopping (${reason}) …`);
    return 0;
  } catch (error) {
    console.error(messageOf(error));
    return 1;
  } finally {
    stopped.abort();
    claim.update({ stopping: true });
    await current.supervisor?.stop();
    claim.release();
    stop.dispose();
    say('Stopped.');
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const didNotStart = (error: unknown, dataDir: string): string =>
  `Tocsin did not start. ${messageOf(error)}${fullDiskText(dataDir, error)}`;

/** Who starts it this way may never have heard of the variable that its keys go by. */
function keysText(error: unknown, { keyring, dataDir }: Environment): string {
  const isOurs = error instanceof TocsinError && error.field === 'TOCSIN_KEYRING' && keyring === null;
  return isOurs ? ` It was read from ${join(dataDir, 'keys.json')}.` : '';
}

function rowsOf(addresses: Addresses, tokens: TokenRow[]): TableRow[] {
  const { desk, api, inbox, mongodb, slack } = addresses;
  const elsewhere = (variable: string) => `not embedded: ${variable} is set`;
  return [
    { name: 'Desk', value: `${desk}/` },
    { name: 'API', value: api },
    { name: 'Mail inbox', value: inbox ?? elsewhere('SMTP_URL') },
    { name: 'MongoDB', value: mongodb ?? elsewhere('MONGODB_URI') },
    { name: 'Slack stand-in', value: slack ?? 'not embedded: SLACK_BOT_TOKEN or SMTP_URL is set' },
    ...tokens.map(({ role, user, token }) => ({ name: `Token ${role}`, value: token, note: user })),
  ];
}
