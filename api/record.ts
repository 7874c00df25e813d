import type { CommandBody } from '../domain/breach/commands.ts';
import { awarenessOf, type BreachState } from '../domain/breach/state.ts';
import { TocsinError } from '../domain/errors.ts';
import { checkStream } from '../store/chain.ts';
import type { ApiDeps } from './deps.ts';

/** What was not done on a broken record. */
const NOT_DONE = {
  'approve-filing': 'Nothing was filed or approved; until it is restored, file by the authority’s own form.',
  file: 'Nothing was filed or approved; until it is restored, file by the authority’s own form.',
  'approve-campaign': 'The letter was not approved, and nobody was written to.',
  'decide-risk': 'Nothing was decided.',
  'waive-obligation': 'The duty was not waived; its clock goes on.',
  'resume-obligation': 'The duty was not taken up again.',
  'amend-facts': 'No duty was switched on or off.',
  'record-awareness': 'The awareness was not corrected, and no clock moved.',
  close: 'The breach was not closed.',
} as const satisfies Partial<Record<CommandBody['type'], string>>;
export type OnTheRecord = keyof typeof NOT_DONE;

/**
 * What a command rests on the record for: whatever decides, ends, moves a clock or leaves the house. Null where it adds
 * what is known: in an emergency a first awareness, facts and evidence must be kept and clocks must start, and nothing
 * that was recorded before is taken for true by it.
 */
export function onTheRecord(state: Pick<BreachState, 'awareness'>, body: CommandBody): OnTheRecord | null {
  if (body.type === 'record-awareness') return awarenessOf(state) === null ? null : body.type;
  if (body.type === 'amend-facts') return body.facts.switchedOn === undefined ? null : body.type;
  return Object.hasOwn(NOT_DONE, body.type) ? (body.type as OnTheRecord) : null;
}

/** Refuses to act on a record that was changed from outside. @throws TocsinError `record-broken` */
export async function requireWholeRecord(
  { store }: Pick<ApiDeps, 'store'>,
  { breachId, seq }: Pick<BreachState, 'breachId' | 'seq'>,
  command: OnTheRecord,
): Promise<void> {
  const { findings, verifiedTo } = await checkStream(store, breachId, seq);
  if (findings.length === 0) return;
  const broken = `The record of breach ${breachId} does not verify from event ${verifiedTo + 1} on: it was changed from outside.`;
  const restore = 'Restore the record first; facts, evidence and a first awareness can be recorded all the same.';
  const members = { seq: verifiedTo + 1, command };
  throw new TocsinError('record-broken', `${broken} ${NOT_DONE[command]} ${restore}`, undefined, members);
}
