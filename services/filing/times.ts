import type { CommandBody } from '../../domain/breach/commands.ts';
import { isOfFile, type Precedes, precededBy } from '../../domain/breach/filing-order.ts';
import { awarenessOf, type BreachState } from '../../domain/breach/state.ts';
import { TocsinError } from '../../domain/errors.ts';
import { formatMoment } from '../../domain/notices/moment.ts';
import type { Instant } from '../../domain/time.ts';

/** Why a filing cannot have been made then: after `future`, or before `approval` or `awareness`, which is at `than`. */
export type Untimely = Precedes | { why: 'future'; than: Instant };

/**
 * Whether a filing can have been made at the instant it names; null where it can. One made elsewhere may be older than the
 * awareness on record: its reasons say why.
 */
export function whyUntimely(
  state: Pick<BreachState, 'obligations' | 'awareness'>,
  { obligation, stage, sha256, elsewhere, filedAt }: CommandBody & { type: 'file' },
  now: Instant,
): Untimely | null {
  if (filedAt > now) return { why: 'future', than: now };
  if (elsewhere === true) return null;
  const approval = state.obligations[obligation]?.approvals?.find(isOfFile({ stage, sha256 }))?.at ?? null;
  return precededBy(filedAt, { approval, awareness: awarenessOf(state) });
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
