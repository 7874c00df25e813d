import ipaddr from 'ipaddr.js';
import type { ExportedFinding } from './suspicion.ts';

/** What findings name that can be looked for elsewhere: addresses, hosts, accounts, resources. */

export type Named = { kind: 'ip' | 'host' | 'user' | 'process' | 'resource'; value: string };

/** The values of one finding, each once, in the order of its fields. Nothing is made up that it does not name. */
export function namedBy({ detail }: Pick<ExportedFinding, 'detail'>): Named[] {
  if (detail === null) return [];
  const { ips, users, processes, resources } = detail;
  const all: Named[] = [
    ...ips.flatMap((ip) => addressOf(ip) ?? []).map((value) => ({ kind: 'ip' as const, value })),
    ...users.map((value) => ({ kind: 'user' as const, value })),
    ...processes.map((value) => ({ kind: 'process' as const, value })),
    ...resources.flatMap(({ kind, names }) => names.map((name) => resourceOf(kind, name))),
  ];
  return [...new Map(all.map((named) => [`${named.kind} ${named.value}`, named])).values()];
}

const HOSTS = ['host', 'instance', 'ip'];
/** A name of the domain name system: labels with a dot between them, the last one of letters. */
const DOMAIN = /^(?=.{4,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/i;

function resourceOf(kind: string, name: string): Named {
  if (!HOSTS.includes(kind)) return { kind: 'resource', value: name };
  const ip = addressOf(name);
  if (ip !== null) return { kind: 'ip', value: ip };
  return { kind: DOMAIN.test(name) ? 'host' : 'resource', value: name };
}

/** An address in its one form, an IPv4 within an IPv6 as itself; null for what is none. */
function addressOf(text: string): string | null {
  return ipaddr.isValid(text) && !/^\d+$/.test(text) ? ipaddr.process(text).toString() : null;
}

export function isIpv4(address: string): boolean {
  return ipaddr.IPv4.isValid(address);
}

const OCSF_TYPES = {
  host: [1, 'Hostname'],
  ip: [2, 'IP Address'],
  user: [4, 'User Name'],
  process: [9, 'Process Name'],
  resource: [10, 'Resource UID'],
} as const;
const PLACES = { host: 'resources', ip: 'ips', user: 'users', process: 'processes', resource: 'resources' } as const;

/** At most so many; all of them stand with their findings. */
const MOST = 2_000;

/** The same as observables of OCSF: each value once, with the place where it stands. */
export function observablesOf(findings: readonly ExportedFinding[]): Record<string, unknown>[] {
  const all = findings.flatMap(namedBy);
  const each = new Map(all.map((named) => [`${named.kind} ${named.value}`, named]));
  return [...each.values()].slice(0, MOST).map(({ kind, value }) => {
    const [type_id, type] = OCSF_TYPES[kind];
    return { type_id, type, name: `unmapped.findings[].${PLACES[kind]}`, value };
  });
}
