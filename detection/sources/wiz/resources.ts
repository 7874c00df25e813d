import type { Finding, ResourceKind } from '../../finding.ts';
import type { FoundResource } from '../../make-finding.ts';
import type { Reader } from '../../reader.ts';

/** Wiz writes its times in UTC; collectors leave the offset out. */
export const UTC = { zone: 'utc' } as const;

const KINDS: [RegExp, ResourceKind][] = [
  [/^(bucket|storage(account)?|objectstore)/, 'bucket'],
  [/^virtualmachineimage|^containerimage/, 'other'],
  [/^virtualmachine/, 'instance'],
  [/^(database|dbserver|datawarehouse|datastore|nosql)/, 'database'],
  [/snapshot|backup/, 'snapshot'],
  [/volume|^filesystem/, 'volume'],
  [/^(serverless|function)/, 'function'],
  [/^(pod|deployment|daemonset|statefulset|replicaset|cronjob|job|kubernetesworkload)/, 'k8s-workload'],
  [/^(kubernetescluster|cluster)/, 'cluster'],
  [/^container/, 'container'],
  [/role/, 'role'],
  [/^(useraccount|user|serviceaccount|identity|accesskey|group)/, 'identity'],
  [/^(subscription|account|project|organization)/, 'account'],
  [/^(repository|codebranch)/, 'repository'],
  [/^(virtualnetwork|subnet|networkinterface|securitygroup|loadbalancer)/, 'network'],
  [/^(endpoint|domain|host|webservice)/, 'host'],
  [/^networkaddress/, 'ip'],
];

/** The kind behind a type of Wiz, as `VIRTUAL_MACHINE` or `virtualMachine`. */
function kindOf(type: string | null): ResourceKind {
  const key = (type ?? '').toLowerCase().replaceAll(/[^a-z]/g, '');
  return KINDS.find(([form]) => form.test(key))?.[1] ?? 'other';
}

/** A thing with every name of it: Wiz's, the cloud's, and that which people gave. */
export function resourceOf(at: Reader, account: string | null = null): FoundResource {
  const names = ['name', 'externalId', 'providerUniqueId', 'providerId', 'id'];
  const accounts = ['subscriptionExternalId', 'subscriptionId', 'cloudAccount.externalId'];
  return {
    kind: kindOf(at.text('type') ?? at.text('nativeType')),
    names: names.map((name) => at.text(name)),
    account: accounts.map((path) => at.text(path)).find((id) => id !== null) ?? account,
    region: at.text('region'),
    tags: tagsOf(at),
  };
}

function tagsOf(at: Reader): string[] {
  if (!at.has('tags')) return [];
  return at.members('tags').flatMap(([key, value]) => {
    const text = value.text('');
    return text === null ? [] : [`${key}=${text}`];
  });
}

/** `REJECTED` is what somebody set aside as no issue. */
export function statusOf(status: string | null, change: string | null): Finding['status'] {
  const word = status?.toUpperCase() ?? '';
  if (word === 'RESOLVED') return 'resolved';
  if (word === 'REJECTED') return 'archived';
  return word === 'IN_PROGRESS' || /^updated$/i.test(change ?? '') ? 'updated' : 'new';
}
