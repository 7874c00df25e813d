import type { Instant } from '../../../domain/time.ts';
import type { Finding } from '../../finding.ts';
import { isRecord } from '../../json-text.ts';
import type { Reader } from '../../reader.ts';
import type { TimeForm } from '../../vendor-time.ts';

/** What alerts of the API and detections of the event streams have in common. */

/** An event of the streams has `metadata` about an `event`; Falcon Data Replicator leaves one of them out, or both. */
export function isStreamed(alert: unknown): boolean {
  if (!isRecord(alert)) return false;
  const isEvent = Object.hasOwn(alert, 'event') || Object.hasOwn(alert, 'metadata');
  return isEvent || Object.hasOwn(alert, 'ExternalApiType') || Object.hasOwn(alert, 'EventType');
}

/** Tactic and technique are what Falcon classifies by; what has neither goes by its name. */
export function typeOf(tactic: string | null, technique: string | null, name: string | null): string | null {
  if (tactic === null) return name;
  return technique === null ? tactic : `${tactic}:${technique}`;
}

/** The texts that Falcon gives to the detections of its own test command, which no command line can change. */
const SAMPLES = [
  'for evaluation only - benign, no action needed.',
  'non-malicious sample detection generated for evaluation purposes.',
];

export function isSample(description: string | null): boolean {
  return SAMPLES.includes(description?.toLowerCase() ?? '');
}

/** `FalconGroupingTags/shop` and `SensorGroupingTags/shop`, as keys and values. */
export function tagsOf(tags: readonly string[]): string[] {
  return tags.map((tag) => tag.replace('/', '='));
}

/** A host by its name, and by its name in its domain. */
export function hostNames(host: string | null, domain: string | null): string[] {
  if (host === null) return [];
  const isWhole = domain === null || !domain.includes('.') || host.includes('.');
  return isWhole ? [host] : [host, `${host}.${domain}`];
}

/** `closed` is the end of an alert; `in_progress` and `reopened` are changes of it. */
export function statusOf(at: Reader, path: string): Finding['status'] {
  const status = at.text(path)?.toLowerCase() ?? 'new';
  if (status === 'closed') return 'resolved';
  return status === 'new' ? 'new' : 'updated';
}

/** A time of the event streams, in which 0 and the first second of 1970 stand for none. */
export function timeAt(at: Reader, path: string, form: TimeForm & { expected?: boolean }): Instant | null {
  const time = at.instant(path, form);
  if (time?.startsWith('1970-01-01T00:00:00') !== true) return time;
  if (form.expected === true) at.note(path, 'is missing');
  return null;
}
