import { awsTags, kindOfArn, kindOfAwsType } from '../../aws.ts';
import type { Finding } from '../../finding.ts';
import { type FoundResource, makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import type { NotForUs } from '../../source.ts';

/** ASFF asks for an offset, and products send times without: nothing is then taken to be later than it was. */
const EARLIEST = { edge: 'earliest' } as const;
const CHECKS = 'Software and Configuration Checks';

/** A finding in the AWS Security Finding Format. */
export function readAsff(source: string, alert: unknown): Finding | NotForUs {
  const at = new Reader(alert);
  const types = [...at.texts('Types'), ...at.texts('FindingProviderFields.Types')];
  const isCheck = at.has('Compliance.Status') || (types.length > 0 && types.every((type) => type.startsWith(CHECKS)));
  if (isCheck) return { notForUs: 'A check of configuration or software tells of no incident.' };
  const findingId = requireId(at.text('Id', { expected: true }), source, 'Id');
  const observedAt = at.instant('CreatedAt', { ...EARLIEST, expected: true });
  const severityWord = at.text('Severity.Label') ?? at.text('FindingProviderFields.Severity.Label');
  const resources = at.objects('Resources');
  const account = at.text('AwsAccountId', { expected: true });
  return makeFinding(
    {
      source,
      vendor: at.text('CompanyName') ?? 'AWS',
      product: at.text('ProductName') ?? 'Security Hub',
      findingId,
      group: `${account ?? 'unknown-account'}/${findingId}`,
      firstSeenAt: at.instant('FirstObservedAt', EARLIEST) ?? observedAt,
      lastSeenAt: at.instant('LastObservedAt', { edge: 'latest' }),
      observedAt,
      updatedAt: at.instant('UpdatedAt', { ...EARLIEST, expected: true }) ?? at.instant('ProcessedAt', EARLIEST),
      severity: severityWord === null ? normalized(at) : null,
      severityWord,
      type: types[0] ?? null,
      title: at.text('Title'),
      description: at.text('Description'),
      actor: actorOf(at, resources),
      resources: resources.flatMap((each) => resourcesOf(each, account)),
      tactics: types.map((type) => /^TTPs\/([^/]+)/.exec(type)?.[1] ?? null),
      count: at.number('Count'),
      status: statusOf(at),
      sample: at.flag('Sample') === true || isMarkedByGuardDuty(at),
    },
    at,
  );
}

/** GuardDuty's samples say so before their titles, which are its own words. */
function isMarkedByGuardDuty(at: Reader): boolean {
  return at.text('ProductName') === 'GuardDuty' && /^\s*\[sample\]/i.test(at.text('Title') ?? '');
}

/** From 0 to 100, where no word stands. */
function normalized(at: Reader): number | null {
  const score = at.number('Severity.Normalized') ?? at.number('FindingProviderFields.Severity.Normalized');
  return score === null ? null : score / 10;
}

function statusOf(at: Reader): Finding['status'] {
  if (at.text('RecordState') === 'ARCHIVED') return 'archived';
  const status = at.text('Workflow.Status');
  if (status === 'RESOLVED') return 'resolved';
  return status === 'SUPPRESSED' ? 'archived' : 'new';
}

/** What `Details` call a thing beside its id, over all types of resources. */
const NAMES = [
  ...['BucketName', 'Name', 'DBInstanceIdentifier', 'DbInstanceArn', 'DBClusterIdentifier', 'Endpoint.Address'],
  ...['FunctionName', 'FunctionArn', 'RoleName', 'UserName', 'PrincipalName', 'ClusterName', 'ClusterArn', 'TableName'],
  ...['TableArn', 'PublicDnsName', 'PublicIp', 'ContainerName', 'ImageName', 'VolumeId', 'DomainName', 'HostName'],
];

function resourcesOf(each: Reader, account: string | null): FoundResource[] {
  const [id, type] = [each.text('Id'), each.text('Type')];
  const place = { account, region: each.text('Region') };
  const details = each.members('Details').map(([, detail]) => detail);
  const byType = kindOfAwsType(type);
  const names = details.flatMap((detail) => [
    ...NAMES.map((name) => detail.text(name)),
    ...detail.texts('IpV4Addresses'),
    ...detail.texts('IpV6Addresses'),
  ]);
  const roles = details.map((detail) => ({
    kind: 'role' as const,
    names: [
      detail.text('IamInstanceProfileArn'),
      detail.text('SessionContext.SessionIssuer.Arn'),
      detail.text('SessionContext.SessionIssuer.UserName'),
    ],
    ...place,
  }));
  return [
    {
      kind: byType === 'other' ? kindOfArn(id ?? '') : byType,
      // The id of an account is `AWS::::Account:<account>`.
      names: [id?.replace(/^AWS::::Account:/, '') ?? null, ...names],
      tags: awsTags(each, 'Tags'),
      dataClasses: dataClassesOf(each.at('DataClassification.Result')),
      ...place,
    },
    ...roles,
  ];
}

function dataClassesOf(result: Reader): (string | null)[] {
  const detected = result
    .objects('SensitiveData')
    .flatMap((each) => [each.text('Category'), ...each.objects('Detections').map((one) => one.text('Type'))]);
  return [...detected, ...result.objects('CustomDataIdentifiers.Detections').map((one) => one.text('Name'))];
}

function actorOf(at: Reader, resources: readonly Reader[]) {
  const action = at.at('Action');
  const calls = ['AwsApiCallAction', 'NetworkConnectionAction', 'PortProbeAction'].map((name) => action.at(name));
  const keys = resources.map((each) => each.at('Details.AwsIamAccessKey'));
  return {
    users: keys.map((key) => key.text('UserName') ?? key.text('PrincipalName') ?? key.text('PrincipalId')),
    ips: [...calls.map((call) => call.text('RemoteIpDetails.IpAddressV4')), at.text('Network.SourceIpV4')],
    processes: [at.text('Process.Path') ?? at.text('Process.Name')],
  };
}
