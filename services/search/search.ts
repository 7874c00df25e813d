import { readReference } from '../../domain/reference.ts';
import { searchFor, siftFor } from '../../domain/word-search.ts';
import { eachCounterparty } from '../../store/dataflow.ts';
import { pageSystems } from '../../store/dataflow-list.ts';
import { readIncidents } from '../../store/desk.ts';
import { eachSought } from '../../store/incident-search.ts';
import type { ServiceDeps } from '../deps.ts';

/** Titles, names and receipts are sealed, and opened one by one: so many of each are looked at. */
const LOOKED_AT = 20_000;
/** Of each group so many are told. */
const MOST_FOUND = 20;

/** One thing that was found. `around`: its words around the match. */
type Found = { id: string; name: string; around: string };
/** `isMore`: more match than are told. `lookedAt`: only so many of them were looked at; null where all were. */
type FoundGroup = { found: Found[]; isMore: boolean; lookedAt: number | null };
export type SearchAnswer = Record<'incidents' | 'systems' | 'suppliers' | 'customers' | 'receipts', FoundGroup>;

/**
 * Looks for words in references and titles of incidents, in systems, suppliers and customers, and in receipts of
 * filings, the newest first. Every word must be there, in any case.
 */
export async function search({ store }: Pick<ServiceDeps, 'store'>, words: string): Promise<SearchAnswer> {
  const find = searchFor(words);
  const [incidents, referred, { systems }, parties] = await Promise.all([
    findIncidents(store, words),
    findReferences(store, words),
    pageSystems(store, { filter: { text: words }, limit: MOST_FOUND + 1 }),
    findParties(store, find),
  ]);
  const { titled, receipts, lookedAt } = incidents;
  return {
    incidents: groupOf([...new Map([...referred, ...titled].map((found) => [found.id, found])).values()], lookedAt),
    systems: groupOf(
      systems.map(({ id, name }) => ({ id, name, around: name })),
      null,
    ),
    suppliers: groupOf(parties.suppliers, parties.lookedAt),
    customers: groupOf(parties.customers, parties.lookedAt),
    receipts: groupOf(receipts, lookedAt),
  };
}

type Find = ReturnType<typeof searchFor>;

function hit(find: Find, id: string, name: string, texts: readonly string[]): Found[] {
  const around = find(texts);
  return around === null ? [] : [{ id, name, around }];
}

function groupOf(all: readonly Found[], lookedAt: number | null): FoundGroup {
  return { found: all.slice(0, MOST_FOUND), isMore: all.length > MOST_FOUND, lookedAt };
}

/** Titles and receipts of the newest incidents. */
async function findIncidents(
  store: ServiceDeps['store'],
  words: string,
): Promise<{ titled: Found[]; receipts: Found[]; lookedAt: number | null }> {
  const [find, mayHold] = [searchFor(words), siftFor(words)];
  const [titled, receipts]: [Found[], Found[]] = [[], []];
  let looked = 0;
  for await (const batch of eachSought(store, LOOKED_AT + 1)) {
    for (const { breachId, open, ...sieves } of batch) {
      if (looked === LOOKED_AT) return { titled, receipts, lookedAt: looked };
      looked += 1;
      // One more than is told says that there are more.
      const inTitle = titled.length <= MOST_FOUND && mayHold(sieves.title);
      const inReceipts = receipts.length <= MOST_FOUND && mayHold(sieves.receipts);
      if (!inTitle && !inReceipts) continue;
      const { title, receipts: its } = open();
      if (inTitle) titled.push(...hit(find, breachId, title, [breachId, title]));
      if (inReceipts) receipts.push(...its.flatMap((receipt) => hit(find, breachId, title, [receipt])));
    }
  }
  return { titled, receipts, lookedAt: null };
}

/** References stand in clear, so all are looked at, however it was typed or heard. */
async function findReferences(store: ServiceDeps['store'], words: string): Promise<Found[]> {
  const idPart = readReference(words.trim());
  if (!/^[\w-]{1,64}$/.test(idPart)) return [];
  const { rows } = await readIncidents(store, { limit: MOST_FOUND + 1, idPart });
  return rows.map(({ breachId, title }) => ({ id: breachId, name: title, around: breachId }));
}

async function findParties(
  store: ServiceDeps['store'],
  find: Find,
): Promise<{ suppliers: Found[]; customers: Found[]; lookedAt: number | null }> {
  const [suppliers, customers]: [Found[], Found[]] = [[], []];
  let looked = 0;
  for await (const { id, kind, name } of eachCounterparty(store)) {
    if (looked === LOOKED_AT) return { suppliers, customers, lookedAt: looked };
    looked += 1;
    const of = kind === 'supplier' ? suppliers : customers;
    if (of.length <= MOST_FOUND) of.push(...hit(find, id, name, [id, name]));
  }
  return { suppliers, customers, lookedAt: null };
}
