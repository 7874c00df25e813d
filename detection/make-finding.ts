import { isIP } from 'node:net';
import { TocsinError } from '../domain/errors.ts';
import { shorten } from '../domain/shorten.ts';
import { digestOf, type Finding, type FindingResource, MOST, plainId, type ResourceKind } from './finding.ts';
import type { Reader } from './reader.ts';
import { severityOfWord, UNREAD_SEVERITY } from './severity.ts';

type Texts = readonly (string | null | undefined)[];

/** What a source found of one thing. */
export type FoundResource = {
  kind: ResourceKind;
  names: Texts;
  region?: string | null;
  account?: string | null;
  tags?: readonly string[];
  dataClasses?: Texts;
};

type Times = Pick<Finding, 'firstSeenAt' | 'lastSeenAt' | 'observedAt' | 'updatedAt'>;

/** What a source found, before it is brought into its limits. */
export type Found = Pick<Finding, 'source' | 'vendor' | 'product' | 'findingId'> &
  Times & {
    /** What the findings of one breach have in common; the finding's own id where the tool groups nothing. */
    group?: string | null;
    /** From 0 to 10; null where it could not be read, or where only `severityWord` says it. */
    severity: number | null;
    severityWord?: string | null;
    type: string | null;
    title: string | null;
    description?: string | null;
    actor?: { users?: Texts; ips?: Texts; processes?: Texts };
    resources: readonly FoundResource[];
    tactics?: Texts;
    count?: number | null;
    dataClasses?: Texts;
    status?: Finding['status'];
    sample: boolean;
  };

/** What was found as a finding: within its limits, each name once, with all that `reader` could not read. */
export function makeFinding(found: Found, reader: Reader): Finding {
  const resources = kept(found.resources, reader);
  const { source, vendor, product, findingId, firstSeenAt, lastSeenAt, observedAt, updatedAt } = found;
  const times = { firstSeenAt, lastSeenAt, observedAt, updatedAt };
  // Which of its times cannot be read may be noted already, each where it stands.
  const isTimeless = Object.values(times).every((at) => at === null);
  const isNoted = reader.unread.some(({ field, why }) => TIME.test(field) || UNREAD_TIME.test(why));
  if (isTimeless && !isNoted) reader.note('time', 'is missing');
  if (found.type === null) reader.note('type', 'is missing');
  const severity = severityOf(found, reader);
  return {
    ...{ source, vendor, product, findingId, ...times, severity, resources },
    correlation: `${source}/${plainId(found.group ?? findingId)}`,
    severityWord: found.severityWord ?? null,
    type: shorten(found.type ?? 'unknown', MOST.name),
    title: shorten(found.title ?? '', MOST.title),
    description: shorten(found.description ?? '', MOST.description),
    actor: actorOf(found),
    tactics: once(found.tactics),
    count: countOf(found.count ?? null, reader),
    dataClasses: once([...(found.dataClasses ?? []), ...resources.flatMap((r) => r.dataClasses)]),
    status: found.status ?? 'new',
    sample: found.sample,
    unread: [...reader.unread],
  };
}

/**
 * The id of a finding to which its tool gives none: a digest of what stays the same over its states, such as the rule
 * and the host. Null where none of it could be read.
 */
export function derivedId(parts: Texts): string | null {
  return parts.some((part) => part) ? digestOf(JSON.stringify(parts.map((part) => part ?? null))).slice(0, 32) : null;
}

/** The one refusal of a reader: an alert with no id and nothing to derive one from. */
export function requireId(id: string | null, source: string, field: string): string {
  if (id !== null) return id;
  const message = `This is not an alert of ${source}: ${field} is missing, and nothing else says which finding it is.`;
  throw new TocsinError('content-refused', message, field, { why: 'finding-nameless' });
}

/** Some tools name an address where others name a user: it is no user, by whom findings are related. */
function actorOf({ actor: { users = [], ips = [], processes } = {} }: Found): Finding['actor'] {
  const isAddress = (text: Texts[number]) => isIP(text ?? '') !== 0;
  return {
    users: once(users.filter((user) => !isAddress(user))),
    ips: once([...ips, ...users.filter(isAddress)]),
    processes: once(processes),
  };
}

/** What is said of a time that cannot be read, whatever its tool calls it. */
const UNREAD_TIME = /\btime\b/;

/** How the names of times end. */
const TIME = /(?:time|date|timestamp|at|seen)$/i;

function severityOf({ severity, severityWord }: Found, reader: Reader): number {
  const said = severity ?? severityOfWord(severityWord ?? null);
  if (said !== null && said >= 0 && said <= 10) return said;
  const number = said === null ? 'is not said in a way that is known' : `is ${said}, which is not within 0 to 10`;
  const why = severityWord ? `is '${shorten(severityWord, 40)}', a word that is not known` : number;
  reader.note('severity', `${why}, so it counts as ${UNREAD_SEVERITY} of 10`);
  return UNREAD_SEVERITY;
}

function countOf(said: number | null, reader: Reader): number | null {
  if (said === null) return null;
  if (said >= 0 && Number.isSafeInteger(Math.trunc(said))) return Math.trunc(said);
  reader.note('count', 'is no number of events');
  return null;
}

/** Each thing once, by kind and names; without a name, only its account or a tag may tell which it is. */
function kept(found: readonly FoundResource[], reader: Reader): FindingResource[] {
  const byName = new Map<string, FindingResource>();
  for (const { kind, names, region = null, account = null, tags = [], dataClasses } of found) {
    const own = once(names, MOST.names);
    if (own.length === 0 && tags.length === 0) continue;
    const key = JSON.stringify([kind, own, own.length === 0 ? tags : account]);
    const resource = { kind, names: own, region, account, tags: once(tags, MOST.tags), dataClasses: once(dataClasses) };
    if (!byName.has(key)) byName.set(key, resource);
  }
  const all = [...byName.values()];
  if (all.length > MOST.resources) {
    reader.note('resources', `are ${all.length}, of which the first ${MOST.resources} are kept`);
  }
  return all.slice(0, MOST.resources);
}

function once(texts: Texts = [], most: number = MOST.words): string[] {
  const told = texts.flatMap((text) => (text ? [shorten(text, MOST.name)] : []));
  return [...new Set(told)].slice(0, most);
}
