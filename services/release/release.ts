import type { BreachEvent } from '../../domain/breach/events.ts';
import { TocsinError } from '../../domain/errors.ts';
import { readEventsOf } from '../../store/events.ts';
import { keepReleasedList } from '../../store/releases.ts';
import type { CommandOutcome } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import { findBreach, sendCommand } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';
import { lookAtRelease, type ReleaseLook } from './look.ts';

/** What was looked at: the exact text, the exact list, and the last event. */
export type ReleaseSeen = { sha256: string; list: string; seen: number };

/**
 * Releases exactly what was looked at. Whatever has changed since is named, and nothing is sent.
 * @throws TocsinError `stale`, `conflict`, `forbidden`, `four-eyes`, `awareness-missing`, `record-broken`
 */
export async function releaseNotices(
  deps: ServiceDeps,
  asked: Asked,
  { breachId, reasons, ...seen }: ReleaseSeen & { breachId: string; reasons: string },
): Promise<CommandOutcome> {
  const state = await findBreach(deps, breachId);
  const look = await lookAtRelease(deps, state);
  const { statement, sha256, revision, version, list, counts } = look;
  const command = {
    ...{ type: 'release-notices' as const, statement, sha256: seen.sha256, revision, version, reasons },
    ...{ planned: look.planned ?? '', seen: seen.seen },
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
    const what = await changesSince(deps, at, seen, sha256 !== seen.sha256);
    throw new TocsinError('stale', `${what} Nothing was released: look again.`, error.field, error.members);
  }
}

/** What has changed since it was looked at, in a sentence. */
async function changesSince(
  { store }: Pick<ServiceDeps, 'store'>,
  { state, listSha256, revision }: ReleaseLook,
  { list, seen }: ReleaseSeen,
  isOtherText: boolean,
): Promise<string> {
  const types = ['facts-amended', 'awareness-corrected', 'statement-saved', 'notices-released'] as const;
  const events = (await readEventsOf(store, state.breachId, types)).filter((event) => event.seq > seen);
  const said = events.map(sayChange);
  if (isOtherText && !events.some(({ type }) => type === 'statement-saved')) {
    said.push(`the text is another one (revision ${revision})`);
  }
  if (listSha256 !== list) said.push('others are to be told, or are left out');
  return said.length === 0 ? 'The incident has moved on.' : `Since you looked: ${said.join('; ')}.`;
}

function sayChange(event: BreachEvent): string {
  switch (event.type) {
    case 'facts-amended': {
      const names = Object.keys(event.data.changed);
      return names.length === 0 ? 'the story was amended' : `facts were amended (${names.join(', ')})`;
    }
    case 'statement-saved':
      return `the text was saved as revision ${event.data.revision} by ${event.by}`;
    case 'notices-released':
      return `it was released by ${event.by}`;
    default:
      return 'the awareness was corrected';
  }
}
