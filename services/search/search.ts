import type { BreachState } from '../../domain/breach/state.ts';
import { readReference } from '../../domain/reference.ts';
import { searchFor } from '../../domain/word-search.ts';
import { readBreaches } from '../../store/breaches.ts';
import { eachCounterparty } from '../../store/dataflow.ts';
import { pageSystems } from '../../store/dataflow-list.ts';
import { readIncidents } from '../../store/desk.ts';
import type { ServiceDeps } from '../deps.ts';

/** Titles, names and receipts are sealed, and opened one by one: so many of each are looked at. */
const LOOKED_AT = { incidents: 5_000, counterparties: 5_000, receipts: 500 };
const AT_ONCE = 50;
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
    readIncidents(store, { limit: LOOKED_AT.incidents }),
    findReferences(store, words),
    pageSystems(store, { filter: { text: words }, limit: MOST_FOUND + 1 }),
    findParties(store, find),
  ]);
  const titled = incidents.rows.flatMap(({ breachId, title }) => hit(find, breachId, title, [breachId, title]));
  const lookedAt = incidents.next === null ? null : LOOKED_AT.incidents;
  const ids = incidents.rows.map(({ breachId }) => breachId);
  return {
    incidents: groupOf([...new Map([...referred, ...titled].map((found) => [found.id, found])).values()], lookedAt),
    systems: groupOf(
      systems.map(({ id, name }) => ({ id, name, around: name })),
      null,
    ),
    suppliers: groupOf(parties.suppliers, parties.lookedAt),
    customers: groupOf(parties.customers, parties.lookedAt),
    receipts: await findReceipts(store, ids, find),
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
    if (looked === LOOKED_AT.counterparties) return { suppliers, customers, lookedAt: looked };
    looked += 1;
    (kind === 'supplier' ? suppliers : customers).push(...hit(find, id, name, [id, name]));
  }
  return { suppliers, customers, lookedAt: null };
}

async function findReceipts(store: ServiceDeps['store'], ids: readonly string[], find: Find): Promise<FoundGroup> {
  const looked = ids.slice(0, LOOKED_AT.receipts);
  const all: Found[] = [];
  for (let at = 0; at < looked.length && all.length <= MOST_FOUND; at += AT_ONCE) {
    for (const { breachId, state } of await readBreaches(store, looked.slice(at, at + AT_ONCE))) {
      if (state)
        all.push(...receiptsOf(state).flatMap((receipt) => hit(find, breachId, state.narrative.title, [receipt])));
    }
  }
  return groupOf(all, looked.length < ids.length ? looked.length : null);
}

function receiptsOf({ obligations }: BreachState): string[] {
  const receipts = Object.values(obligations).flatMap(({ filed, versions = [] }) => [
    ...(filed === null ? [] : [filed.receipt]),
    ...versions.map(({ receipt }) => receipt),
  ]);
  return [...new Set(receipts)].filter((receipt) => receipt !== '');
}
