import type { BreachEvent } from '../../domain/breach/events.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import type { ReleaseChange } from '../../domain/communication/release.ts';
import { TocsinError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/time.ts';
import { readEventsOf } from '../../store/events.ts';
import { keepReleasedList } from '../../store/releases.ts';
import type { CommandOutcome } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import { findBreach, sendCommand } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';
import { foreignInRelease } from './foreign.ts';
import { lettersByKind } from './letters.ts';
import { lookAtRelease, type ReleaseLook } from './look.ts';

/** What was looked at: the exact text, the exact list, and the last event. */
export type ReleaseSeen = { sha256: string; list: string; seen: number };

/**
 * Releases exactly what was looked at. Whatever has changed since is named, and nothing is sent.
 * @param confirmed words that may be in another language than their readers' are right
 * @throws TocsinError `stale`, `conflict`, `forbidden`, `four-eyes`, `awareness-missing`, `record-broken`
 */
export async function releaseNotices(
  deps: ServiceDeps,
  asked: Asked,
  { breachId, reasons, confirmed, ...seen }: ReleaseSeen & { breachId: string; reasons: string; confirmed: boolean },
): Promise<CommandOutcome> {
  const state = await findBreach(deps, breachId);
  const look = await lookAtRelease(deps, state);
  const { statement, sha256, revision, version, list, counts } = look;
  const command = {
    ...{ type: 'release-notices' as const, statement, sha256: seen.sha256, revision, version, reasons },
    ...{ planned: look.planned ?? '', seen: seen.seen },
    unconfirmed: confirmed ? 0 : (await foreignInRelease(deps, look, await lettersByKind(deps, look))).length,
    list: { sha256: seen.list, suppliers: counts.supplier, customers: counts.customer, leftOut: counts.leftOut },
  };
  let at = look;
  const stillSeen = async (now: typeof state) => {
    at = now.seq === at.seen ? at : await lookAtRelease(deps, now);
    return at.sha256 === seen.sha256 && at.listSha256 === seen.list;
  };
  // The list first: what a release names must be there when it is recorded.
  const prepare = async () => {
    await keepReleasedList(deps.store, breachId, list);
  };
  try {
    return await sendCommand(deps, asked, state, command, { stillSeen, prepare });
  } catch (error) {
    if (!(error instanceof TocsinError) || error.code !== 'stale') throw error;
    const changes = await changesSince(deps, at, seen, sha256 !== seen.sha256);
    const what =
      changes.length === 0 ? 'The incident has moved on.' : `Since you looked: ${changes.map(sayChange).join('; ')}.`;
    throw new TocsinError('stale', `${what} Nothing was released: look again.`, error.field, {
      ...error.members,
      changes,
    });
  }
}

/** What has changed since it was looked at. */
async function changesSince(
  { store }: Pick<ServiceDeps, 'store'>,
  { state, listSha256, revision }: ReleaseLook,
  { list, seen }: ReleaseSeen,
  isOtherText: boolean,
): Promise<ReleaseChange[]> {
  const types = ['facts-amended', 'awareness-corrected', 'statement-saved', 'notices-released'] as const;
  const events = (await readEventsOf(store, state.breachId, types)).filter((event) => event.seq > seen);
  const changes = events.flatMap(changesOf);
  if (isOtherText && !events.some(({ type }) => type === 'statement-saved')) changes.push({ what: 'text', revision });
  if (listSha256 !== list) changes.push({ what: 'others' });
  return changes;
}

/** What has changed of the record since a person last released it; nothing where nobody did. */
export async function changesSinceRelease(
  { store }: Pick<ServiceDeps, 'store'>,
  { breachId }: Pick<BreachState, 'breachId'>,
): Promise<ReleaseChange[]> {
  const types = ['facts-amended', 'awareness-corrected', 'notices-released'] as const;
  const events = await readEventsOf(store, breachId, types);
  const last = events.findLastIndex(({ type }) => type === 'notices-released');
  return last === -1 ? [] : events.slice(last + 1).flatMap(changesOf);
}

/** One release, as it stands on record. */
export type PastRelease = Pick<
  (BreachEvent & { type: 'notices-released' })['data'],
  'release' | 'basis' | 'kinds' | 'suppliers' | 'customers' | 'leftOut'
> & { at: Instant; by: string; reasons: string };

/** The newest release for each kind of them, the last one first. */
export async function lastReleases(
  { store }: Pick<ServiceDeps, 'store'>,
  { breachId, communications }: Pick<BreachState, 'breachId' | 'communications'>,
): Promise<PastRelease[]> {
  const byKind = Object.values(communications.notices?.release?.byKind ?? {});
  if (byKind.length === 0) return [];
  const events = await readEventsOf(store, breachId, ['notices-released']);
  const releases = events.flatMap(({ at, by, ...event }): PastRelease[] => {
    if (event.type !== 'notices-released') return [];
    const { release, basis, kinds, suppliers, customers, leftOut } = event.data;
    const isNewest = byKind.some(({ number }) => number === release);
    const { reasons } = event.personal;
    return isNewest ? [{ release, basis, kinds, suppliers, customers, leftOut, at, by, reasons }] : [];
  });
  return releases.reverse();
}

function changesOf({ by, ...event }: BreachEvent): ReleaseChange[] {
  switch (event.type) {
    case 'facts-amended': {
      const facts = Object.keys(event.data.changed);
      const story = Object.keys(event.personal.narrative).filter((part) => part !== 'title');
      return [
        ...(facts.length > 0 ? [{ what: 'facts' as const, facts }] : []),
        ...(story.length > 0 ? [{ what: 'story' as const, facts: story }] : []),
      ];
    }
    case 'statement-saved':
      return [{ what: 'text', revision: event.data.revision, by }];
    case 'notices-released':
      return [{ what: 'released', by }];
    default:
      return [{ what: 'awareness' }];
  }
}

function sayChange({ what, facts = [], revision = 0, by }: ReleaseChange): string {
  switch (what) {
    case 'facts':
      return `facts were amended (${facts.join(', ')})`;
    case 'story':
      return `the story was amended (${facts.join(', ')})`;
    case 'awareness':
      return 'the awareness was corrected';
    case 'text':
      return by === undefined
        ? `the text is another one (revision ${revision})`
        : `the text was saved as revision ${revision} by ${by}`;
    case 'released':
      return `it was released by ${by}`;
    case 'others':
      return 'others are to be told, or are left out';
  }
}
