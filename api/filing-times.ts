import type { CommandBody } from '../domain/breach/commands.ts';
import { awarenessOf, type BreachState } from '../domain/breach/state.ts';
import { TocsinError } from '../domain/errors.ts';
import { formatMoment } from '../domain/notices/moment.ts';
import { type Instant, MINUTE_MS, toInstant, toMs } from '../domain/time.ts';

/** Why a filing cannot have been made then: after `future`, or before `approval` or `awareness`, which is at `than`. */
export type Untimely = { why: 'future' | 'approval' | 'awareness'; than: Instant };

/**
 * Whether a filing can have been made at the instant it names; null where it can. Forms give whole minutes, so the minute
 * of the approval and of the awareness count as a whole. A filing made elsewhere may be older than the awareness on record:
 * its reasons say why.
 */
export function whyUntimely(
  state: Pick<BreachState, 'obligations' | 'awareness'>,
  { obligation, stage, sha256, elsewhere, filedAt }: CommandBody & { type: 'file' },
  now: Instant,
): Untimely | null {
  if (filedAt > now) return { why: 'future', than: now };
  if (elsewhere === true) return null;
  const approval = state.obligations[obligation]?.approvals?.find(isOfFile({ stage, sha256 }))?.at ?? null;
  if (approval !== null && filedAt < minuteOf(approval)) return { why: 'approval', than: approval };
  const awareness = awarenessOf(state);
  return awareness !== null && filedAt < minuteOf(awareness) ? { why: 'awareness', than: awareness } : null;
}

/** Refuses what {@link whyUntimely} finds, in the words of the API. @throws TocsinError `bad-input` at `filedAt` */
export function requireTimely(
  state: Pick<BreachState, 'obligations' | 'awareness'>,
  command: CommandBody & { type: 'file' },
  { now, zone }: { now: Instant; zone: string },
): void {
  const found = whyUntimely(state, command, now);
  if (found === null) return;
  const filed = `The filing is dated ${formatMoment(command.filedAt, zone)},`;
  const than = formatMoment(found.than, zone);
  const message = {
    future: `${filed} which is still to come: it is ${than} now. Record it once it is made.`,
    approval: `${filed} before these bytes were approved on ${than}. Give the time at which they were handed in.`,
    awareness: `${filed} before the organisation became aware on ${than}. Correct the one or the other, or say \`elsewhere\` with the reasons.`,
  }[found.why];
  throw new TocsinError('bad-input', message, 'filedAt');
}

/** Finds the approval or the version of one file: of these bytes, at this stage. */
export function isOfFile({ stage, sha256 }: Pick<CommandBody & { type: 'file' }, 'stage' | 'sha256'>) {
  return (each: { stage: string; sha256: string | null }) => each.stage === stage && each.sha256 === sha256;
}

function minuteOf(instant: Instant): Instant {
  return toInstant(Math.floor(toMs(instant) / MINUTE_MS) * MINUTE_MS);
}
