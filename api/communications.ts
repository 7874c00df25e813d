import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { BreachState } from '../domain/breach/state.ts';
import { type CommunicationName, campaignName, campaignNumber } from '../domain/communication/standing.ts';
import { TocsinError } from '../domain/errors.ts';
import { decideUncertainLetters } from '../store/ledger/letters.ts';
import { decideUncertainNotices } from '../store/ledger/notice-decisions.ts';
import type { UncertainDecision } from '../store/ledger/uncertain.ts';
import type { CommandOutcome } from '../workflows/messages.ts';
import { principalOf } from './authentication.ts';
import { findBreach, runCommand } from './commands.ts';
import type { ApiDeps } from './deps.ts';
import { requireMatch } from './etags.ts';
import { requireWholeRecord } from './record.ts';
import { BreachParams } from './routes/route.ts';

/** What people do about a communication as a whole: pause it, let it go on, end it, decide on what is uncertain. */

const NAME = /^(?:notices|campaign-[1-9]\d{0,3})$/;

/** `notices`, or `campaign-<number>`. */
export const CommunicationParams = BreachParams.extend({
  communication: z.string().regex(NAME, '`notices`, or `campaign-` and its number'),
});

/** The name of a communication as it stands in an address. */
export function communicationOfPath(path: string): CommunicationName {
  return path === 'notices' ? 'notices' : campaignName(Number(path.slice('campaign-'.length)));
}

export const STEERING = ['pause', 'resume', 'stop'] as const;
export type Steering = (typeof STEERING)[number];
type Steered = { breachId: string; communication: CommunicationName; act: Steering; reasons: string };

/** Pauses a communication, lets it go on, or ends it for good. @throws TocsinError with the breach's own refusal */
export async function steerCommunication(
  deps: ApiDeps,
  request: FastifyRequest,
  { breachId, communication, act, reasons }: Steered,
): Promise<CommandOutcome> {
  if (act === 'pause') {
    const asked = { type: 'pause-communication', communication, because: 'asked', reasons } as const;
    return runCommand(deps, request, breachId, asked);
  }
  return runCommand(deps, request, breachId, { type: `${act}-communication`, communication, reasons });
}

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
  deps: ApiDeps,
  request: FastifyRequest,
  { breachId, communication, decision, receivers, reasons }: UncertainAsked,
): Promise<{ decided: number; seq: number }> {
  const state = await findBreach(deps, breachId);
  requireMatch(request, state.seq);
  const standing = requireOpen(state, communication);
  const isAgain = decision === 'send-again';
  if (isAgain && standing.status === 'stopped') {
    const message = `${communication} of ${breachId} was stopped for good, so nothing of it is sent again.`;
    throw new TocsinError('conflict', message, 'decision');
  }
  await requireWholeRecord(deps, state, 'resume-communication');
  const said = { decision, by: principalOf(request).name, at: deps.clock(), reasons };
  const decided = await decideIn(deps, state, communication, receivers, said);
  deps.relay.kick();
  if (decided === 0 || !isAgain || standing.status !== 'finished') return { decided, seq: state.seq };
  const { seq } = await steerCommunication(deps, request, { breachId, communication, act: 'resume', reasons });
  return { decided, seq };
}

type Said = Pick<Parameters<typeof decideUncertainNotices>[2], 'decision' | 'by' | 'at' | 'reasons'>;

function decideIn(
  { store }: Pick<ApiDeps, 'store'>,
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
