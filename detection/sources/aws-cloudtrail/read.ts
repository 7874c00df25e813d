import { kindOfArn, kindOfAwsType } from '../../aws.ts';
import type { Finding } from '../../finding.ts';
import { type FoundResource, makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import type { NotForUs } from '../../source.ts';
import { type Effect, effectOf, meaningOf, TACTICS } from './calls.ts';

const SOURCE = 'aws-cloudtrail';

/** CloudTrail rates nothing. What is open to all weighs most; what others may reach, next; a refused call little. */
const SEVERITY = { all: 9, others: 8, effect: 5, refused: 3 };
type Reach = 'all' | 'others' | null;

export function readCall(alert: unknown): Finding | NotForUs {
  const at = new Reader(alert);
  const [eventSource, eventName] = [at.text('eventSource'), at.text('eventName')];
  if (at.has('insightDetails')) return { notForUs: 'An insight counts calls and tells of none by itself.' };
  const id = at.text('eventID', { expected: true }) ?? at.text('requestID');
  if (eventSource === null || eventName === null) requireId(null, SOURCE, 'eventName');
  const effect = effectOf(eventSource ?? '', eventName ?? '');
  if (effect === null) return { notForUs: `The call ${eventName} of ${eventSource} tells of nothing by itself.` };
  const isRoot = at.text('userIdentity.type') === 'Root';
  if (effect === 'root' && !isRoot)
    return { notForUs: 'A sign-in of another user than root tells of nothing by itself.' };

  const findingId = requireId(id, SOURCE, 'eventID');
  const time = at.instant('eventTime', { expected: true });
  const reach = reachOf(at, effect);
  const refused = refusalOf(at);
  const account = at.text('recipientAccountId') ?? at.text('userIdentity.accountId');
  const says = `${eventName} ${meaningOf(effect)}${reach === 'all' ? ', for all' : ''}`;
  return makeFinding(
    {
      source: SOURCE,
      vendor: 'AWS',
      product: 'CloudTrail',
      findingId,
      ...{ firstSeenAt: time, lastSeenAt: time, observedAt: time, updatedAt: time },
      severity: refused === null ? SEVERITY[reach ?? 'effect'] : SEVERITY.refused,
      type: `${refused === null ? effect : 'refused'}:${eventSource?.replace(/\.amazonaws\.com.*/, '')}/${eventName}`,
      title: refused === null ? `${says}.` : `${says}: refused with ${refused}.`,
      description: at.text('errorMessage'),
      actor: {
        users: [at.text('userIdentity.arn') ?? at.text('userIdentity.userName') ?? at.text('userIdentity.principalId')],
        ips: [at.text('sourceIPAddress')],
      },
      resources: resourcesOf(at, account),
      tactics: [TACTICS[effect]],
      sample: false,
    },
    at,
  );
}

/** Why nothing came of a call; a sign-in that fails has no error code. */
function refusalOf(at: Reader): string | null {
  const code = at.text('errorCode');
  if (code !== null || at.text('responseElements.ConsoleLogin') !== 'Failure') return code;
  return at.text('errorMessage') ?? 'Failure';
}

/** Whom a call lets in: everybody, another account, or nobody new as far as it says. */
function reachOf(at: Reader, effect: Effect): Reach {
  if (effect === 'opens') return 'all';
  if (effect !== 'shares') return null;
  const asked = at.at('requestParameters');
  if (isShutting(asked)) return null;
  const given = JSON.stringify(asked.value ?? '').replaceAll('\\', '');
  const isForAll =
    /"(AWS|Principal)":\s*(\["\*"|"\*")|AllUsers|AuthenticatedUsers|"group":\s*"all"|"publiclyAccessible":\s*true|"x-amz-acl":\s*\[?"(public|authenticated)-read/i;
  if (isForAll.test(given) || asked.texts('valuesToAdd').includes('all')) return 'all';
  if (asked.text('authType') === 'NONE' || given.includes('"principal":"*"')) return 'all';
  const isForOthers =
    asked.has('valuesToAdd') || asked.has('createVolumePermission.add') || asked.has('launchPermission.add');
  return isForOthers || asked.has('accountWithRestoreAccess') || asked.has('granteePrincipal') ? 'others' : null;
}

/** A block of all four kinds guards a bucket; one that leaves a kind out opens it no more than before. */
function isShutting(asked: Reader): boolean {
  const block = asked.at('PublicAccessBlockConfiguration');
  return (
    block.value !== undefined && ['BlockPublicAcls', 'BlockPublicPolicy'].every((name) => block.flag(name) === true)
  );
}

/** What a call names in its parameters, by the kind that the name of the parameter says. */
const PARAMETERS: Record<string, FoundResource['kind']> = {
  bucketName: 'bucket',
  dBSnapshotIdentifier: 'snapshot',
  dBClusterSnapshotIdentifier: 'snapshot',
  sourceDBSnapshotIdentifier: 'snapshot',
  imageId: 'snapshot',
  snapshotId: 'snapshot',
  snapshotIdentifier: 'snapshot',
  dBInstanceIdentifier: 'database',
  dBClusterIdentifier: 'database',
  clusterIdentifier: 'database',
  tableName: 'database',
  tableArn: 'database',
  sourceArn: 'database',
  volumeId: 'volume',
  instanceId: 'instance',
  functionName: 'function',
  repositoryName: 'repository',
  roleName: 'role',
  userName: 'identity',
  secretId: 'other',
  keyId: 'other',
  queueUrl: 'other',
  topicArn: 'other',
  backupVaultName: 'snapshot',
  resourceArn: 'other',
};

function resourcesOf(at: Reader, account: string | null): FoundResource[] {
  const place = { account, region: at.text('awsRegion') };
  const asked = at.at('requestParameters');
  const named = Object.entries(PARAMETERS).map(
    ([key, kind]): FoundResource => ({ kind, names: [asked.text(key)], ...place }),
  );
  const listed = at.objects('resources').map((each): FoundResource => {
    const arn = each.text('ARN');
    const byType = kindOfAwsType(each.text('type'));
    return {
      kind: byType === 'other' ? kindOfArn(arn ?? '') : byType,
      names: [arn],
      ...place,
      account: each.text('accountId') ?? account,
    };
  });
  const issuer = at.at('userIdentity.sessionContext.sessionIssuer');
  const caller: FoundResource = { kind: 'role', names: [issuer.text('arn'), issuer.text('userName')], ...place };
  const touched = [...named, ...listed].filter(({ names }) => names.some((name) => name));
  return [...(touched.length > 0 ? touched : [{ kind: 'account' as const, names: [account], ...place }]), caller];
}
