import { awsTags } from '../../aws.ts';
import type { Finding } from '../../finding.ts';
import { makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';

const SOURCE = 'aws-macie';
/** Macie's score, on the scale of a finding. */
const SCORES: Record<number, number> = { 1: 3, 2: 5, 3: 8 };
/** Macie rates how delicate the data is, not who can read it: personal data that anybody can read counts more. */
const SEVERITY_IN_PUBLIC = 9;

export function readMacie(alert: unknown): Finding {
  const at = new Reader(alert);
  const findingId = requireId(at.text('id', { expected: true }), SOURCE, 'id');
  const [account, region] = [at.text('accountId', { expected: true }), at.text('region')];
  const [bucket, object] = [at.at('resourcesAffected.s3Bucket'), at.at('resourcesAffected.s3Object')];
  const type = at.text('type', { expected: true });
  const observedAt = at.instant('createdAt', { expected: true });
  const call = at.at('policyDetails.action.apiCallDetails');
  const severityWord = at.text('severity.description');
  const isPublic = isOpen(bucket, object);
  const isRated = type?.startsWith('SensitiveData:') === true && isPublic;
  const bucketName = bucket.text('name');
  return makeFinding(
    {
      source: SOURCE,
      vendor: 'AWS',
      product: 'Macie',
      findingId,
      // One finding for each object: those of one bucket belong together.
      group: bucketName === null ? findingId : `${account ?? 'unknown-account'}/${bucketName}`,
      firstSeenAt: call.instant('firstSeen') ?? observedAt,
      lastSeenAt: call.instant('lastSeen'),
      observedAt,
      updatedAt: at.instant('updatedAt', { expected: true }),
      severity: isRated ? SEVERITY_IN_PUBLIC : severityWord === null ? scoreOf(at) : null,
      severityWord,
      type,
      title: at.text('title'),
      description: [at.text('description'), isPublic ? 'Anybody can read it.' : null].filter(Boolean).join(' '),
      actor: actorOf(at.at('policyDetails.actor')),
      resources: [
        {
          kind: 'bucket',
          names: [bucketName, bucket.text('arn'), object.text('path')],
          tags: [...awsTags(bucket), ...awsTags(object)],
          dataClasses: dataClassesOf(at.at('classificationDetails.result')),
          account,
          region,
        },
      ],
      count: at.number('count'),
      status: at.flag('archived') === true ? 'archived' : (at.number('count') ?? 1) > 1 ? 'updated' : 'new',
      sample: at.flag('sample') === true,
    },
    at,
  );
}

function scoreOf(at: Reader): number | null {
  const score = at.number('severity.score', { expected: true });
  return score === null ? null : (SCORES[score] ?? null);
}

function isOpen(bucket: Reader, object: Reader): boolean {
  return bucket.text('publicAccess.effectivePermission') === 'PUBLIC' || object.flag('publicAccess') === true;
}

function dataClassesOf(result: Reader): (string | null)[] {
  const found = result
    .objects('sensitiveData')
    .flatMap((each) => [each.text('category'), ...each.objects('detections').map((one) => one.text('type'))]);
  return [...found, ...result.objects('customDataIdentifiers.detections').map((one) => one.text('name'))];
}

function actorOf(actor: Reader) {
  const who = actor.at('userIdentity');
  return {
    users: [
      who.text('iamUser.userName'),
      who.text('assumedRole.arn'),
      who.text('federatedUser.arn'),
      who.text('awsAccount.accountId'),
      who.text('root.arn'),
    ],
    ips: [actor.text('ipAddressDetails.ipAddressV4')],
  };
}
