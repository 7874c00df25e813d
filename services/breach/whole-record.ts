import { NOT_DONE, type OnTheRecord, sayRecordBroken } from '../../domain/breach/on-the-record.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import { TocsinError } from '../../domain/errors.ts';
import { checkStream } from '../../store/check-stream.ts';
import type { ServiceDeps } from '../deps.ts';

/** Refuses to act on a record that was changed from outside. @throws TocsinError `record-broken` */
export async function requireWholeRecord(
  { store }: Pick<ServiceDeps, 'store'>,
  { breachId, seq }: Pick<BreachState, 'breachId' | 'seq'>,
  command: OnTheRecord,
): Promise<void> {
  const { findings, verifiedTo } = await checkStream(store, breachId, seq);
  if (findings.length === 0) return;
  const members = { seq: verifiedTo + 1, command };
  const message = `Breach ${breachId}: ${sayRecordBroken(members.seq, NOT_DONE[command])}`;
  throw new TocsinError('record-broken', message, undefined, members);
}
