import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { TocsinError } from '../domain/errors.ts';
import { addRecipients, createList, dropUnfinishedList, sealList } from '../store/recipients.ts';
import { readRecipients } from './csv.ts';
import type { ApiDeps } from './deps.ts';

export const LIST_LIMIT_BYTES = 256 * 1024 * 1024;

/**
 * Imports a CSV of people for a breach, whole or not at all.
 *
 * @param name what the list's id ends with; random if left out
 * @throws TocsinError `bad-input` with the lines at fault, or where the list names nobody
 */
export async function importRecipients(
  deps: Pick<ApiDeps, 'store' | 'clock' | 'organisation'>,
  breachId: string,
  source: Readable,
  name: string = randomUUID(),
): Promise<{ listId: string; recipients: number; duplicates: number }> {
  const listId = `${breachId}~${name}`;
  let duplicates = 0;
  let isCreated = false;
  const options = { limitBytes: LIST_LIMIT_BYTES, language: deps.organisation.language };
  try {
    await readRecipients(source, options, async (rows) => {
      if (!isCreated) await createList(deps.store, { id: listId, breachId, createdAt: deps.clock() });
      isCreated = true;
      duplicates += (await addRecipients(deps.store, listId, rows)).duplicates;
    });
  } catch (error) {
    await dropUnfinishedList(deps.store, listId);
    throw error;
  }
  if (!isCreated) throw new TocsinError('bad-input', 'The list names nobody.', 'body');
  const { recipients } = await sealList(deps.store, listId);
  return { listId, recipients, duplicates };
}
