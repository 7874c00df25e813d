import type { ReleaseChange } from './communication/release.ts';

/**
 * The closed set of error codes. Every refusal in Tocsin carries one; the API maps each to an HTTP status and a
 * problem type (RFC 9457), the CLI to an exit code. A message says what happened, where, and what to do.
 */
export const ERROR_CODES = [
  'bad-input',
  'unauthenticated',
  'forbidden',
  'bad-signature',
  'cross-site',
  'not-found',
  'method-not-allowed',
  'unknown-source',
  'unknown-system',
  'unknown-obligation',
  'unknown-counterparty',
  'unknown-user',
  'unknown-campaign',
  'unknown-file',
  'too-large',
  'unsupported-media-type',
  'content-refused',
  'key-reused',
  'conflict',
  'stale',
  'awareness-missing',
  'awareness-in-the-future',
  'reasons-missing',
  'not-filable',
  'not-approved',
  'four-eyes',
  'record-broken',
  'record-behind',
  'breach-closed',
  'clocks-still-running',
  'closing-blocked',
  'exercise-has-no-inbox',
  'link-expired',
  'link-revoked',
  'rate-limited',
  'unavailable',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * The closed set of rules that several refusals of one code tell apart: pages have words for each, in every language.
 * The first are of what is filed, the last of why an alert cannot be read and of what stands in the way of a release.
 */
export const REFUSAL_RULES = [
  'future',
  'approval',
  'awareness',
  'late',
  'elsewhere',
  'withdrawal',
  'register-duty',
  'unconfirmed',
  'untranslated',
  'order',
  'campaign-recorded',
  'customers-open',
  'difference',
  'token',
  'drafter',
  'moved',
  'busy',
  'full',
  'long-ago',
  'assessed',
  'taken',
  'confirmed',
  'merge-into',
  'merge-closed',
  'not-closed',
  'campaign-sending',
  'list-used',
  'list-empty',
  'list-head',
  'list-columns',
  'list-column-missing',
  'list-rows',
  'list-unaddressed',
  'list-nameless',
  'no-csv',
  'not-text',
  'one-file',
  'file-empty',
  'file-too-large',
  'unreleased',
  'communication-over',
  'communication-stopped',
  'no-link',
  'link-answered',
  'answers-full',
  'link-followed',
  'nothing-to-answer',
  'before-letter',
  'task-over',
  'call-ahead',
  'nobody-to-ask',
  'question-answered',
  'not-taken-up',
  'no-signs',
  'never-out',
  'last-administrator',
  'email-taken',
  'name-reserved',
  'nothing-to-test',
  'users-head',
  'nothing-changed',
  'example-stays',
  'no-dead-letter',
  'source-off',
  'no-secret',
  'secrets-full',
  'secret-retired',
  'body-empty',
  'body-too-large',
  'packing-unknown',
  'packing-wrong',
  'unpacked-too-large',
  'not-utf8',
  'not-base64',
  'not-json',
  'json-deep',
  'json-values',
  'json-key',
  'json-number',
  'json-half',
  'json-twice',
  'alerts-too-many',
  'finding-nameless',
  'fault-of-ours',
  'release-by-itself',
  'release-awareness',
  'release-responder',
  'release-nobody',
  'release-stopped',
  'release-untaken',
  'translated-into-its-own',
  'translates-nothing',
] as const;
export type RefusalRule = (typeof REFUSAL_RULES)[number];

/** What can be wrong with a line of a list of people. */
export const ROW_FAULTS = ['name', 'control', 'email', 'id', 'country', 'language', 'csv', 'json'] as const;
export type RowFault = (typeof ROW_FAULTS)[number];

/**
 * What a refusal names beside its text, for programs and for pages in other languages: ids and numbers, nothing
 * personal.
 */
export type RefusalMembers = {
  /** Duties that stand in the way. */
  obligations?: string[];
  /** What is left before a breach is closed, by its names: see `domain/breach/closing-gate.ts`. */
  points?: string[];
  /** Number of the event in question: the last one there is, or the first that does not verify. */
  seq?: number;
  /** Which revision of a text there is by now. */
  revision?: number;
  /** Seconds after which it may be tried again. */
  retryAfter?: number;
  /** What was asked for. */
  command?: string;
  /** Which of several rules under one code. */
  why?: RefusalRule;
  /** The instant that `why` is about. */
  than?: string;
  /** What has changed since it was looked at. */
  changes?: ReleaseChange[];
  /** The most that is taken: MiB of a file, bytes of a body, answers to a notice, secrets of a source. */
  most?: number;
  /** How many there are of what `why` is about. */
  count?: number;
  /** What `why` is about, by its technical name: an envelope, a packing, a kind of fault. */
  part?: string;
  /** Line of a text that `why` is about. */
  line?: number;
  /** Lines of a list that cannot be taken. */
  rows?: { line: number; fault: RowFault }[];
};

/** A refusal with its code and, where one input field is to blame, that field's path (`a.b[0].c`). */
export class TocsinError extends Error {
  override readonly name = 'TocsinError';
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly members: RefusalMembers;
  constructor(code: ErrorCode, message: string, field?: string, members: RefusalMembers = {}) {
    super(message);
    this.code = code;
    this.field = field;
    this.members = members;
  }
}
