import type { Finding } from '../../finding.ts';
import { SIGNATURE_HEADER, verifySignature } from '../../signature.ts';
import { type AlertSource, readAlert } from '../../source.ts';
import { Envelope, GuardDutyFinding } from './schema.ts';

const NAME = 'aws-guardduty';

/** Amazon GuardDuty, bare findings or in their EventBridge envelope. */
export const awsGuardduty: AlertSource = {
  name: NAME,
  signatureHeader: SIGNATURE_HEADER,
  verify: verifySignature,
  read(alert) {
    const isEnvelope = typeof alert === 'object' && alert !== null && 'detail-type' in alert;
    if (!isEnvelope) return toFinding(readAlert(GuardDutyFinding, alert, NAME));
    const { detail } = readAlert(Envelope, alert, NAME);
    return toFinding(readAlert(GuardDutyFinding, detail, NAME, 'detail'));
  },
};

function toFinding(alert: GuardDutyFinding): Finding {
  return {
    source: NAME,
    findingId: alert.id,
    correlation: `${NAME}/${alert.accountId}/${alert.id}`,
    occurredAt: alert.service?.eventFirstSeen ?? alert.createdAt,
    updatedAt: alert.updatedAt,
    severity: alert.severity,
    type: alert.type,
    title: alert.title,
    resources: touched(alert),
    sample: alert.service?.additionalInfo?.sample === true,
  };
}

/** Every name by which the register may know what was touched, each once, sorted. */
function touched(alert: GuardDutyFinding): string[] {
  const { resource, service } = alert;
  const parts: (Record<string, unknown> | null | undefined)[] = [
    resource?.accessKeyDetails,
    ...(resource?.s3BucketDetails ?? []),
    resource?.instanceDetails,
    resource?.eksClusterDetails,
    resource?.ecsClusterDetails,
    resource?.rdsDbInstanceDetails,
    resource?.rdsLimitlessDbDetails,
    resource?.lambdaDetails,
    service?.action?.awsApiCallAction?.affectedResources,
    ...(service?.detection?.sequence?.resources ?? []),
  ];
  const names = parts.flatMap((part) => Object.entries(part ?? {}).flatMap(([key, v]) => (isName(key, v) ? [v] : [])));
  return [...new Set([alert.accountId, ...names])].sort();
}

const NAMING = /(^|[a-z])(arn|name|id|uid|identifier)$/i;

/** Fields that name a thing; others (`type`, `ownerId` objects, tags) would only be noise in the look-up. */
function isName(key: string, value: unknown): value is string {
  return typeof value === 'string' && (NAMING.test(key) || key.startsWith('AWS::'));
}
