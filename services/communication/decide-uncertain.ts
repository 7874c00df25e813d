import type { BreachState } from '../../domain/breach/state.ts';
import { type CommunicationName, campaignNumber } from '../../domain/communication/standing.ts';
import { TocsinError } from '../../domain/errors.ts';
import { decideUncertainLetters } from '../../store/ledger/letters.ts';
import { decideUncertainNotices } from '../../store/ledger/notice-decisions.ts';
import type { UncertainDecision } from '../../store/ledger/uncertain.ts';
import type { Asked } from '../asked.ts';
import { findBreach } from '../breach/command.ts';
import { requireWholeRecord } from '../breach/whole-record.ts';
import type { ServiceDeps } from '../deps.ts';

import { steerCommunication } from './steer.ts';

/** `receivers`: ids of counterparties, or numbers of people on the list; null for all that are uncertain. */
export type UncertainAsked = {
  breachId: string;
  communication: CommunicationName;
  decision: UncertainDecision;
  receivers: readonly string[] | null;
  reasons: string;
};

/**
 * Records what a person says of letters that may have left. What is to be sent again goes out at once; where nothing
 * was left to be sent, the communication goes on for it. Asked twice, the second time nothing is uncertain any more.
 * @returns how many were decided, and up to which event the breach has heard of it
 * @throws TocsinError `not-found`, `breach-closed`, `unknown-campaign`, `conflict`, `record-broken`
 */
export async function decideOnUncertain(
  deps: ServiceDeps,
  asked: Asked,
  { breachId, communication, decision, receivers, reasons }: UncertainAsked,
): Promise<{ decided: number; seq: number }> {
  const state = await findBreach(deps, breachId);
  asked.condition.require(state.seq);
  const standing = requireOpen(state, communication);
  const isAgain = decision === 'send-again';
  if (isAgain && standing.status === 'stopped') {
    const message = `${communication} of ${breachId} was stopped for good, so nothing of it is sent again.`;
    throw new TocsinError('conflict', message, 'decision');
  }
  await requireWholeRecord(deps, state, 'resume-communication');
  const said = { decision, by: asked.by, at: deps.clock(), reasons };
  const decided = await decideIn(deps, state, communication, receivers, said);
  deps.relay.kick();
  if (decided === 0 || !isAgain || standing.status !== 'finished') return { decided, seq: state.seq };
  const { seq } = await steerCommunication(deps, asked, { breachId, communication, act: 'resume', reasons });
  return { decided, seq };
}

type Said = Pick<Parameters<typeof decideUncertainNotices>[2], 'decision' | 'by' | 'at' | 'reasons'>;

function decideIn(
  { store }: Pick<ServiceDeps, 'store'>,
  { breachId, campaigns }: BreachState,
  communication: CommunicationName,
  receivers: readonly string[] | null,
  said: Said,
): Promise<number> {
  const number = campaignNumber(communication);
  if (number === null) return decideUncertainNotices(store, breachId, { ...said, counterparties: receivers });
  const { listId } = campaigns.find((campaign) => campaign.number === number) ?? { listId: '' };
  const people = receivers === null ? null : receivers.map(Number);
  return decideUncertainLetters(store, { breachId, campaign: number, listId }, { ...said, people });
}

function requireOpen(state: BreachState, communication: CommunicationName) {
  const { breachId, status } = state;
  if (status === 'closed') {
    throw new TocsinError('breach-closed', `Breach ${breachId} is closed; nothing of it changes any more.`, 'breach');
  }
  const standing = state.communications[communication];
  if (standing !== undefined) return standing;
  const code = communication === 'notices' ? 'not-found' : 'unknown-campaign';
  throw new TocsinError(code, `Breach ${breachId} has no communication '${communication}' yet.`, 'communication');
}
