import type { Said } from '../../envelopes/envelope.ts';
import type { Finding } from '../../finding.ts';
import { isRecord } from '../../json-text.ts';
import { derivedId, makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import type { NotForUs } from '../../source.ts';
import { readVendorTime } from '../../vendor-time.ts';

const SOURCE = 'aws-guardduty';
export const SCAN_RESULT = 'GuardDuty Malware Protection Object Scan Result';
/** GuardDuty's own for what it finds in this way, where it makes a finding of it too. */
const TYPE = 'Object:S3/MaliciousFile';
const SEVERITY = 8;

/** Malware Protection for S3 tells of every object it has looked at, without an id and a time of its own. */
export function isScanResult(alert: unknown): boolean {
  return isRecord(alert) && Object.hasOwn(alert, 'scanResultDetails') && !Object.hasOwn(alert, 'type');
}

export function readScanResult(alert: unknown, said: readonly Said[]): Finding | NotForUs {
  const at = new Reader(alert);
  const status = at.text('scanResultDetails.scanResultStatus', { expected: true });
  if (status !== null && status !== 'THREATS_FOUND') return { notForUs: `The scan ended with ${status}.` };
  const object = at.at('s3ObjectDetails');
  const [bucket, key] = [object.text('bucketName', { expected: true }), object.text('objectKey', { expected: true })];
  const id = derivedId([bucket, key, object.text('versionId'), object.text('eTag', { expected: true })]);
  const event = said.find(({ kind }) => kind === 'eventBridge');
  const read = event?.time ? readVendorTime(event.time, {}) : { why: 'is missing' };
  const foundAt = 'at' in read ? read.at : null;
  const threats = at.objects('scanResultDetails.threats').map((threat) => threat.text('name'));
  return makeFinding(
    {
      source: SOURCE,
      vendor: 'AWS',
      product: 'GuardDuty',
      findingId: requireId(id, SOURCE, 's3ObjectDetails'),
      ...{ firstSeenAt: null, lastSeenAt: null, observedAt: foundAt, updatedAt: foundAt },
      severity: SEVERITY,
      type: TYPE,
      title: `Malware was found in an object of ${bucket ?? 'a bucket'}.`,
      description: threats.filter((name) => name !== null).join(', '),
      resources: [{ kind: 'bucket', names: [bucket, bucket === null ? null : `${bucket}/${key ?? ''}`] }],
      count: threats.length,
      sample: false,
    },
    at,
  );
}
