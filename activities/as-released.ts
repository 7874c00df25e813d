import type { Contact, Counterparty, CounterpartyKind, System } from '../domain/dataflow.ts';
import { type RegisterSeen, registerSeenIn } from '../domain/notices/released-list.ts';
import { newestRelease, type ReleaseEvent } from '../domain/notices/said.ts';
import { readSystems } from '../store/dataflow.ts';
import { entriesAfter } from '../store/dataflow-history.ts';
import { readReleasedList } from '../store/releases.ts';
import type { Store } from '../store/store.ts';

/**
 * The register as it was looked at when the notices were released: what a letter says of a supplier, a customer or a
 * system is what somebody read and released. Where a letter goes to is as the register says now.
 */

type Party = { counterparty: Counterparty; contact: Contact };

/** The entries that the newest release for each kind was looked at with; none where the policy released it. */
export type Seen = Partial<Record<CounterpartyKind, RegisterSeen>>;

/** Lists never change: the last ones stay opened, since a page of letters asks for the same one again. */
const opened = new WeakMap<Store, Map<string, RegisterSeen>>();
const KEPT = 4;

export async function readSeen(store: Store, breachId: string, releases: readonly ReleaseEvent[]): Promise<Seen> {
  const seen: Seen = {};
  for (const kind of ['supplier', 'customer'] as const) {
    const list = newestRelease(releases, kind)?.data.list ?? null;
    if (list !== null) seen[kind] = await readOnce(store, breachId, list);
  }
  return seen;
}

async function readOnce(store: Store, breachId: string, sha256: string): Promise<RegisterSeen> {
  const known = opened.get(store) ?? new Map<string, RegisterSeen>();
  opened.set(store, known);
  const key = `${breachId}~${sha256}`;
  const seen = known.get(key) ?? registerSeenIn(await readReleasedList(store, breachId, sha256));
  if (known.size >= KEPT && !known.has(key)) known.clear();
  known.set(key, seen);
  return seen;
}

/** Each of them as it was looked at; the name of a contact too, while the letter still goes to that contact. */
export async function partiesAsReleased<One extends Party>(
  store: Store,
  seen: Seen,
  parties: readonly One[],
): Promise<One[]> {
  const numbers = new Map(
    parties.flatMap(({ counterparty: { id, kind } }) => {
      const number = seen[kind]?.counterparties.get(id);
      return number === undefined ? [] : [[id, number] as const];
    }),
  );
  const entries = await entriesAfter(store, 'counterparty', numbers);
  return parties.map((one) => {
    const entry = entries.get(one.counterparty.id);
    if (entry === undefined) return one;
    const contact = entry.contacts.find(({ email }) => email === one.contact.email) ?? one.contact;
    return { ...one, contact, counterparty: { ...entry, contacts: one.counterparty.contacts } };
  });
}

/** What of them a letter to one kind names. */
export async function systemsAsReleased(
  store: Store,
  seen: RegisterSeen | undefined,
  ids: readonly string[],
): Promise<Map<string, System>> {
  const numbers = new Map(
    ids.flatMap((id) => (seen?.systems.has(id) ? [[id, seen.systems.get(id) ?? 0] as const] : [])),
  );
  const [now, then] = await Promise.all([readSystems(store, [...ids]), entriesAfter(store, 'system', numbers)]);
  return new Map(now.map((system) => [system.id, then.get(system.id) ?? system]));
}
