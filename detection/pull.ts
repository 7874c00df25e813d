import type { PullFailureCode } from '../domain/alerts/pull.ts';
import { DAY_MS, type Instant, MINUTE_MS, SECOND_MS } from '../domain/time.ts';
import { isRecord, readJsonText } from './json-text.ts';

/** How a source that sends nothing by itself is asked: what to ask one after the other, and what alerts come of it. */

export type PullRequest = {
  method: 'GET' | 'POST';
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
};
/** Names of headers are in small letters. */
export type PullAnswer = { status: number; headers: Readonly<Record<string, string>>; text: string };

/** One step: to ask, to take an alert in, or to keep how far it has come. */
export type PullStep = { ask: PullRequest } | { take: unknown } | { keep: unknown };
/** Steps in their order. Only what is asked is answered. */
export type PullSteps<Result = void> = Generator<PullStep, Result, PullAnswer | undefined>;

export type Pull = {
  source: string;
  /** How long after an answer it is asked again. */
  everyMs: number;
  /** All that is asked in one turn, from how far the turns before have come; undefined before the first. */
  begin(kept: unknown, now: Instant): PullSteps;
};

/** A source could not be asked. `waitMs`: how long it wants to be left alone. */
export class PullFailure extends Error {
  readonly code: PullFailureCode;
  readonly status: number | null;
  readonly waitMs: number;

  constructor(code: PullFailureCode, status: number | null = null, waitMs = 0) {
    super(`The source could not be asked: ${code}${status === null ? '' : ` (it answered ${status})`}.`);
    this.code = code;
    this.status = status;
    this.waitMs = waitMs;
  }
}

const USER_AGENT = 'Tocsin';
const OK = 200;

/**
 * Asks, and gives an answer of 200, or of what is `expected` besides.
 *
 * @throws PullFailure for any other
 */
export function* askFor(request: PullRequest, expected: readonly number[] = []): PullSteps<PullAnswer> {
  const answer = yield { ask: { ...request, headers: { 'user-agent': USER_AGENT, ...request.headers } } };
  if (answer === undefined) throw new Error('A source is asked, and its answer was not given.');
  const { status } = answer;
  if (status === OK || expected.includes(status)) return answer;
  throw new PullFailure(failureOf(status), status, waitOf(answer));
}

function failureOf(status: number): PullFailureCode {
  if (status === 401 || status === 403) return 'refused';
  if (status === 429) return 'limited';
  return status === 408 || status >= 500 ? 'away' : 'unexpected';
}

/** A vendor names the seconds; one that names none, or years, is asked again after a while. */
function waitOf({ status, headers }: PullAnswer): number {
  const seconds = Number(headers['retry-after']);
  if (Number.isFinite(seconds) && seconds > 0) return Math.min(seconds * SECOND_MS, DAY_MS);
  return status === 429 ? MINUTE_MS : 0;
}

/** What an answer holds may be many times what an alert does. */
const VALUES = 2_000_000;

/** The object that was answered. @throws PullFailure where it is none */
export function objectOf(answer: PullAnswer): Record<string, unknown> {
  const { value } = readJsonText(answer.text, VALUES);
  if (isRecord(value)) return value;
  throw new PullFailure('unexpected', answer.status);
}

/** The list that was answered. @throws PullFailure where it is none */
export function listOf(answer: PullAnswer): unknown[] {
  const { value } = readJsonText(answer.text, VALUES);
  if (Array.isArray(value)) return value;
  throw new PullFailure('unexpected', answer.status);
}
