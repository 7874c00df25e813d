import type { AlertSource } from '../../source.ts';
import { TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { read } from './read.ts';

/** Falco, by its HTTP output, by Falcosidekick, and by the queues that Falcosidekick writes to. */
export const falco: AlertSource = {
  name: 'falco',
  vendor: 'Falco',
  title: 'Falco',
  verify: [TOCSIN_SECRET, TOCSIN_SIGNATURE],
  envelopes: ['cloudEvents', 'sns', 'sqs', 'pubSub', 'kinesis'],
  split: (body) => (Array.isArray(body) ? body : [body]),
  read,
};
