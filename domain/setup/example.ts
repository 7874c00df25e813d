import type { Organisation } from '../policy/schema.ts';
import type { SettingValue } from '../settings/fields.ts';
import type { Instant } from '../time.ts';

/** What belongs to the example company that Tocsin comes with, and to no real one. */

/** Domains that can be nobody's mailbox (RFC 2606, RFC 6761). */
const RESERVED = /(?:^|\.)(?:example|test|invalid|localhost|example\.(?:com|net|org))$/i;

/** Whether an address, or a domain, leads to nobody: such are the addresses of the example company. */
export function isExampleAddress(address: string): boolean {
  return RESERVED.test(address.slice(address.lastIndexOf('@') + 1));
}

/** Whether a name still says that it is an example. */
export function isExampleName(name: string): boolean {
  return /\bexample\b/i.test(name);
}

/** Who the example company has as its DPO and deputy, as `organisation.yaml` comes. */
const EXAMPLE_PEOPLE = ['Mara Lindqvist', 'Jonas Albrecht'];

/** Whether somebody is of the example company: a filing of a real one must not name them. */
export function isExamplePerson(name: string): boolean {
  return EXAMPLE_PEOPLE.includes(name);
}

/** Where the example company is, as `organisation.yaml` comes: authority, laws and holidays follow from it. */
const EXAMPLE_PLACE = { main: 'DE', region: 'DE-BE' };

/**
 * Whether a company stands where the example does for want of anybody who said otherwise.
 * @param file what `organisation.yaml` says: one that names another company was written for it
 * @param settings versions of what is set on pages; one that changes nothing says that the law's part is right
 */
export function isExamplePlace(
  { establishment: { main, region } }: { establishment: Pick<Organisation['establishment'], 'main' | 'region'> },
  file: Pick<Organisation, 'name' | 'legalName'>,
  settings: readonly { changes: readonly { path: string }[] }[],
): boolean {
  const isThere = main === EXAMPLE_PLACE.main && region === EXAMPLE_PLACE.region;
  const isFileOfExample = [file.name, file.legalName].some(isExampleName);
  const isSaid = settings.some(
    ({ changes }) => changes.length === 0 || changes.some(({ path }) => path.startsWith('establishment.')),
  );
  return isThere && isFileOfExample && !isSaid;
}

/**
 * From when on the company goes by names of its own that were set on pages: what was practised before, the example
 * company did. Null where nobody set such names.
 */
export function ownNamesSince(
  settings: readonly { effectiveFrom: Instant; changes: readonly { path: string; before: SettingValue }[] }[],
): Instant | null {
  const named = settings.filter(({ changes }) =>
    changes.some(({ path, before }) => (path === 'name' || path === 'legalName') && isExampleName(String(before))),
  );
  return named.map(({ effectiveFrom }) => effectiveFrom).toSorted()[0] ?? null;
}

type Party = { id: string; contacts: readonly { email: string }[] };
type Named = { id: string; suppliers: readonly string[]; customers: readonly string[] };

/** What of the data-flow register belongs to the example company, and which real systems name a party of it. */
export type ExampleEntries = { systems: string[]; counterparties: string[]; namedBy: string[] };

/**
 * A supplier or customer is an example where nobody could be reached at any of its addresses; a system, where it names
 * such parties alone.
 */
export function exampleEntries(systems: readonly Named[], counterparties: readonly Party[]): ExampleEntries {
  const isExample = ({ contacts }: Party) =>
    contacts.length > 0 && contacts.every(({ email }) => isExampleAddress(email));
  const parties = new Set(counterparties.filter(isExample).map(({ id }) => id));
  const partiesOf = ({ suppliers, customers }: Named) => [...suppliers, ...customers];
  const own = systems.filter((system) => {
    const named = partiesOf(system);
    return named.length > 0 && named.every((id) => parties.has(id));
  });
  const isReal = (system: Named) => !own.includes(system) && partiesOf(system).some((id) => parties.has(id));
  return {
    systems: own.map(({ id }) => id),
    counterparties: [...parties],
    namedBy: systems.filter(isReal).map(({ id }) => id),
  };
}

/** What keeps a company from leaving the example. */
export type ExampleBar = 'company' | 'nobody-left' | 'own' | 'named' | 'incidents' | 'exercise';
