/** The order in which `tocsin up` starts servers and processes, and what it does where a port was lost meanwhile. */
import type { Environment } from '../config/environment.ts';
import { type Addresses, type Composition, compose } from './compose.ts';
import { PortTaken } from './ports.ts';
import type { ChildSpec, Supervisor } from './supervisor.ts';

export type TokenRow = { role: string; user: string; token: string };

/** A Node process that sends `{ready: true}` over IPC, and exits on SIGTERM and when the IPC channel closes. */
export type UpProcess = { name: string; entry: string };

type Setting = {
  environment: Environment;
  given: NodeJS.ProcessEnv;
  /** The API and the worker. */
  processes: UpProcess[];
  /** Runs once MongoDB is up and before the processes start; its rows end the table. */
  prepare?: (env: NodeJS.ProcessEnv, addresses: Addresses) => Promise<TokenRow[]>;
  say: (line: string) => void;
  /** Aborted when the stop begins. */
  stopped: AbortSignal;
};

type Started = Omit<Composition, 'servers'> & { tokens: TokenRow[] };

/** Time the API and the worker get to finish what they have in hand, in milliseconds. */
const graceMs = 15_000;

/** So often all is started again with another port when a program took one between the choice and the start. */
const mostTries = 5;

/** @param supervise gives a new supervisor for each try; the last one's children are those that run */
export async function startAll(setting: Setting, supervise: () => Supervisor): Promise<Started> {
  const { environment, given, say, stopped } = setting;
  let isFirst: boolean | undefined;
  let lostBy: string | undefined;
  for (let tries = 1; ; tries++) {
    stopped.throwIfAborted();
    const supervisor = supervise();
    const { servers, ...composed } = await compose(environment, given, say, lostBy);
    isFirst ??= composed.firstStart;
    try {
      const tokens = await start({ servers, ...composed }, supervisor, setting);
      return { ...composed, firstStart: isFirst, tokens };
    } catch (error) {
      if (!(error instanceof PortTaken) || tries === mostTries) throw error;
      say(`${error.message} Everything is started again, with another port for it.`);
      lostBy = error.child;
      await supervisor.stop();
    }
  }
}

async function start(composition: Composition, supervisor: Supervisor, setting: Setting): Promise<TokenRow[]> {
  const { env, addresses, servers } = composition;
  const run = async (spec: ChildSpec | undefined) => spec && supervisor.start(spec);
  const prepared = run(servers.mongod).then(() => setting.prepare?.(env, addresses) ?? []);
  const temporal = run(servers.temporal);
  // What is prepared goes into the database: it must have ended before that stops and another try begins.
  await Promise.allSettled([prepared, temporal]);
  const [tokens] = await Promise.all([prepared, temporal]);
  const processes = setting.processes.map((each) => run(nodeChild(each, env)));
  await Promise.all([...processes, run(servers.inbox)]);
  return tokens;
}

const nodeChild = ({ name, entry }: UpProcess, env: NodeJS.ProcessEnv): ChildSpec => ({
  name,
  command: process.execPath,
  args: [entry],
  env,
  ready: 'message',
  graceMs,
});
