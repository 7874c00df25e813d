import type { AlertSource } from '../../source.ts';
import { SNS_SIGNATURE, TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { listIn } from '../ocsf/index.ts';
import { readMacie } from './read.ts';

/** Amazon Macie: which personal data lies in which bucket, and whether its guards were taken away. */
export const awsMacie: AlertSource = {
  name: 'aws-macie',
  vendor: 'AWS',
  title: 'Amazon Macie',
  verify: [TOCSIN_SIGNATURE, TOCSIN_SECRET, SNS_SIGNATURE],
  envelopes: ['eventBridge', 'sns', 'sqs', 'cloudEvents', 'kinesis', 'firehose'],
  detailTypes: ['Macie Finding'],
  split: listIn,
  read: readMacie,
};
