/** One person as a list knows them; a person without an address for mail has an empty one. */
export type Person = {
  name: string;
  email: string;
  language: string;
  /** Numbers and names of accounts, each with the column it stood in: `userid=17`. */
  ids?: readonly string[];
  /** Where they live; several where lines differ. */
  countries?: readonly string[];
  /** Lines of the list that name them. */
  lines?: number;
};

/** By what somebody is the same person on another line or list: the address, an account, else the bare name. */
export function keysOf({ email, ids = [], name }: Pick<Person, 'email' | 'ids' | 'name'>): string[] {
  const address = email.trim().toLowerCase();
  const known = [...(address === '' ? [] : [`@${address}`]), ...ids.map((id) => `#${id}`)];
  return known.length > 0 ? known : [`~${name.trim().toLowerCase()}`];
}

/** One person of two lines: as first written, with what the other adds. */
export function mergePerson(first: Person, other: Person): Person {
  const ids = union(first.ids, other.ids);
  const countries = union(first.countries, other.countries);
  const lines = first.lines === undefined && other.lines === undefined ? 0 : (first.lines ?? 1) + (other.lines ?? 1);
  return {
    ...first,
    name: first.name || other.name,
    ...(ids.length > 0 && { ids }),
    ...(countries.length > 0 && { countries }),
    ...(lines > 0 && { lines }),
  };
}

function union(a: readonly string[] = [], b: readonly string[] = []): readonly string[] {
  return [...new Set([...a, ...b])];
}
