import { isRecord } from '../../json-text.ts';
import type { AlertSource } from '../../source.ts';
import { SNS_SIGNATURE, TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { listIn } from '../ocsf/index.ts';
import { readOcsf } from '../ocsf/read.ts';
import { readAsff } from './read.ts';

const NAME = 'aws-securityhub';

/** AWS Security Hub: findings in ASFF, and those in OCSF that its second version sends. */
export const awsSecurityhub: AlertSource = {
  name: NAME,
  vendor: 'AWS',
  title: 'AWS Security Hub',
  verify: [TOCSIN_SIGNATURE, TOCSIN_SECRET, SNS_SIGNATURE],
  envelopes: ['eventBridge', 'sns', 'sqs', 'cloudEvents', 'kinesis', 'firehose'],
  detailTypes: ['Security Hub Findings - Imported', 'Security Hub Findings - Custom Action', 'Findings Imported V2'],
  /** Events and `get-findings` hold lists; the command line writes `Findings`. */
  split: (body) => (isRecord(body) && Array.isArray(body.Findings) ? (body.Findings as unknown[]) : listIn(body)),
  read: (alert) => (isOcsf(alert) ? readOcsf(NAME, alert) : readAsff(NAME, alert)),
};

function isOcsf(alert: unknown): boolean {
  return isRecord(alert) && (Object.hasOwn(alert, 'finding_info') || Object.hasOwn(alert, 'class_uid'));
}
