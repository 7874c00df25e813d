/**
 * Which port each embedded server but mongod, which has none, listens on: the same one at every start, another one when
 * it is taken.
 */
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { writeWhole } from './whole-file.ts';

/** Preferred ports. */
export const preferredPorts = {
  api: 8300,
  inbox: 8325,
  smtp: 8326,
  slack: 8327,
  temporal: 8333,
} as const;

export type PortName = keyof typeof preferredPorts;
export type Ports = Record<PortName, number>;

/** A child ended while it started because another program listens on one of its ports. */
export class PortTaken extends Error {
  readonly child: string;
  constructor(child: string) {
    super(`Another program took a port of ${child} at the same moment.`);
    this.child = child;
  }
}

/** Whether that is why a program ended, by what it wrote before; Node and Go word it alike. */
export const tellsPortTaken = (log: string): boolean => /EADDRINUSE|address already in use/i.test(log);

/** What each child listens on. */
const portsOfChild: Record<string, readonly PortName[]> = {
  temporal: ['temporal'],
  inbox: ['inbox', 'smtp', 'slack'],
  api: ['api'],
};

type Choice = {
  dataDir: string;
  /** Where the API will listen; all others listen on loopback. */
  host?: string;
  /** A child that lost one of its ports since they were last chosen: it gets others, whoever has them now. */
  lostBy?: string;
  /** Told in one line about each port that had to change. */
  say: (line: string) => void;
};

/**
 * Chooses a free port for each name and remembers the choice in `ports.json`. Until its server listens, another program
 * can take it: the server then ends, which makes {@link PortTaken}.
 */
export async function choosePorts(names: readonly PortName[], choice: Choice): Promise<Ports> {
  const { dataDir, host = '127.0.0.1', lostBy = '', say } = choice;
  const file = join(dataDir, 'ports.json');
  const ports: Ports = { ...preferredPorts, ...remembered(file) };
  for (const name of names) {
    const address = name === 'api' ? host : '127.0.0.1';
    const wanted = ports[name];
    const others = names.filter((other) => other !== name).map((other) => ports[other]);
    const isLost = portsOfChild[lostBy]?.includes(name) ?? false;
    if (!isLost && !others.includes(wanted) && (await isFree(wanted, address))) continue;
    do ports[name] = await anyFree(address);
    while (others.includes(ports[name]));
    say(`Port ${wanted} (${name}) is taken; using ${ports[name]}.`);
  }
  writeWhole(file, `${JSON.stringify(ports, null, 2)}\n`);
  return ports;
}

function remembered(file: string): Partial<Ports> {
  try {
    const ports: Partial<Ports> = JSON.parse(readFileSync(file, 'utf8'));
    return Object.fromEntries(Object.entries(ports).filter(([, port]) => Number.isInteger(port)));
  } catch {
    return {};
  }
}

/** Whether somebody could listen there at this moment. */
export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * Any free port below 32768: the system gives those above to outgoing connections, so that one of them could be lost
 * between two starts of the same server.
 */
export async function anyFree(host = '127.0.0.1'): Promise<number> {
  for (let tries = 0; tries < 1_000; tries++) {
    const port = randomInt(10_000, 32_000);
    if (await isFree(port, host)) return port;
  }
  throw new Error(`No free port was found on ${host}. Is it an address of this machine?`);
}
