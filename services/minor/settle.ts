import type { ClosedOver } from '../../domain/breach/events.ts';
import { minorPoints } from '../../domain/breach/minor.ts';
import { awarenessOf } from '../../domain/breach/state.ts';
import { TocsinError } from '../../domain/errors.ts';
import type { CommandOutcome } from '../../workflows/messages.ts';
import type { Asked, VersionCondition } from '../asked.ts';
import { closeBreach, lookUp } from '../breach/closing.ts';
import { findBreach, sendCommand } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';
import { lookAtMinor, type MinorGiven, mostOf } from './look.ts';

/**
 * States the facts of a minor incident, records the awareness, decides that a risk is unlikely, and closes it: each by
 * its own command, so that each rule is asked and each is on record with who and why. Where anything speaks against it
 * nothing is recorded at all. Safe to repeat: what was done is not done again.
 *
 * @throws TocsinError `closing-blocked` with field `minor` for what speaks against it, with field `over` for points of
 *   the closing without reasons; `awareness-missing`; with the breach's own refusal of a step: those before it stand
 */
export async function settleMinor(
  deps: ServiceDeps,
  asked: Asked,
  breachId: string,
  { over, ...given }: MinorGiven & { over: ClosedOver[] },
): Promise<CommandOutcome> {
  const state = await findBreach(deps, breachId);
  const { reasons } = given;
  const closing = { ...asked, idempotencyKey: `${asked.idempotencyKey}/close`, condition: ANY };
  const end = () => closeBreach(deps, closing, breachId, { outcome: 'resolved', reasons, over }, isStillMinor);
  // One that is closed answers a repeated call, and refuses any other.
  if (state.status === 'closed') return closeBreach(deps, closing, breachId, { outcome: 'resolved', reasons, over });
  const look = await lookAtMinor(deps, state, asked, given);
  throwAgainst(breachId, look.against);
  if (awarenessOf(look.after) === null) {
    const message = `${breachId} has no awareness: give since when the organisation knows.`;
    throw new TocsinError('awareness-missing', message, 'awareAt');
  }
  const left = look.over.filter(({ point }) => !over.some((each) => each.point === point && each.reasons !== ''));
  if (left.length > 0) {
    const named = left.map(({ point, says }) => `${point}: ${says}`).join(' ');
    const message = `${breachId} is closed over each of these only with reasons of its own. ${named}`;
    throw new TocsinError('closing-blocked', message, 'over', { points: left.map(({ point }) => point) });
  }
  let { condition } = asked;
  for (const [name, body] of look.steps) {
    const step = { ...asked, idempotencyKey: `${asked.idempotencyKey}/${name}`, condition };
    await sendCommand(deps, step, await findBreach(deps, breachId), body);
    condition = ANY;
  }
  return end();

  /** What somebody else stated meanwhile may make it more than minor. */
  async function isStillMinor(now: Awaited<ReturnType<typeof findBreach>>): Promise<boolean> {
    const looked = await lookUp(deps, now);
    throwAgainst(breachId, minorPoints({ before: now, after: now }, mostOf(deps), looked));
    return true;
  }
}

/** The steps after the first one are on what the first has made. */
const ANY: VersionCondition = { namesVersion: false, require: () => undefined };

function throwAgainst(breachId: string, against: ReturnType<typeof minorPoints>): void {
  if (against.length === 0) return;
  const message = `${breachId} is no minor incident. ${against.map(({ says }) => says).join(' ')}`;
  throw new TocsinError('closing-blocked', message, 'minor', { points: against.map(({ code }) => `minor/${code}`) });
}
