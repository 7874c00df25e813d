import type { AlertSource } from '../../source.ts';
import { type Hmac, TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { readEvent } from './read.ts';

/** docs.gitguardian.com: the key is the time of sending and the token, one behind the other. */
const SIGNATURE: Hmac = {
  kind: 'hmac',
  header: 'gitguardian-signature',
  prefix: 'sha256=',
  algorithm: 'sha256',
  encoding: 'hex',
  signed: '{body}',
  key: '{timestamp}{secret}',
  timestamp: { header: 'timestamp', unit: 's', windowSeconds: 300 },
};

/** GitGuardian: events of incidents, occurrences and honeytokens, by custom webhooks. */
export const gitguardian: AlertSource = {
  name: 'gitguardian',
  vendor: 'GitGuardian',
  title: 'GitGuardian',
  verify: [SIGNATURE, TOCSIN_SECRET, TOCSIN_SIGNATURE],
  makesSecret: true,
  envelopes: ['cloudEvents'],
  split: (body) => (Array.isArray(body) ? body : [body]),
  read: readEvent,
};
