import type { CommandBody } from '../../domain/breach/commands.ts';
import { awarenessOf, type BreachState } from '../../domain/breach/state.ts';
import { TocsinError } from '../../domain/errors.ts';
import { checkStream } from '../../store/chain.ts';
import type { ServiceDeps } from '../deps.ts';

/** What decides, ends, moves a clock or leaves the house; pages name in their own words what of it was not done. */
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
  'close',
] as const satisfies readonly CommandBody['type'][];
export type OnTheRecord = (typeof RESTING)[number];

/**
 * What a command rests on the record for: whatever decides, ends, moves a clock or leaves the house. Null where it adds
 * what is known: in an emergency a first awareness, facts and evidence must be kept and clocks must start, and nothing
 * that was recorded before is taken for true by it.
 */
export function onTheRecord(state: Pick<BreachState, 'awareness'>, body: CommandBody): OnTheRecord | null {
  if (body.type === 'record-awareness') return awarenessOf(state) === null ? null : body.type;
  if (body.type === 'amend-facts') return body.facts.switchedOn === undefined ? null : body.type;
  return RESTING.find((type) => type === body.type) ?? null;
}

/** Refuses to act on a record that was changed from outside. @throws TocsinError `record-broken` */
export async function requireWholeRecord(
  { store }: Pick<ServiceDeps, 'store'>,
  { breachId, seq }: Pick<BreachState, 'breachId' | 'seq'>,
  command: OnTheRecord,
): Promise<void> {
  const { findings, verifiedTo } = await checkStream(store, breachId, seq);
  if (findings.length === 0) return;
  const members = { seq: verifiedTo + 1, command };
  const message = `The record of breach ${breachId} does not verify from event ${members.seq} on: it was changed from outside, so '${command}' was not done. Restore the record first. Facts, evidence and a first awareness can be recorded all the same.`;
  throw new TocsinError('record-broken', message, undefined, members);
}
