import type { CounterpartyKind } from '../dataflow.ts';
import type { Instant } from '../time.ts';

/** The release of what suppliers and customers read: what was released, and what waits for it. Pure. */

/** `person`: somebody looked and released it. The others are the policy's own. */
export const RELEASE_BASES = ['person', 'drill', 'approved-text'] as const;
export type ReleaseBasis = (typeof RELEASE_BASES)[number];

/** In the order in which they are told. */
export const COUNTERPARTY_KINDS_TOLD = ['supplier', 'customer'] as const satisfies readonly CounterpartyKind[];

/** The newest release for one kind of counterparty. `list`: digest of whom it names, null where it names all. */
export type KindRelease = {
  number: number;
  sha256: string;
  revision: number;
  version: string;
  list: string | null;
  basis: ReleaseBasis;
  at: Instant;
  by: string;
};

/** What was released of notices that leave only once they are. */
export type Release = {
  /** 1, and one more at each release; 0: nothing was released. */
  number: number;
  byKind: Partial<Record<CounterpartyKind, KindRelease>>;
  /** Number of the last event that changed the facts, where none was released since. */
  changedSeq?: number;
  /** Since when a correction, or others, wait for a release after the first; absent while nothing does. */
  awaitedSince?: Instant;
  /** For whom they were stopped, where somebody did. */
  stoppedFor?: string;
};

/**
 * What waits for a release. `first`: nobody was told yet. `others`: others are to be told, or of other systems.
 * `facts`: facts or the words of the record changed since, so that a correction is proposed. `text`: the text was
 * edited since, likewise.
 */
export const AWAITED = ['first', 'others', 'facts', 'text'] as const;
export type Awaited = (typeof AWAITED)[number];

/**
 * Why nothing of a breach can be released. `by-itself`: its notices began before there were releases. `responder`: the
 * policy lets no responder release. `nobody`: nobody outside is to be told. `untaken`: nobody has the incident.
 * `assessed`: it is being worked out anew.
 */
export type ReleaseBar = 'by-itself' | 'awareness' | 'responder' | 'nobody' | 'stopped' | 'untaken' | 'assessed';

/** What has changed since something was looked at to be released. `others`: others are to be told, or are left out. */
export const RELEASE_CHANGES = ['facts', 'story', 'awareness', 'text', 'released', 'others'] as const;
/**
 * One such change. `facts`: their names, or those of the parts of the story; `revision`: of the text; `by`: who saved
 * or released it.
 */
export type ReleaseChange = {
  what: (typeof RELEASE_CHANGES)[number];
  facts?: string[];
  revision?: number;
  by?: string;
};

export type Releasable = {
  notices: { status: string; release?: Release } | undefined;
  statement: { sha256: string } | undefined;
  counterparties: { suppliers: number; customers: number; version: string } | null;
};

/** What of a breach's notices waits for a person's release; empty where nothing does. */
export function awaitedOf({ notices, statement, counterparties }: Releasable): Awaited[] {
  const release = notices?.release;
  if (release === undefined || counterparties === null || notices?.status === 'stopped') return [];
  const kinds = kindsToTell(counterparties);
  if (kinds.length === 0) return [];
  const byKind = kinds.map((kind) => release.byKind[kind]);
  if (byKind.every((each) => each === undefined)) return ['first'];
  const isForOthers = byKind.some((each) => each?.version !== counterparties.version);
  const isEdited = statement !== undefined && byKind.some((each) => each?.sha256 !== statement.sha256);
  return [
    ...(isForOthers ? (['others'] as const) : []),
    ...(release.changedSeq !== undefined ? (['facts'] as const) : []),
    ...(isEdited ? (['text'] as const) : []),
  ];
}

/** Whether a text is what was released, to every kind of them that is told. `never`: nothing was released. */
export type TextStanding = 'never' | 'released' | 'other';

export function textStanding({ notices, counterparties }: Omit<Releasable, 'statement'>, sha256: string): TextStanding {
  const byKind = notices?.release?.byKind ?? {};
  const releases = kindsToTell(counterparties ?? { suppliers: 0, customers: 0 }).map((kind) => byKind[kind]);
  if (releases.every((release) => release === undefined)) return 'never';
  return releases.every((release) => release?.sha256 === sha256) ? 'released' : 'other';
}

/** Whether exactly this was released to all of these kinds, and nothing has changed since. */
export function isAllReleased(
  release: Release | undefined,
  kinds: readonly CounterpartyKind[],
  { sha256, version, list }: Pick<KindRelease, 'sha256' | 'version' | 'list'>,
): boolean {
  if (release === undefined || release.changedSeq !== undefined || kinds.length === 0) return false;
  return kinds.every((kind) => {
    const before = release.byKind[kind];
    return before?.sha256 === sha256 && before.version === version && before.list === list;
  });
}

/** Of which kinds somebody is to be told. */
export function kindsToTell({
  suppliers,
  customers,
}: Pick<NonNullable<Releasable['counterparties']>, 'suppliers' | 'customers'>): CounterpartyKind[] {
  return COUNTERPARTY_KINDS_TOLD.filter((kind) => (kind === 'supplier' ? suppliers : customers) > 0);
}
