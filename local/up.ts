/** `tocsin up`: everything Tocsin needs on one machine, in one terminal, until Ctrl-C. */
import { fileURLToPath } from 'node:url';
import { readEnvironment } from '../config/environment.ts';
import { type Addresses, type Composition, compose } from './compose.ts';
import { AlreadyRunning, type Claim, claimDataDir } from './instance.ts';
import { reapLeftovers } from './reap.ts';
import { stopRequest } from './stop-request.ts';
import { type ChildSpec, Supervisor } from './supervisor.ts';
import { formatTable, type TableRow } from './table.ts';

export type UpOptions = {
  /** True leaves an empty data directory empty: no first exercise. */
  empty: boolean;
};

export type TokenRow = { role: string; user: string; token: string };

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

/** A Node process that sends `{ready: true}` over IPC, and exits on SIGTERM and when the IPC channel closes. */
export type UpProcess = { name: string; entry: string };

export type UpParts = { hooks?: Partial<UpHooks>; processes?: UpProcess[]; env?: NodeJS.ProcessEnv };

const entryOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const ownProcesses: UpProcess[] = [
  { name: 'worker', entry: entryOf('../worker/main.ts') },
  { name: 'api', entry: entryOf('../api/main.ts') },
];

/** Time the API and the worker get to finish what they have in hand, in milliseconds. */
const graceMs = 15_000;

/**
 * Starts everything, prints the table and `Ready in N s`, and stays until a stop is asked for.
 * @returns the exit code: 0 after a clean stop, 1 when something could not be started
 */
export async function up(options: UpOptions, parts: UpParts = {}): Promise<number> {
  const given = parts.env ?? process.env;
  const environment = readEnvironment(given);
  const say = (line: string) => console.log(line);
  // What the servers write is for this user alone.
  process.umask(0o077);
  // A closed terminal must not end the parent before it has stopped its children.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const claim = await claimDataDir(environment.dataDir, say).catch((error) => {
    if (!(error instanceof AlreadyRunning)) throw error;
    console.error(error.message);
  });
  if (!claim) return 1;

  const supervisor = new Supervisor(environment.dataDir, say);
  const stopped = new AbortController();
  const stop = stopRequest(() => {
    say('Ending everything at once.');
    supervisor.kill('SIGKILL');
  });
  try {
    const leftovers = await reapLeftovers(environment.dataDir);
    if (leftovers.length) say(`Ended what a killed start had left behind: ${leftovers.join(', ')}.`);
    const composition = await compose(environment, given, say);
    const running = run(composition, supervisor, { options, parts, claim, say, stopped: stopped.signal });
    running.catch(() => {});
    const reason = await Promise.race([stop.requested, running.then(() => stop.requested)]);
    say(`Stopping (${reason}) …`);
    return 0;
  } catch (error) {
    console.error(`Tocsin did not start. ${error instanceof Error ? error.message : error}`);
    return 1;
  } finally {
    stopped.abort();
    claim.update({ stopping: true });
    await supervisor.stop();
    claim.release();
    stop.dispose();
    say('Stopped.');
  }
}

type Run = { options: UpOptions; parts: UpParts; claim: Claim; say: (line: string) => void; stopped: AbortSignal };

async function run(composition: Composition, supervisor: Supervisor, { options, parts, claim, say, stopped }: Run) {
  const { env, addresses, servers, firstStart } = composition;
  const { hooks = {}, processes = ownProcesses } = parts;
  const start = async (spec: ChildSpec | undefined) => spec && supervisor.start(spec);

  const [tokens] = await Promise.all([
    start(servers.mongod).then(() => hooks.prepare?.(env, addresses) ?? []),
    start(servers.temporal),
  ]);
  await Promise.all([...processes.map((each) => start(nodeChild(each, env))), start(servers.inbox)]);
  claim.update({ address: addresses.desk });
  say(`\n${formatTable(rowsOf(addresses, tokens))}\n`);
  say(`Ready in ${(performance.now() / 1000).toFixed(1)} s`);
  try {
    await hooks.afterReady?.({ options, env, addresses, firstStart, say, stopped });
  } catch (error) {
    if (!stopped.aborted) say(`${error instanceof Error ? error.message : error}`);
  }
}

const nodeChild = ({ name, entry }: UpProcess, env: NodeJS.ProcessEnv): ChildSpec => ({
  name,
  command: process.execPath,
  args: [entry],
  env,
  ready: 'message',
  graceMs,
});

function rowsOf(addresses: Addresses, tokens: TokenRow[]): TableRow[] {
  const { desk, api, inbox, temporalUi, mongodb, slack } = addresses;
  const elsewhere = (variable: string) => `not embedded: ${variable} is set`;
  return [
    { name: 'Desk', value: `${desk}/` },
    { name: 'API', value: api },
    { name: 'Mail inbox', value: inbox ?? elsewhere('SMTP_URL') },
    { name: 'Temporal UI', value: temporalUi ?? elsewhere('a Temporal address or profile') },
    { name: 'MongoDB', value: mongodb ?? elsewhere('MONGODB_URI') },
    { name: 'Slack stand-in', value: slack ?? 'not embedded: SLACK_BOT_TOKEN or SMTP_URL is set' },
    ...tokens.map(({ role, user, token }) => ({ name: `Token ${role}`, value: token, note: user })),
  ];
}
