import type { CommandBody } from './commands.ts';
import { awarenessOf, type BreachState } from './state.ts';

/**
 * What decides, ends, moves a clock or leaves the organisation; pages name in their own words what of it was not done.
 */
const RESTING = [
  'approve-filing',
  'file',
  'approve-campaign',
  'decide-risk',
  'waive-obligation',
  'resume-obligation',
  'amend-facts',
  'record-awareness',
  'resume-communication',
  'stop-communication',
  'reissue-link',
  'release-notices',
  'close',
  'reopen',
  'triage',
] as const satisfies readonly CommandBody['type'][];
export type OnTheRecord = (typeof RESTING)[number];

/**
 * What a command rests on the record for: whatever decides, ends, moves a clock or leaves the organisation. Null where
 * it adds what is known: in an emergency a first awareness, facts and evidence must be kept and clocks must start, and
 * nothing that was recorded before is taken for true by it.
 */
export function onTheRecord(state: Pick<BreachState, 'awareness'>, body: CommandBody): OnTheRecord | null {
  if (body.type === 'record-awareness') return awarenessOf(state) === null ? null : body.type;
  if (body.type === 'amend-facts') return body.facts.switchedOn === undefined ? null : body.type;
  return RESTING.find((type) => type === body.type) ?? null;
}

/** What it means that a command was refused because the record does not verify. */
export const NOT_DONE: Readonly<Record<OnTheRecord, string>> = {
  'approve-filing': 'Nothing was filed or approved; until it is restored, file by the authority’s own form.',
  file: 'Nothing was filed or approved; until it is restored, file by the authority’s own form.',
  'approve-campaign': 'The letter was not approved, and nobody was written to.',
  'decide-risk': 'Nothing was decided.',
  'waive-obligation': 'The duty was not waived; its clock goes on.',
  'resume-obligation': 'The duty was not taken up again.',
  'amend-facts': 'No duty was switched on or off.',
  'record-awareness': 'The awareness was not corrected, and no clock moved.',
  'resume-communication': 'No letter was let go; what is paused stays so.',
  'stop-communication': 'The communication was not stopped; it can be paused.',
  'reissue-link': 'No new link was sent; the one there is can be revoked.',
  'release-notices': 'Nothing was released, and nobody outside was told.',
  close: 'The breach was not closed.',
  reopen: 'The breach was not opened again.',
  triage: 'The suspicion was not dismissed or merged.',
};

/** @param seq the first event that does not verify; `left`: what was not done */
export function sayRecordBroken(seq: number, left: string): string {
  return (
    `The record of this incident does not verify from event ${seq} on: it was changed from outside. ` +
    `${left} Restore the record first. Facts, evidence and a first awareness can be recorded all the same.`
  );
}
