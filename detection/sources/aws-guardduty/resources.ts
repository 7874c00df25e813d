import { awsTags, kindOfArn, kindOfAwsType } from '../../aws.ts';
import type { ResourceKind } from '../../finding.ts';
import type { FoundResource } from '../../make-finding.ts';
import type { Reader } from '../../reader.ts';
import { containerResources } from './containers.ts';

type Place = { account: string | null; region: string | null };

/** What a finding touched, each thing with every name it is given; the account where nothing else is named. */
export function resourcesOf(at: Reader, account: string | null): FoundResource[] {
  const place = { account, region: at.text('region') };
  const resource = at.at('resource');
  const found = [
    ...resource.objects('s3BucketDetails').map((bucket) => bucketOf(bucket, place)),
    ...instanceOf(resource.at('instanceDetails'), place),
    ...containerResources(resource, place),
    ...databasesOf(resource, place),
    ...functionOf(resource.at('lambdaDetails'), place),
    ...volumesOf(resource, place),
    ...callerOf(resource.at('accessKeyDetails'), place),
    ...affected(at, place),
    ...at.objects('service.detection.sequence.resources').map((each) => inSequence(each, place)),
  ].filter(({ names, tags = [] }) => names.some((name) => name) || tags.length > 0);
  return found.length > 0 ? found : [{ kind: 'account', names: [account], ...place }];
}

function bucketOf(bucket: Reader, place: Place): FoundResource {
  return { kind: 'bucket', names: [bucket.text('name'), bucket.text('arn')], tags: awsTags(bucket), ...place };
}

function instanceOf(instance: Reader, place: Place): FoundResource[] {
  const interfaces = instance.objects('networkInterfaces');
  const addresses = interfaces.flatMap((each) => [
    each.text('publicDnsName'),
    each.text('publicIp'),
    each.text('privateDnsName'),
    each.text('privateIpAddress'),
    ...each.objects('privateIpAddresses').flatMap((own) => [own.text('privateDnsName'), own.text('privateIpAddress')]),
    ...each.texts('ipv6Addresses'),
  ]);
  const names = [instance.text('instanceId'), instance.text('outpostArn'), ...addresses];
  const profile = instance.text('iamInstanceProfile.arn');
  return [
    { kind: 'instance', names, tags: awsTags(instance), ...place },
    { kind: 'role', names: [profile], ...place },
  ];
}

function databasesOf(resource: Reader, place: Place): FoundResource[] {
  const [rds, shards] = [resource.at('rdsDbInstanceDetails'), resource.at('rdsLimitlessDbDetails')];
  const names = (at: Reader, ...keys: string[]) => keys.map((key) => at.text(key));
  const database = resource.text('rdsDbUserDetails.database');
  return [
    {
      kind: 'database',
      names: [...names(rds, 'dbInstanceIdentifier', 'dbInstanceArn', 'dbClusterIdentifier', 'dbiResourceId'), database],
      tags: awsTags(rds),
      ...place,
    },
    {
      kind: 'database',
      names: names(shards, 'dbShardGroupIdentifier', 'dbShardGroupArn', 'dbClusterIdentifier'),
      tags: awsTags(shards),
      ...place,
    },
  ];
}

function functionOf(lambda: Reader, place: Place): FoundResource[] {
  return [
    {
      kind: 'function',
      names: [lambda.text('functionName'), lambda.text('functionArn')],
      tags: awsTags(lambda),
      ...place,
    },
    { kind: 'role', names: [lambda.text('role')], ...place },
  ];
}

function volumesOf(resource: Reader, place: Place): FoundResource[] {
  const volumes = ['scannedVolumeDetails', 'skippedVolumeDetails'].flatMap((list) =>
    resource.objects(`ebsVolumeDetails.${list}`),
  );
  return [
    ...volumes.flatMap((volume): FoundResource[] => [
      { kind: 'volume', names: [volume.text('volumeArn')], ...place },
      { kind: 'snapshot', names: [volume.text('snapshotArn')], ...place },
    ]),
    { kind: 'snapshot', names: [resource.text('ebsSnapshotDetails.snapshotArn')], ...place },
    { kind: 'other', names: [resource.text('ec2ImageDetails.imageArn')], ...place },
    { kind: 'snapshot', names: [resource.text('recoveryPointDetails.recoveryPointArn')], ...place },
  ];
}

/** Who called: a role where GuardDuty says so, whose user name is that of the role. */
function callerOf(key: Reader, place: Place): FoundResource[] {
  const kind: ResourceKind = key.text('userType') === 'AssumedRole' ? 'role' : 'identity';
  return [{ kind, names: [key.text('userName'), key.text('principalId'), key.text('accessKeyId')], ...place }];
}

/** Resources of a call by their CloudFormation type, such as `AWS::S3::Bucket`. */
function affected(at: Reader, place: Place): FoundResource[] {
  return at.members('service.action.awsApiCallAction.affectedResources').map(([type, name]) => ({
    kind: kindOfAwsType(type),
    names: name.texts(''),
    ...place,
  }));
}

/** One thing that an attack sequence ran through; accounts and regions may differ within it. */
function inSequence(each: Reader, place: Place): FoundResource {
  const [uid, name, type] = [each.text('uid'), each.text('name'), each.text('resourceType')];
  const data = each.at('data');
  const byType = kindOfAwsType(type);
  const addresses = ['publicIp', 'privateDnsName', 'privateIpAddress'].map((key) =>
    data.text(`ec2NetworkInterface.${key}`),
  );
  return {
    kind: byType === 'other' ? kindOfArn(uid ?? '') : byType,
    names: [
      ...[name, uid, ...addresses, data.text('accessKey.userName'), data.text('accessKey.principalId')],
      ...[data.text('eksCluster.arn'), workloadIn(name, data)],
    ],
    tags: awsTags(each),
    account: each.text('accountId') ?? place.account,
    region: each.text('region') ?? place.region,
  };
}

function workloadIn(name: string | null, data: Reader): string | null {
  const namespace = data.text('kubernetesWorkload.namespace');
  return namespace === null || name === null ? null : `${namespace}/${name}`;
}
