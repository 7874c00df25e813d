import { kindOfArn, kindOfAwsType } from './aws.ts';
import type { ResourceKind } from './finding.ts';

/** Words that tools of many vendors call kinds of things by, the more telling ones first. */
const WORDS: [RegExp, ResourceKind][] = [
  [/snapshot|backup|recovery point/, 'snapshot'],
  [/bucket|blob|storage ?account|object store/, 'bucket'],
  [/mailbox|e-?mail/, 'mailbox'],
  [/repositor|\brepo\b/, 'repository'],
  [/database|\bdb\b|\bsql|table|warehouse|dataset|postgres|mysql|mariadb|mongodb/, 'database'],
  [/\bpod\b|deployment|workload|stateful ?set|daemon ?set|namespace/, 'k8s-workload'],
  [/container|\btask\b|image/, 'container'],
  [/cluster/, 'cluster'],
  [/function|lambda|serverless/, 'function'],
  [/volume|\bdisk\b|file ?system/, 'volume'],
  [/virtual ?machine|\bvm\b|instance|compute/, 'instance'],
  [/service ?account|\buser\b|identity|access ?key|credential|principal/, 'identity'],
  [/\brole\b/, 'role'],
  [/tenant|organi[sz]ation/, 'tenant'],
  [/subscription|\bproject\b|cloud ?account|\baccount\b/, 'account'],
  [/document|\bfile\b|folder|\bsite\b/, 'document'],
  [/\bip\b|address/, 'ip'],
  [/network|subnet|\bvpc\b|firewall/, 'network'],
  [/host|server|device|computer|workstation|endpoint|laptop/, 'host'],
  [/application|\bapp\b|saas|service/, 'saas'],
];

/** The kind of a thing by what its tool calls it, else by its name. */
export function kindOfResource(type: string | null, name: string | null = null): ResourceKind {
  if (/^aws/i.test(type ?? '')) return kindOfAwsType(type);
  const words = (type ?? '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_:/.-]+/g, ' ')
    .toLowerCase();
  return WORDS.find(([form]) => form.test(words))?.[1] ?? kindOfArn(name ?? '');
}
