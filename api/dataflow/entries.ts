import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Counterparty, DataFlowRegister, System } from '../../domain/dataflow.ts';
import { TocsinError } from '../../domain/errors.ts';
import { saveRegister } from '../../services/dataflow/save.ts';
import type { ApiDeps } from '../deps.ts';
import { fingerprint } from '../forms/form.ts';
import { etagOf, requireMatch } from '../http/etags.ts';
import { requireCounterparties } from '../routes/dataflow.ts';
import { principalOf } from '../sign-in/authentication.ts';

/** One entry of the data-flow register for programs: its version is the hash of what it says. */

type Entry = System | Counterparty;

/** Answers with an entry and its ETag. @throws TocsinError `not-found` */
export function sendEntry(reply: FastifyReply, entry: Entry | undefined): Entry {
  if (entry === undefined) throw new TocsinError('not-found', 'The data-flow register has no entry of this id.', 'id');
  reply.header('etag', etagOf(fingerprint(entry)));
  return entry;
}

/**
 * Writes one entry with its history, where it still is the version that the caller names. The same again is done
 * already.
 * @throws TocsinError `stale`, `unknown-counterparty`
 */
export async function putEntry(
  deps: Pick<ApiDeps, 'store' | 'clock' | 'judge'>,
  request: FastifyRequest,
  reply: FastifyReply,
  entry: Entry,
): Promise<Entry> {
  const register: DataFlowRegister =
    'contacts' in entry ? { systems: [], counterparties: [entry] } : { systems: [entry], counterparties: [] };
  let isNew = false;
  const check = (before: Entry | null) => {
    isNew = before === null;
    if (before !== null && fingerprint(before) === fingerprint(entry)) return;
    requireMatch(request, before === null ? null : fingerprint(before), 'The entry');
  };
  await requireCounterparties(deps, register);
  await saveRegister(deps, register, { at: deps.clock(), by: principalOf(request).name, check });
  reply.status(isNew ? 201 : 200);
  return sendEntry(reply, entry);
}
