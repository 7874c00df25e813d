import type { AlertSource } from '../../source.ts';
import { GITHUB_SIGNATURE, TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { readAlert } from './read.ts';

/** GitHub secret scanning: webhooks of alerts and of where they are, and what the API lists. */
export const githubSecretScanning: AlertSource = {
  name: 'github-secret-scanning',
  vendor: 'GitHub',
  title: 'GitHub secret scanning',
  verify: [GITHUB_SIGNATURE, TOCSIN_SECRET, TOCSIN_SIGNATURE],
  envelopes: ['cloudEvents'],
  split: (body) => (Array.isArray(body) ? body : [body]),
  read: readAlert,
};
