import type { Reader } from '../../reader.ts';

/** What Threat Detection raises by itself: each is a finding, whatever its score. */
const ANOMALY = /(Anomaly|CredentialStuffing|SessionHijacking)Event$/;
/** What takes data out; each use is an event, and only its size or a policy makes a finding of it. */
const EXPORT = /^(BulkApiResult|Report|ListView|Api|File)Event$/;

/** Outcomes of a transaction security policy that mean: it applied, and did something. */
const APPLIED = /^(Block|MeteringBlock|Notified|TwoFA(?!NoAction|Recoverable))/i;

/** An anomaly that Salesforce raised is medium at least: below its own threshold it raises none. */
const LEAST_OF_ANOMALY = 5;
/** Rows from which an export is medium and high; ordinary work stays far below. */
const MANY_ROWS = 10_000;
const MOST_ROWS = 100_000;

/** Whether an event is a finding at all, or one of the many that monitoring tells of. */
export function isFinding(kind: string | null, at: Reader): boolean {
  return kind === null || ANOMALY.test(kind) || EXPORT.test(kind) || isApplied(at);
}

/** How bad an event is, from 0 to 10; null where nothing in it says so. */
export function severityOf(kind: string | null, at: Reader, rows: number | null): number | null {
  if (kind === null) return null;
  if (ANOMALY.test(kind)) return ofScore(at.number('Score', { expected: true }));
  const ofPolicy = isApplied(at) ? 7 : 0;
  if (!EXPORT.test(kind)) return ofPolicy;
  // A report that was only looked at left no file behind.
  const isLookedAt = kind === 'ReportEvent' && !/export/i.test(at.text('Operation') ?? '');
  return Math.max(ofPolicy, isLookedAt ? Math.min(ofRows(rows), 3) : ofRows(rows));
}

function isApplied(at: Reader): boolean {
  return APPLIED.test(at.text('PolicyOutcome') ?? at.text('POLICY_OUTCOME') ?? '');
}

/** Documented from 0 to 1; collectors write it from 0 to 100. */
function ofScore(score: number | null): number | null {
  if (score === null) return null;
  const ofTen = score <= 1 ? score * 10 : score / 10;
  return Math.min(10, Math.max(LEAST_OF_ANOMALY, Math.round(ofTen * 100) / 100));
}

function ofRows(rows: number | null): number {
  if (rows === null) return 5;
  if (rows >= MOST_ROWS) return 8;
  return rows >= MANY_ROWS ? 5 : 3;
}
