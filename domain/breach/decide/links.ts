import type { BreachState } from '../state.ts';
import { unknownCommunication } from './communications.ts';
import { type Decide, done, type Refusal, reasonsMissing, refuse } from './decision.ts';

/**
 * Links to notices, by which somebody outside reads and answers without signing in. The row of the notice follows in
 * the transaction that records the event (`store/ledger/notice-links.ts`): a link opens only as the record says.
 */

export const revokeLink: Decide<'revoke-link'> = (state, command, head) => {
  const { counterparty, round, generation, reasons } = command;
  const refusal = whyNoLink(state, reasons, 'revoking a link');
  if (refusal !== null) return refusal;
  const data = { counterparty, round, generation };
  return done({ ...head, type: 'link-revoked', data, personal: { reasons } });
};

/** Whoever had the link is sent the new one, so that it asks for a communication that may still send. */
export const reissueLink: Decide<'reissue-link'> = (state, command, head) => {
  const { counterparty, round, generation, reasons } = command;
  const refusal = whyNoLink(state, reasons, 're-issuing a link');
  if (refusal !== null) return refusal;
  if (state.communications.notices?.status === 'stopped') {
    const message = `The notices of ${state.breachId} were stopped for good, so no new link is sent.`;
    return refuse('conflict', `${message} Revoke the old one instead.`, 'communication', {
      why: 'communication-stopped',
    });
  }
  const data = { counterparty, round, generation };
  return done({ ...head, type: 'link-reissued', data, personal: { reasons } });
};

function whyNoLink(state: BreachState, reasons: string, doing: string): Refusal | null {
  if (state.communications.notices === undefined) return unknownCommunication(state, 'notices');
  return reasons === '' ? reasonsMissing(doing) : null;
}
