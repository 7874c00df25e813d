import { keysOf, type Person } from './person.ts';
import { shortDigest } from './short-digest.ts';

/** How many people one list or several hold, each once. */
export type PeopleCount = {
  people: number;
  /** Of whom no list has an address for mail. */
  withoutAddress: number;
  /** People by where they live. Who stands with two countries counts in both, so that neither's law is left out. */
  countries: Record<string, number>;
  withoutCountry: number;
  inSeveralCountries: number;
  /** Known by the name alone: two of one name count as one. */
  byNameAlone: number;
  /** Lines that name them. */
  lines: number;
};

export type Tally = { add(person: Omit<Person, 'language'>): void; count(): PeopleCount };

/**
 * Counts people who have an address or an account in common as one, over any number of lists. It holds a few numbers
 * for each address and account, and none of them in words.
 */
export function createTally(): Tally {
  const nodes = new Map<number, number>();
  const parents: number[] = [];
  const kinds: string[] = [];
  const places: string[] = [];
  const livesIn = new Set<number>();
  let lines = 0;

  const rootOf = (node: number): number => {
    let at = node;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] ?? at] ?? at;
      at = parents[at] ?? at;
    }
    return at;
  };
  const nodeOf = (key: string): number => {
    const short = shortDigest(key);
    const known = nodes.get(short);
    if (known !== undefined) return known;
    const fresh = parents.length;
    nodes.set(short, fresh);
    parents.push(fresh);
    kinds.push(key[0] ?? '');
    return fresh;
  };

  return {
    add(person) {
      const [first = 0, ...others] = keysOf(person).map(nodeOf);
      for (const other of others) parents[rootOf(other)] = rootOf(first);
      for (const country of person.countries ?? []) {
        if (!places.includes(country)) places.push(country);
        livesIn.add(first * MOST_PLACES + places.indexOf(country));
      }
      lines += person.lines ?? 1;
    },
    count() {
      const roots = new Set(parents.map((_, node) => rootOf(node)));
      const reached = new Set(kinds.flatMap((kind, node) => (kind === '@' ? [rootOf(node)] : [])));
      const pairs = new Set(
        [...livesIn].map((pair) => rootOf(Math.floor(pair / MOST_PLACES)) * MOST_PLACES + (pair % MOST_PLACES)),
      );
      const countries: Record<string, number> = {};
      const housed = new Map<number, number>();
      for (const pair of pairs) {
        const place = places[pair % MOST_PLACES] ?? '';
        const root = Math.floor(pair / MOST_PLACES);
        countries[place] = (countries[place] ?? 0) + 1;
        housed.set(root, (housed.get(root) ?? 0) + 1);
      }
      return {
        people: roots.size,
        withoutAddress: roots.size - reached.size,
        countries: Object.fromEntries(Object.entries(countries).sort(([a, n], [b, m]) => m - n || a.localeCompare(b))),
        withoutCountry: roots.size - housed.size,
        inSeveralCountries: [...housed.values()].filter((n) => n > 1).length,
        byNameAlone: kinds.filter((kind) => kind === '~').length,
        lines,
      };
    },
  };
}

/** More than there are countries and parts of them with a law of their own. */
const MOST_PLACES = 65_536;
