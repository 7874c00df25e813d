import type { AlertSource } from '../../source.ts';
import { TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { linesOf } from './line.ts';
import { read } from './read.ts';

/** Common Event Format over HTTP: lines of any product, one or many in a body, bare or as log shippers wrap them. */
export const cef: AlertSource = {
  name: 'cef',
  vendor: 'CEF',
  title: 'Common Event Format (CEF)',
  verify: [TOCSIN_SECRET, TOCSIN_SIGNATURE],
  envelopes: ['cloudEvents', 'sns', 'sqs', 'pubSub', 'kinesis', 'firehose'],
  takesText: true,
  split: linesOf,
  read,
};
