import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What was touched, as far as the tool says; `other` where it names a thing of no kind listed here. */
export const RESOURCE_KINDS = [
  ...['bucket', 'instance', 'host', 'database', 'volume', 'snapshot', 'function', 'container', 'k8s-workload'],
  ...['cluster', 'identity', 'role', 'account', 'tenant', 'repository', 'saas', 'ip', 'mailbox', 'document'],
  ...['network', 'other'],
] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

/** `new` where the tool does not tell one state from another. */
export const FINDING_STATUSES = ['new', 'updated', 'resolved', 'archived'] as const;

/** Beyond these, what a finding holds is cut, and `unread` says so. */
export const MOST = {
  resources: 2_000,
  names: 50,
  tags: 100,
  words: 200,
  name: 2_048,
  title: 500,
  description: 4_000,
  unread: 100,
} as const;

const name = z.string().min(1).max(MOST.name);
const words = z.array(name).max(MOST.words);
const instant = z.string().nullable();

export const FindingResource = z.strictObject({
  kind: z.enum(RESOURCE_KINDS),
  /** Every name of this one thing: its id, ARN, host names. None of tags or of the account. */
  names: z.array(name).max(MOST.names),
  region: name.nullable(),
  /** The cloud account, subscription or project that it is in. */
  account: name.nullable(),
  /** `key=value`. */
  tags: z.array(name).max(MOST.tags),
  /** What the tool says that it holds, in its own words. */
  dataClasses: words,
});
export type FindingResource = z.infer<typeof FindingResource>;

/** A part of an alert that has another form than expected: where, and what is the matter with it. */
export const Unread = z.strictObject({ field: z.string(), why: z.string() });
export type Unread = z.infer<typeof Unread>;

/**
 * What every alert source turns its alerts into, after OCSF's Detection Finding. Titles, names and actors may name
 * people: stored sealed only. Nothing in it depends on how and when the alert was delivered.
 */
export const Finding = z.strictObject({
  source: z.string(),
  vendor: z.string(),
  product: z.string(),
  /** The vendor's own id, or one derived from what stays the same. Seen again, it is the same finding, updated. */
  findingId: z.string().min(1),
  /** Findings of one correlation belong to one breach. Free of personal data. */
  correlation: z.string().min(1),
  /** Instants in UTC, null where none can be read: when what the alert tells of began, and when it was last seen. */
  firstSeenAt: instant,
  lastSeenAt: instant,
  /** When the tool first raised it, and when it last changed it. */
  observedAt: instant,
  updatedAt: instant,
  /** 0 to 10, 10 the worst; sources with other scales map theirs. One that cannot be read counts as high. */
  severity: z.number().min(0).max(10),
  severityWord: name.nullable(),
  /** The source's own classification, such as `Exfiltration:S3/MaliciousIPCaller`. */
  type: name,
  title: z.string().max(MOST.title),
  description: z.string().max(MOST.description),
  /** Who or what acted, as the tool names it. */
  actor: z.strictObject({ users: words, ips: words, processes: words }),
  resources: z.array(FindingResource).max(MOST.resources),
  /** Names and ids of ATT&CK's tactics and techniques, as the tool gives them. */
  tactics: words,
  /** How many events the tool counts in it. */
  count: z.int().min(0).nullable(),
  /** Kinds of data that the tool says are concerned, in its own words. */
  dataClasses: words,
  status: z.enum(FINDING_STATUSES),
  /** Made up by the source to try the pipe. */
  sample: z.boolean(),
  unread: z.array(Unread).max(MOST.unread),
});
export type Finding = z.infer<typeof Finding>;

const PLAIN = /^[A-Za-z0-9][\w.:/+=-]{0,199}$/;

/** An id as it may stand in keys: itself where it is short and of letters, digits and dashes, else its digest. */
export function plainId(id: string): string {
  return PLAIN.test(id) && !id.includes('..') ? id : digestOf(id);
}

/** The SHA-256 of a text, in hex. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
