/** Which embedded servers a start needs, on which ports, and the environment its processes get. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../config/environment.ts';
import { isLoopback } from '../config/loopback.ts';
import { SETTINGS } from '../config/variables.ts';
import { readOrCreateKeyring } from './keys.ts';
import { inbox, inboxAddress } from './mail.ts';
import { mongod } from './mongod.ts';
import { mongodUri } from './mongod-command.ts';
import { choosePorts, isFree, type PortName, type Ports } from './ports.ts';
import { unmaintainedVersion } from './servers.ts';
import type { ChildSpec } from './supervisor.ts';
import { temporal } from './temporal.ts';

/** Web addresses and the database's; one that is not embedded here is undefined. */
export type Addresses = {
  api: string;
  desk: string;
  inbox?: string;
  mongodb?: string;
  slack?: string;
};

export type Composition = {
  /** The environment of the API and the worker. */
  env: NodeJS.ProcessEnv;
  addresses: Addresses;
  servers: { mongod?: ChildSpec; temporal?: ChildSpec; inbox?: ChildSpec };
  /** True when nothing was ever started in this data directory. */
  firstStart: boolean;
};

/** Slack's stand-in listens on loopback and holds no secret; the form is that of a real bot token. */
const slackToken = 'xoxb-embedded';

/** @param lostBy the child that lost a port since the last call; see {@link choosePorts} */
export async function compose(
  environment: Environment,
  given: NodeJS.ProcessEnv,
  say: (line: string) => void,
  lostBy?: string,
): Promise<Composition> {
  const { dataDir, host } = environment;
  const firstStart = !existsSync(join(dataDir, 'ports.json'));
  const needs = {
    mongod: !environment.mongodbUri,
    temporal: !environment.temporal.given,
    inbox: !environment.smtpUrl,
    // Its messages are shown in the inbox; without one they would vanish unseen, so Slack then counts as not set up.
    slack: !environment.slack && !environment.smtpUrl,
  };
  const keyring = environment.keyring ? undefined : await readOrCreateKeyring(dataDir, environment.mongodbUri);
  const ports = await choosePorts(portsFor(needs, given), { dataDir, host, lostBy, say });
  const apiPort = given.TOCSIN_PORT ? environment.port : ports.api;
  if (given.TOCSIN_PORT && !(await isFree(apiPort, host))) {
    throw new Error(
      `Port ${apiPort} on ${host} is taken. Set TOCSIN_PORT to a free one, or unset it to let one be chosen.`,
    );
  }
  const api = `http://${host.includes(':') ? `[${host}]` : host}:${apiPort}`;
  const desk = given.TOCSIN_PUBLIC_URL ? environment.publicUrl : api;
  if (needs.mongod && !isLoopback(host)) warnOfOldMongod(host, say);
  const addresses: Addresses = {
    api,
    desk,
    ...(needs.inbox && { inbox: inboxAddress(dataDir, ports.inbox) }),
    ...(needs.mongod && { mongodb: mongodUri(dataDir) }),
    ...(needs.slack && { slack: `http://127.0.0.1:${ports.slack}/api/` }),
  };
  const env: NodeJS.ProcessEnv = {
    ...given,
    TOCSIN_DATA_DIR: dataDir,
    TOCSIN_HOST: host,
    TOCSIN_PORT: String(apiPort),
    TOCSIN_PUBLIC_URL: desk,
    ...(given.SECOND_FACTOR || !isForThisMachine(host, desk) ? {} : { SECOND_FACTOR: 'optional' }),
    ...(keyring && { TOCSIN_KEYRING: keyring }),
    ...embeddedVariables(needs, ports, addresses, environment, given),
  };
  const slack = needs.slack ? { port: ports.slack, token: slackToken, channels: [channelOf(given)] } : undefined;
  return {
    env,
    addresses,
    firstStart,
    servers: {
      ...(needs.mongod && { mongod: mongod(dataDir) }),
      ...(needs.temporal && {
        temporal: temporal({
          dataDir,
          port: ports.temporal,
          namespace: environment.temporal.namespace,
        }),
      }),
      ...(needs.inbox && { inbox: inbox({ dataDir, smtpPort: ports.smtp, webPort: ports.inbox, slack }) }),
    },
  };
}

/** A version that gets no more corrections should hold nothing that others can reach, be it by way of the API. */
function warnOfOldMongod(host: string, say: (line: string) => void): void {
  const version = unmaintainedVersion('mongod');
  if (version === undefined) return;
  say(
    `Warning: TOCSIN_HOST is ${host}, and the embedded mongod ${version} gets no more security fixes. ` +
      'Put a newer one on PATH or into TOCSIN_MONGOD, or set MONGODB_URI.',
  );
}

/** Where nobody else can come in, the desk opens without a second factor, to be tried out. */
function isForThisMachine(host: string, desk: string): boolean {
  return isLoopback(host) && isLoopback(new URL(desk).hostname);
}

type Needs = { mongod: boolean; temporal: boolean; inbox: boolean; slack: boolean };

function portsFor(needs: Needs, given: NodeJS.ProcessEnv): PortName[] {
  return [
    ...(given.TOCSIN_PORT ? [] : (['api'] as const)),
    ...(needs.inbox ? (['inbox', 'smtp'] as const) : []),
    ...(needs.slack ? (['slack'] as const) : []),
    ...(needs.temporal ? (['temporal'] as const) : []),
  ];
}

const channelOf = (given: NodeJS.ProcessEnv): string => given.SLACK_CHANNEL || SETTINGS.SLACK_CHANNEL.default;

/** Where the embedded servers are. */
function embeddedVariables(
  needs: Needs,
  ports: Ports,
  addresses: Addresses,
  environment: Environment,
  given: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const mail = `smtp://127.0.0.1:${ports.smtp}`;
  return {
    ...(needs.mongod && { MONGODB_URI: addresses.mongodb }),
    ...(needs.temporal && {
      TEMPORAL_ADDRESS: `127.0.0.1:${ports.temporal}`,
      TEMPORAL_NAMESPACE: environment.temporal.namespace,
      TEMPORAL_TLS: 'false',
    }),
    ...(needs.inbox && { SMTP_URL: mail, EXERCISE_SMTP_URL: given.EXERCISE_SMTP_URL || mail }),
    ...(needs.slack && {
      SLACK_BOT_TOKEN: slackToken,
      SLACK_API_URL: addresses.slack,
      SLACK_CHANNEL: channelOf(given),
    }),
  };
}
