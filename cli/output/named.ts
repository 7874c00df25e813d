/** An answer of the API as people read it: whoever it names by `user:<id>` by name, as its `people` say. */
export function named<T>(answer: T & { people?: Record<string, string> }): T {
  return withNames(answer, answer.people ?? {});
}

function withNames<T>(value: T, people: Readonly<Record<string, string>>): T {
  if (typeof value === 'string') return (people[value] ?? value) as T;
  if (Array.isArray(value)) return value.map((one) => withNames(one, people)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withNames(inner, people)])) as T;
}

/** What has a name with its id, by which verbs take it: `Support tickets (tickets)`; the id where it has none. */
export function withId(name: string | undefined, id: string): string {
  return name === undefined || name === id ? id : `${name} (${id})`;
}
