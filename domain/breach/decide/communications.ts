import {
  type Communication,
  type CommunicationName,
  campaignNumber,
  type UncertainDecision,
} from '../../communication/standing.ts';
import type { Command } from '../commands.ts';
import type { BreachState } from '../state.ts';
import {
  type CommandOf,
  confirmed,
  type Decide,
  done,
  type Refusal,
  reasonsMissing,
  refuse,
  whyClosed,
} from './decision.ts';
import { communicationLeaving, refuseAlone } from './four-eyes.ts';

/** A page that is on record already, with nothing else changed, is no news. */
export const progressCommunication: Decide<'communication-progressed'> = (state, command, head) => {
  const { communication, counts, head: ledger, nextAt, version, turn, answers } = command;
  const known = state.communications[communication];
  if (known === undefined) return done();
  // What was asked since it was counted may have left something to do: it is counted again.
  const settled = command.settled && (turn === undefined || turn === known.turn);
  const isKnown =
    known.head?.page === ledger?.page && known.version === version && (!settled || known.status !== 'running');
  if (isKnown) return done();
  const data = { communication, counts, head: ledger, nextAt, version, settled, ...(answers && { answers }) };
  return done({ ...head, type: 'communication-progressed', data });
};

/** One that paused by itself, and may go on by itself, stands still from now on until a person resumes it. */
export const pauseCommunication: Decide<'pause-communication'> = (state, command, head) => {
  const { communication, because, reasons } = command;
  const known = state.communications[communication];
  const data = { communication, because };
  const paused = { ...head, type: 'communication-paused' as const, data, personal: { reasons } };
  if (known === undefined) return unknownCommunication(state, communication);
  // By itself, while it runs; anything else is no news.
  if (command.by === 'engine') return known.status === 'running' ? done(paused) : done();
  const over = whyOver(state, command, ['stopped', 'finished']) ?? whyUnreleased(state, known);
  if (over !== null) return over;
  if (reasons === '') return reasonsMissing('pausing a communication');
  return known.because === 'asked' ? confirmed(paused) : done(paused);
};

/**
 * What is finished may go on where somebody decided to send again what was uncertain: the engine asks it for them once
 * Temporal is back. What stands still it resumes only from its own wait.
 */
export const resumeCommunication: Decide<'resume-communication'> = (state, command, head) => {
  const { communication, reasons } = command;
  const known = state.communications[communication];
  if (known === undefined) return unknownCommunication(state, communication);
  const over = whyOver(state, command, ['stopped']) ?? whyUnreleased(state, known);
  if (over !== null) return over;
  if (command.by === 'engine' && known.status !== 'finished' && known.because !== 'busy') return done();
  const resumed = { ...head, type: 'communication-resumed' as const, data: { communication }, personal: { reasons } };
  return known.status === 'running' ? confirmed(resumed) : done(resumed);
};

/** Whether the engine lets go on what has finished: version 0.8 left that as it was, which stands in its histories. */
export function resumesFinished({ communications }: Pick<BreachState, 'communications'>, command: Command): boolean {
  if (command.type !== 'resume-communication' || command.by !== 'engine') return false;
  const known = communications[command.communication];
  return known?.status === 'finished' && known.because !== 'busy';
}

/** For good. */
export const stopCommunication: Decide<'stop-communication'> = (state, command, head) => {
  const { communication, reasons } = command;
  if (state.communications[communication] === undefined) return unknownCommunication(state, communication);
  const over = whyOver(state, command, ['stopped', 'finished']);
  if (over !== null) return over;
  if (reasons === '') return reasonsMissing('stopping a communication');
  return done({ ...head, type: 'communication-stopped', data: { communication }, personal: { reasons } });
};

/** What a person says of the uncertain letters of a communication. */
export type UncertainLetters = { communication: CommunicationName; decision: UncertainDecision; reasons: string };

/**
 * Why nobody can decide on the uncertain letters of a communication; null where somebody can. The decision is written
 * to the ledger, which is the record of each letter, and not to the breach: whoever writes it asks this first.
 */
export function whyNotDecided(
  state: BreachState,
  { communication, decision, reasons }: UncertainLetters,
  asked: Pick<CommandOf<'resume-communication'>, 'by' | 'isPerson'>,
): Refusal | null {
  const closed = whyClosed(state);
  if (closed !== null) return closed;
  const known = state.communications[communication];
  if (known === undefined) return unknownCommunication(state, communication);
  if (reasons === '') return reasonsMissing('deciding on uncertain letters');
  if (decision === 'arrived') return null;
  if (known.status === 'stopped') {
    const message = `${communication} of ${state.breachId} was stopped for good, so nothing of it is sent again.`;
    return refuse('conflict', message, 'decision', { why: 'communication-stopped' });
  }
  const leaving = communicationLeaving(state, communication);
  return leaving && refuseAlone(state, leaving, asked);
}

export function unknownCommunication({ breachId }: BreachState, communication: CommunicationName): Refusal {
  const message = `Breach ${breachId} has no communication '${communication}'; see its page for those it has.`;
  return refuse(campaignNumber(communication) === null ? 'not-found' : 'unknown-campaign', message, 'communication');
}

/** Only a release lets the first notice go: nothing that a person lets go on, or holds up, can do it. */
function whyUnreleased({ breachId }: BreachState, { status }: Communication): Refusal | null {
  if (status !== 'unreleased') return null;
  const message = `The notices of ${breachId} are not released, so none of them goes out; release them, or stop them.`;
  return refuse('not-approved', message, 'communication', { why: 'unreleased' });
}

function whyOver(
  { breachId, communications }: BreachState,
  { communication }: Pick<CommandOf<'stop-communication'>, 'communication'>,
  over: readonly ('stopped' | 'finished')[],
): Refusal | null {
  const status = over.find((each) => each === communications[communication]?.status);
  if (status === undefined) return null;
  const message = `${communication} of ${breachId} is ${status} already; nothing is left to be changed.`;
  return refuse('conflict', message, 'communication', { why: 'communication-over' });
}
