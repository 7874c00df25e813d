import type { AlertSource } from '../../source.ts';
import { SNS_SIGNATURE, TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { readFinding } from './read.ts';
import { isScanResult, readScanResult, SCAN_RESULT } from './scan-result.ts';

/** Amazon GuardDuty: findings, attack sequences and results of scans for malware in S3. */
export const awsGuardduty: AlertSource = {
  name: 'aws-guardduty',
  vendor: 'AWS',
  title: 'Amazon GuardDuty',
  verify: [TOCSIN_SIGNATURE, TOCSIN_SECRET, SNS_SIGNATURE],
  envelopes: ['eventBridge', 'sns', 'sqs', 'cloudEvents', 'kinesis', 'firehose'],
  detailTypes: ['GuardDuty Finding', SCAN_RESULT],
  /** `get-findings` answers with a list. */
  split(body) {
    const found = Object(body) as { Findings?: unknown; findings?: unknown };
    const list = Array.isArray(body) ? body : (found.Findings ?? found.findings);
    return Array.isArray(list) ? list : [body];
  },
  read: (alert, said = []) => (isScanResult(alert) ? readScanResult(alert, said) : readFinding(alert)),
};
