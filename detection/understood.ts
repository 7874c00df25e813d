import type { Understood } from '../domain/alerts/outcome.ts';
import { shorten } from '../domain/shorten.ts';
import type { Instant } from '../domain/time.ts';
import type { Finding, FindingResource } from './finding.ts';

/** A finding as everybody is shown it: of long lists the first entries, and how many more there are. */

export const MOST_RESOURCES = 100;
const MOST_UNREAD = 20;
const MOST_DESCRIPTION = 1_000;
const MOST_WORDS = 20;
const MOST_WORD = 300;

/** What is shown of a finding, within its limits. */
export function understoodOf(finding: Finding): Understood {
  const { findingId, title, description, type, severity, severityWord, sample, resources, unread } = finding;
  const { firstSeenAt, lastSeenAt, observedAt, updatedAt, tactics, dataClasses, count, status } = finding;
  const actor = actorOf(finding);
  return {
    ...{ findingId, title, type, severity, sample, occurredAt: occurredAt(finding), updatedAt },
    ...(description !== '' && { description: shorten(description, MOST_DESCRIPTION) }),
    ...(severityWord !== null && { severityWord: shorten(severityWord, MOST_WORD) }),
    ...(firstSeenAt !== null && { firstSeenAt }),
    ...(lastSeenAt !== null && { lastSeenAt }),
    ...(observedAt !== null && { raisedAt: observedAt }),
    ...(actor !== null && { actor }),
    ...(tactics.length > 0 && { tactics: firstWords(tactics) }),
    ...(dataClasses.length > 0 && { dataClasses: firstWords(dataClasses) }),
    ...(count !== null && { count }),
    ...((status === 'resolved' || status === 'archived') && { ended: status }),
    resources: resources.slice(0, MOST_RESOURCES).map(nameOf),
    moreResources: Math.max(0, resources.length - MOST_RESOURCES),
    unread: unread.slice(0, MOST_UNREAD),
  };
}

/** When what a finding tells of began; null where its source does not say. */
export function occurredAt({ firstSeenAt, observedAt }: Finding): Instant | null {
  return firstSeenAt ?? observedAt;
}

function actorOf({ actor: { users, ips, processes } }: Finding): NonNullable<Understood['actor']> | null {
  const all = [users, ips, processes];
  if (all.every((words) => words.length === 0)) return null;
  const more = all.reduce((sum, words) => sum + Math.max(0, words.length - MOST_WORDS), 0);
  return { users: firstWords(users), ips: firstWords(ips), processes: firstWords(processes), more };
}

function firstWords(words: readonly string[]): string[] {
  return words.slice(0, MOST_WORDS).map((word) => shorten(word, MOST_WORD));
}

/** `bucket arn:aws:s3:::tickets`: a thing by its first name, or by its tag where it has none. */
function nameOf({ kind, names, tags }: FindingResource): string {
  return `${kind} ${names[0] ?? tags[0] ?? ''}`.trim();
}
