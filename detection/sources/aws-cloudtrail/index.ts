import { isRecord } from '../../json-text.ts';
import type { AlertSource } from '../../source.ts';
import { SNS_SIGNATURE, TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { listIn } from '../ocsf/index.ts';
import { readCall } from './read.ts';

/** AWS CloudTrail: the few calls by which data is opened, shared, taken out or destroyed, or watching is ended. */
export const awsCloudtrail: AlertSource = {
  name: 'aws-cloudtrail',
  vendor: 'AWS',
  title: 'AWS CloudTrail',
  verify: [TOCSIN_SIGNATURE, TOCSIN_SECRET, SNS_SIGNATURE],
  envelopes: ['eventBridge', 'sns', 'sqs', 'cloudEvents', 'kinesis', 'firehose'],
  detailTypes: [
    'AWS API Call via CloudTrail',
    'AWS Console Sign In via CloudTrail',
    'AWS Service Event via CloudTrail',
  ],
  /** A log file holds `Records`. */
  split: (body) => (isRecord(body) && Array.isArray(body.Records) ? (body.Records as unknown[]) : listIn(body)),
  read: readCall,
};
