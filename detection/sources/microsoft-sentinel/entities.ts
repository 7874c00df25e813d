import type { FoundResource } from '../../make-finding.ts';
import { kindOfAzureId, subscriptionOf } from '../../microsoft.ts';
import type { Reader } from '../../reader.ts';

/** One entity: its kind in lower case without dashes, and its members. */
export type Named = { kind: string; at: Reader };

/** Entities as objects, with what they say under `properties`, or as JSON in a text, as the table has them. */
export function entitiesOf(at: Reader, path: string): Named[] {
  if (!at.has(path)) return [];
  const listed = at.json(path);
  return listed.objects('').map((entity) => ({
    kind: (entity.text('kind') ?? entity.text('type') ?? '').replaceAll('-', '').toLowerCase(),
    at: entity.has('properties') ? entity.at('properties') : entity,
  }));
}

const texts = (at: Reader, ...paths: string[]) => paths.map((path) => at.text(path));
const of = (named: Named[], ...kinds: string[]) => named.filter(({ kind }) => kinds.includes(kind)).map(({ at }) => at);

/** Who acted: accounts, senders, addresses, processes. */
export function actorsIn(named: Named[]) {
  const messages = of(named, 'mailmessage');
  return {
    users: [
      ...of(named, 'account').map((at) => accountNames(at)[0]),
      ...messages.map((at) => at.text('sender') ?? at.text('p1Sender')),
    ],
    ips: [...of(named, 'ip').map((at) => at.text('address')), ...messages.map((at) => at.text('senderIP'))],
    processes: of(named, 'process').map((at) => at.text('imageFile.name') ?? at.text('commandLine')),
  };
}

/** What was touched: entities of things, and resources of Azure by their ids. */
export function resourcesIn(named: Named[], ids: (string | null)[]): FoundResource[] {
  return [
    ...of(named, 'account').map((at) => ({ kind: 'identity' as const, names: accountNames(at) })),
    ...of(named, 'host').map(hostOf),
    ...of(named, 'azureresource').map((at) => azure(at.text('resourceId'))),
    ...of(named, 'cloudapplication').map((at) => ({
      kind: 'saas' as const,
      names: texts(at, 'appName', 'name', 'instanceName', 'appId'),
    })),
    ...of(named, 'mailbox').map((at) => ({
      kind: 'mailbox' as const,
      names: texts(at, 'mailboxPrimaryAddress', 'upn'),
    })),
    ...of(named, 'mailmessage').map((at) => ({ kind: 'mailbox' as const, names: [at.text('recipient')] })),
    ...of(named, 'iotdevice').map((at) => ({ kind: 'host' as const, names: texts(at, 'deviceName', 'deviceId') })),
    ...ids.map(azure),
  ];
}

function accountNames(at: Reader): (string | null)[] {
  const name = at.text('accountName') ?? at.text('name');
  const [suffix = null, domain = null] = texts(at, 'upnSuffix', 'ntDomain');
  const upn = name === null || suffix === null ? null : `${name}@${suffix}`;
  const windows = name === null || domain === null ? name : `${domain}\\${name}`;
  return [upn ?? windows, windows, ...texts(at, 'aadUserId', 'sid')];
}

function hostOf(at: Reader): FoundResource {
  const [name = null, domain = null, azureId = null] = texts(at, 'hostName', 'dnsDomain', 'azureID');
  const whole = name === null || domain === null ? null : `${name}.${domain}`;
  return {
    kind: azureId === null ? 'host' : 'instance',
    names: [whole, ...texts(at, 'fqdn', 'hostName', 'netBiosName'), azureId, at.text('omsAgentID')],
    account: subscriptionOf(azureId),
  };
}

function azure(id: string | null): FoundResource {
  return { kind: kindOfAzureId(id), names: [id], account: subscriptionOf(id) };
}
