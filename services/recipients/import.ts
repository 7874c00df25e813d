import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { TocsinError } from '../../domain/errors.ts';
import { addRecipients, createList, dropUnfinishedList, readList, sealList } from '../../store/recipients.ts';
import type { ServiceDeps } from '../deps.ts';
import { readRecipients } from './csv.ts';

type ImportDeps = Pick<ServiceDeps, 'store' | 'clock'> & { organisation: { language: string } };

export const LIST_LIMIT_BYTES = 256 * 1024 * 1024;

/**
 * Imports a list under a name that the caller's key gives: the same bytes again are the same list.
 * @throws TocsinError `key-reused` for other bytes under the key, and what {@link importRecipients} throws
 */
export async function importOnce(
  deps: ImportDeps,
  breachId: string,
  source: Readable,
  name: string,
): ReturnType<typeof importRecipients> {
  const listId = `${breachId}~${name}`;
  const known = await readList(deps.store, listId);
  if (known === null) return importRecipients(deps, breachId, source, name);
  const hash = createHash('sha256');
  for await (const bytes of source) hash.update(bytes);
  const { isOf, ...rest } = known;
  if (isOf(hash.digest('hex'))) return { listId, ...rest };
  const message = 'This Idempotency-Key came with another list before; take a new one.';
  throw new TocsinError('key-reused', message, 'idempotency-key');
}

/**
 * Imports a CSV of people for a breach, whole or not at all.
 *
 * @param name what the list's id ends with
 * @throws TocsinError `bad-input` with the lines at fault, or where the list names nobody
 */
export async function importRecipients(
  deps: ImportDeps,
  breachId: string,
  source: Readable,
  name: string,
): Promise<{ listId: string; recipients: number; duplicates: number }> {
  const listId = `${breachId}~${name}`;
  const hash = createHash('sha256');
  let duplicates = 0;
  let isCreated = false;
  const options = { limitBytes: LIST_LIMIT_BYTES, language: deps.organisation.language };
  try {
    await readRecipients(hashed(source, hash), options, async (rows) => {
      if (!isCreated) await createList(deps.store, { id: listId, breachId, createdAt: deps.clock() });
      isCreated = true;
      duplicates += (await addRecipients(deps.store, listId, rows)).duplicates;
    });
  } catch (error) {
    await dropUnfinishedList(deps.store, listId);
    throw error;
  }
  if (!isCreated) throw new TocsinError('bad-input', 'The list names nobody.', 'body', { why: 'list-empty' });
  const { recipients } = await sealList(deps.store, listId, { sha256: hash.digest('hex'), duplicates });
  return { listId, recipients, duplicates };
}

/** The same bytes, hashed as they pass. */
function hashed(source: Readable, hash: Hash): Readable {
  return Readable.from(
    (async function* () {
      for await (const bytes of source) {
        hash.update(bytes);
        yield bytes;
      }
    })(),
  );
}
