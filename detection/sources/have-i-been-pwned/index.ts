import type { AlertSource } from '../../source.ts';
import { TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { readBreach } from './read.ts';
import { splitAnswer } from './split.ts';

/** Have I Been Pwned: what it answers to the search for a domain, with the breaches that it names. */
export const haveIBeenPwned: AlertSource = {
  name: 'have-i-been-pwned',
  vendor: 'Have I Been Pwned',
  title: 'Have I Been Pwned',
  verify: [TOCSIN_SECRET, TOCSIN_SIGNATURE],
  envelopes: ['cloudEvents'],
  split: splitAnswer,
  read: readBreach,
};
