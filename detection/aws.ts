import type { ResourceKind } from './finding.ts';
import type { Reader } from './reader.ts';
import { parseArn } from './systems/arn.ts';

/** What services of Amazon have in common in their alerts. */

const KINDS: [RegExp, ResourceKind][] = [
  [/^(s3bucket|s3object|s3accesspoint|s3|s3express.*)$/, 'bucket'],
  [/^(ec2instance|instance|ssmmanagedinstance|lightsailinstance)$/, 'instance'],
  [/(snapshot|recoverypoint|backup)/, 'snapshot'],
  [/^(ec2|ebs)?volume|^efs|filesystem/, 'volume'],
  [/^(rds|redshift|dynamodb|docdb|neptune|elasticache|opensearch|elasticsearch|athena|es)/, 'database'],
  [/^lambda/, 'function'],
  [/^(ecstask|container|ecrcontainerimage|ecrrepository)/, 'container'],
  [/^(kubernetes|k8s|eks).*(workload|pod|deployment)|^kubernetesworkload/, 'k8s-workload'],
  [/^(eks|ecs|kubernetes)/, 'cluster'],
  [/^(iamrole|role|stsassumedrole|iaminstanceprofile|instanceprofile)/, 'role'],
  [/^(iamuser|iamaccesskey|accesskey|iamgroup|user|accesskeyid)/, 'identity'],
  [/^(account|organizationsaccount|awsaccount)$/, 'account'],
  [/^(ec2)?(networkinterface|vpc|subnet|securitygroup|internetgateway)/, 'network'],
  [/^codecommit|^codeartifact/, 'repository'],
];

/** The kind behind the name of a type of resource, as `AwsS3Bucket`, `AWS::S3::Bucket` or `S3_BUCKET`. */
export function kindOfAwsType(type: string | null): ResourceKind {
  const plain = (type ?? '').toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const key = plain.replace(/^aws(?!account)/, '');
  return KINDS.find(([form]) => form.test(key))?.[1] ?? 'other';
}

/** The kind of what an ARN names. */
export function kindOfArn(text: string): ResourceKind {
  const arn = parseArn(text);
  if (arn === null) return 'other';
  const byBoth = kindOfAwsType(`${arn.service}${arn.type ?? ''}`);
  return byBoth === 'other' ? kindOfAwsType(arn.type) : byBoth;
}

/** Tags as a list of `key` and `value`, or as an object of them, each as `key=value`. */
export function awsTags(at: Reader, path = 'tags'): string[] {
  if (!Array.isArray(at.at(path).value)) {
    return at.members(path).map(([key, value]) => `${key}=${value.text('') ?? ''}`);
  }
  return at.objects(path).flatMap((tag) => {
    const key = tag.text('key');
    return key === null ? [] : [`${key}=${tag.text('value') ?? ''}`];
  });
}
