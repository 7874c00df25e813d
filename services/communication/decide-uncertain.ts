import { type UncertainLetters, whyNotDecided } from '../../domain/breach/decide/communications.ts';
import { throwRefusal } from '../../domain/breach/decide/decision.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import { type CommunicationName, campaignNumber, listIdOf } from '../../domain/communication/standing.ts';
import { decideUncertainLetters } from '../../store/ledger/letters.ts';
import { hasNextStep } from '../../store/ledger/next-step.ts';
import { decideUncertainNotices } from '../../store/ledger/notice-decisions.ts';
import type { Asked } from '../asked.ts';
import { findBreach } from '../breach/command.ts';
import { requireWholeRecord } from '../breach/whole-record.ts';
import type { ServiceDeps } from '../deps.ts';
import { controlCommunication } from './control.ts';

/** `receivers`: ids of counterparties, or numbers of people on the list; null for all that are uncertain. */
export type UncertainAsked = UncertainLetters & { breachId: string; receivers: readonly string[] | null };

/**
 * Records what a person says of letters that may have left. What is to be sent again goes out at once; where the
 * communication has finished, it goes on for it. Asked twice, the second time nothing is uncertain any more; that the
 * communication goes on is asked again then, as long as rows wait for it: the first time it may have failed. Who does
 * not ask twice need not: whoever tells of news in ledgers asks it, once Temporal is back.
 * @returns how many were decided, and up to which event the breach has heard of it
 * @throws TocsinError `not-found`, `breach-closed`, `unknown-campaign`, `conflict`, `four-eyes`, `record-broken`
 */
export async function decideOnUncertain(
  deps: ServiceDeps,
  asked: Asked,
  { breachId, communication, decision, receivers, reasons }: UncertainAsked,
): Promise<{ decided: number; seq: number }> {
  const state = await findBreach(deps, breachId);
  asked.condition.require(state.seq);
  throwRefusal(whyNotDecided(state, { communication, decision, reasons }, asked));
  await requireWholeRecord(deps, state, 'resume-communication');
  const said = { decision, by: asked.by, at: deps.clock(), reasons };
  const decided = await decideIn(deps, state, communication, receivers, said);
  deps.relay.kick();
  const isOver = state.communications[communication]?.status === 'finished';
  if (decision !== 'send-again' || !isOver || !(await hasNextStep(deps.store, state, communication))) {
    return { decided, seq: state.seq };
  }
  const { seq } = await controlCommunication(deps, asked, { breachId, communication, act: 'resume', reasons });
  return { decided, seq };
}

type Said = Pick<Parameters<typeof decideUncertainNotices>[2], 'decision' | 'by' | 'at' | 'reasons'>;

function decideIn(
  { store }: Pick<ServiceDeps, 'store'>,
  state: BreachState,
  communication: CommunicationName,
  receivers: readonly string[] | null,
  said: Said,
): Promise<number> {
  const { breachId } = state;
  const number = campaignNumber(communication);
  if (number === null) return decideUncertainNotices(store, breachId, { ...said, counterparties: receivers });
  const listId = listIdOf(state, communication) ?? '';
  const people = receivers === null ? null : receivers.map(Number);
  return decideUncertainLetters(store, { breachId, campaign: number, listId }, { ...said, people });
}
