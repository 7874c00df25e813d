import type { ErrorCode } from '../domain/errors.ts';

/** What each exit code of `tocsin` tells a script. The one table: `--help` prints it, the tests read it. */
export const EXIT_CODES = {
  0: 'done',
  1: 'a check did not hold (verify, worker verify)',
  2: 'bad usage, or the input was refused (policy check: the policy does not hold)',
  3: 'not allowed',
  4: 'the server, or one behind it, is away',
  5: 'internal error',
} as const;
export type ExitCode = keyof typeof EXIT_CODES;

const EXIT_OF: Record<ErrorCode, ExitCode> = {
  'bad-input': 2,
  unauthenticated: 3,
  forbidden: 3,
  'bad-signature': 3,
  'cross-site': 3,
  'method-not-allowed': 2,
  'not-found': 2,
  'unknown-source': 2,
  'unknown-system': 2,
  'unknown-obligation': 2,
  'unknown-counterparty': 2,
  'unknown-user': 2,
  'unknown-campaign': 2,
  'unknown-file': 2,
  'too-large': 2,
  'unsupported-media-type': 2,
  'content-refused': 2,
  'key-reused': 2,
  conflict: 2,
  stale: 2,
  'awareness-missing': 2,
  'awareness-in-the-future': 2,
  'reasons-missing': 2,
  'not-filable': 2,
  'not-approved': 2,
  'four-eyes': 3,
  'record-broken': 2,
  'record-behind': 2,
  'breach-closed': 2,
  'clocks-still-running': 2,
  'closing-blocked': 2,
  'exercise-has-no-inbox': 2,
  'link-expired': 2,
  'link-revoked': 2,
  'rate-limited': 4,
  unavailable: 4,
  internal: 5,
};

/** The exit code of a refusal. */
export function exitCodeOf(code: ErrorCode): ExitCode {
  return EXIT_OF[code];
}
