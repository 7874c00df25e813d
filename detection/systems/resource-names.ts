import type { FindingResource, ResourceKind } from '../finding.ts';
import { type Arn, parseArn } from './arn.ts';
import { normalName } from './names.ts';

/**
 * How a name of the register came to match, the most specific first: as the alert has it; as a part of that, such as
 * the bucket in an ARN; by a tag; by a pattern; by a network; by what the thing lies in; by its account or tenant.
 */
export const MATCH_WAYS = ['name', 'part', 'tag', 'pattern', 'network', 'within', 'account'] as const;
export type MatchWay = (typeof MATCH_WAYS)[number];

/** A name under which the register may know a resource, in the form in which names are compared. */
export type SoughtName = { name: string; way: MatchWay };

/** Who acts, and from where, is not what an account holds: for these, the account alone says nothing. */
const WITHOUT_ACCOUNT: readonly ResourceKind[] = ['identity', 'role', 'ip'];
const NESTED: readonly ResourceKind[] = ['k8s-workload', 'container', 'cluster', 'repository', 'database', 'document'];

/** Every name under which the register may know this resource, each once, in its most specific way. */
export function soughtNames(resource: FindingResource): SoughtName[] {
  const { kind, names, tags } = resource;
  const accounts = new Set<string>(resource.account === null ? [] : [resource.account]);
  const sought = names.flatMap((name) => {
    const arn = parseArn(name);
    if (arn?.account) accounts.add(arn.account);
    for (const account of accountsIn(name)) accounts.add(account);
    return [as('name', name), ...(arn === null ? insideName(kind, name) : insideArn(arn)), ...composed(resource, name)];
  });
  sought.push(...tags.map((tag) => as('tag', `tag:${tag}`)), ...tags.flatMap(nameInTag));
  if (!WITHOUT_ACCOUNT.includes(kind)) {
    const isTenant = kind === 'account' || kind === 'tenant';
    for (const account of isTenant ? [...accounts, ...names] : accounts) {
      sought.push(as('account', account), as('account', `account:${account}`), as('account', `tenant:${account}`));
    }
  }
  return mostSpecific(sought);
}

function as(way: MatchWay, name: string): SoughtName {
  return { name: normalName(name), way };
}

/** Amazon keeps the name that people give to a thing in its tag `Name`. */
function nameInTag(tag: string): SoughtName[] {
  const [, name] = /^name=(.+)$/i.exec(tag) ?? [];
  return name === undefined ? [] : [as('tag', name)];
}

function insideArn({ partition, service, account, type, path }: Arn): SoughtName[] {
  if (service === 's3') return bucketNames(path[0] ?? '', partition);
  const parts = [path.join('/'), path.at(-1) ?? ''];
  const within = path.slice(0, -1).map((_, index) => path.slice(0, index + 1).join('/'));
  if (service === 'sts' && type === 'assumed-role') {
    const role = path[0] ?? '';
    return [as('part', role), as('part', `arn:${partition}:iam::${account}:role/${role}`)];
  }
  return [...parts.map((name) => as('part', name)), ...within.map((name) => as('within', name))];
}

function bucketNames(bucket: string, partition = 'aws'): SoughtName[] {
  return [as('part', bucket), as('part', `arn:${partition}:s3:::${bucket}`)];
}

/** Accounts that stand in ids of Azure (`/subscriptions/…`) and Google Cloud (`…/projects/…`). */
function accountsIn(name: string): string[] {
  return [...name.matchAll(/(?:^|\/)(?:subscriptions|projects)\/([\w-]{3,64})(?=\/|$)/gi)].map(([, id = '']) => id);
}

const ADDRESS = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/?#\s]+?)(?::\d{1,5})?(?:[/?#].*)?$/i;
const S3_HOST = /^([a-z0-9.-]{3,63})\.s3[.-](?:[a-z0-9-]+\.)*amazonaws\.com(?:\.cn)?$/i;

/** The host in an address, the bucket in an object's name, the last name of a path, and what these lie in. */
function insideName(kind: ResourceKind, name: string): SoughtName[] {
  const found: SoughtName[] = [];
  const [, scheme, host = ''] = ADDRESS.exec(name) ?? [];
  const isObject = kind === 'bucket' || scheme === 's3' || scheme === 'gs';
  if (isObject) found.push(...bucketNames(host));
  else if (scheme !== undefined || /:\d{1,5}$/.test(name)) found.push(as('part', host));
  const [, bucket] = S3_HOST.exec(host) ?? [];
  if (bucket !== undefined) found.push(...bucketNames(bucket));
  const domain = kind === 'mailbox' || kind === 'identity' ? name.split('@')[1] : undefined;
  if (domain !== undefined) found.push(as('within', domain));
  if (scheme === undefined) found.push(...insidePath(kind, name));
  return found.filter((each) => each.name !== '');
}

function insidePath(kind: ResourceKind, name: string): SoughtName[] {
  const path = name.split('/').filter((segment) => segment !== '');
  if (path.length < 2) return [];
  const last = as('part', path.at(-1) ?? '');
  if (CLOUD_PATH.test(name)) return [last];
  if (!NESTED.includes(kind)) return [];
  const parents = path.slice(0, -1).map((_, index) => as('within', path.slice(0, index + 1).join('/')));
  return kind === 'k8s-workload' || kind === 'container' ? [last, ...parents] : parents;
}

/** Ids of Azure and Google Cloud, which end with the name that people gave. */
const CLOUD_PATH = /^\/{0,2}(subscriptions|projects|organizations|[\w.-]+\.googleapis\.com)\//i;

/** The ARN that a plain name of Amazon has, where enough is known of it. */
function composed({ kind, region, account }: FindingResource, name: string): SoughtName[] {
  if (account === null || !/^\d{12}$/.test(account) || !/^[\w+=,.@-]{1,128}$/.test(name)) return [];
  const iam = { role: 'role', identity: 'user' }[kind as 'role'];
  if (iam !== undefined) return [as('part', `arn:aws:iam::${account}:${iam}/${name}`)];
  const isOfEc2 = kind === 'instance' || kind === 'volume' || kind === 'snapshot';
  return isOfEc2 && region !== null ? [as('part', `arn:aws:ec2:${region}:${account}:${kind}/${name}`)] : [];
}

function mostSpecific(sought: readonly SoughtName[]): SoughtName[] {
  const best = new Map<string, SoughtName>();
  for (const each of sought) {
    const before = best.get(each.name);
    const isBetter = before === undefined || MATCH_WAYS.indexOf(each.way) < MATCH_WAYS.indexOf(before.way);
    if (each.name !== '' && isBetter) best.set(each.name, each);
  }
  return [...best.values()];
}
