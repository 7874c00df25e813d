import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { TocsinError } from '../../domain/errors.ts';
import type { Mapping } from '../../domain/people/columns.ts';
import { createOtherNames } from '../../domain/people/other-names.ts';
import { keysOf, mergePerson, type Person } from '../../domain/people/person.ts';
import { createTally, type PeopleCount } from '../../domain/people/tally.ts';
import type { ListFormat, Understood } from '../../domain/people/understood.ts';
import { createList, dropUnfinishedList, holdList, readList, sealList } from '../../store/recipient-lists.ts';
import { addRecipients } from '../../store/recipients.ts';
import type { ServiceDeps } from '../deps.ts';
import { readRecipients } from './read.ts';

type ImportDeps = Pick<ServiceDeps, 'store' | 'clock'> & { organisation: { language: string } };

/** A list as it is sent. `isHeld`: somebody looks at what was understood before it is kept. */
export type SentList = { source: Readable; format: ListFormat; mapping: Mapping; isHeld?: boolean };

/** Whom a list names, and what was made of it. */
export type ImportedPeople = {
  /** Who can be written to, each address once. */
  recipients: number;
  /** Lines that name somebody who stands on an earlier one. */
  duplicates: number;
  /** Concerned, and without an address for mail. */
  withoutAddress: number;
  people: PeopleCount;
  understood: Understood;
};

/** The same of a list that is kept; null is what a version before did not note. */
type Imported = {
  [K in keyof ImportedPeople]: K extends 'people' | 'understood' ? ImportedPeople[K] | null : ImportedPeople[K];
} & { listId: string };

export const LIST_LIMIT_BYTES = 256 * 1024 * 1024;
/** A log names the same people again and again: so many are gathered before they are stored. */
const GATHERED = 20_000;

/**
 * Imports a list under a name that the caller's key gives: the same bytes again are the same list.
 * @throws TocsinError `key-reused` for other bytes under the key, and what {@link importRecipients} throws
 */
export async function importOnce(deps: ImportDeps, breachId: string, sent: SentList, name: string): Promise<Imported> {
  const listId = `${breachId}~${name}`;
  const known = await readList(deps.store, listId);
  if (known === null) return importRecipients(deps, breachId, sent, name);
  const hash = createHash('sha256');
  for await (const bytes of sent.source) hash.update(bytes);
  const { isOf, recipients, duplicates, withoutAddress, people, understood } = known;
  if (isOf(hash.digest('hex'))) return { listId, recipients, duplicates, withoutAddress, people, understood };
  const message = 'This Idempotency-Key came with another list before; take a new one.';
  throw new TocsinError('key-reused', message, 'idempotency-key');
}

/**
 * Imports people for a breach, whole or not at all.
 *
 * @param name what the list's id ends with
 * @throws TocsinError `bad-input` with the lines at fault, or where the list names nobody
 */
export async function importRecipients(
  deps: ImportDeps,
  breachId: string,
  sent: SentList,
  name: string,
): Promise<ImportedPeople & { listId: string }> {
  const { store } = deps;
  const listId = `${breachId}~${name}`;
  const hash = createHash('sha256');
  const counts = { recipients: 0, withoutAddress: 0 };
  let isCreated = false;
  try {
    const { people, understood } = await readPeople(
      deps,
      { ...sent, source: hashed(sent.source, hash) },
      async (rows) => {
        if (!isCreated) await createList(store, { id: listId, breachId, createdAt: deps.clock() });
        isCreated = true;
        const unaddressed = rows.filter(({ email }) => email === '');
        counts.recipients += (
          await addRecipients(
            store,
            listId,
            rows.filter(({ email }) => email !== ''),
          )
        ).added;
        counts.withoutAddress += (await addRecipients(store, listId, unaddressed)).added;
      },
    );
    const duplicates = people.lines - counts.recipients - counts.withoutAddress;
    const source = { sha256: hash.digest('hex'), duplicates, understood, people };
    await (sent.isHeld === true ? holdList : sealList)(store, listId, source);
    return { listId, ...counts, duplicates, people, understood };
  } catch (error) {
    await dropUnfinishedList(store, listId);
    throw error;
  }
}

/** What an import would make of a list; nothing of it is kept. @throws TocsinError as {@link importRecipients} does */
export async function previewRecipients(deps: ImportDeps, sent: SentList): Promise<ImportedPeople> {
  const known = { addressed: new Set<string>(), unaddressed: new Set<string>() };
  const { people, understood } = await readPeople(deps, sent, async (rows) => {
    for (const row of rows) known[row.email === '' ? 'unaddressed' : 'addressed'].add(keysOf(row)[0] ?? '');
  });
  const [recipients, withoutAddress] = [known.addressed.size, known.unaddressed.size];
  return { recipients, withoutAddress, duplicates: people.lines - recipients - withoutAddress, people, understood };
}

/** Reads a list and hands over its people, those of many lines once for each {@link GATHERED}. */
async function readPeople(
  { organisation }: ImportDeps,
  { source, format, mapping }: SentList,
  take: (people: Person[]) => Promise<void>,
): Promise<{ people: PeopleCount; understood: Understood }> {
  const tally = createTally();
  const otherNames = createOtherNames();
  const gathered = new Map<string, Person>();
  const handOver = async () => {
    if (gathered.size > 0) await take([...gathered.values()]);
    gathered.clear();
  };
  const options = { limitBytes: LIST_LIMIT_BYTES, language: organisation.language, format, mapping };
  const understood = await readRecipients(source, options, async (rows) => {
    for (const { line, person } of rows) {
      tally.add(person);
      otherNames.add(line, person);
      const [key = ''] = keysOf(person);
      const known = gathered.get(key);
      gathered.set(key, known === undefined ? { ...person, lines: 1 } : mergePerson(known, person));
    }
    if (gathered.size >= GATHERED) await handOver();
  });
  await handOver();
  const people = tally.count();
  if (people.people > 0) return { people, understood: { ...understood, otherNames: otherNames.found() } };
  throw new TocsinError('bad-input', 'The list names nobody.', 'body', { why: 'list-empty' });
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
