import { z } from 'zod';
import { sentence, slug } from '../../domain/policy/schema.ts';
import { normalName } from '../systems/names.ts';
import { NetworkMap, networkOf } from '../systems/networks.ts';

/** Named lists of what is expected, such as addresses of an office: `policy/detection/lists.yaml`. */
export const NamedLists = z.strictObject({
  lists: z
    .array(
      z.strictObject({
        id: slug,
        because: sentence,
        /** Compared as names of the register are: without case; ranges of addresses hold what lies in them. */
        entries: z.array(z.string().trim().min(1).max(500)).min(1).max(10_000),
      }),
    )
    .max(100),
});
export type NamedLists = z.infer<typeof NamedLists>;

/** Whether a value is in the list of a name; false for a name that no list has. */
export type InList = (value: string, name: string) => boolean;

export function createInList({ lists }: NamedLists): InList {
  const byName = new Map(lists.map(({ id, entries }) => [id, containing(entries)]));
  return (value, name) => byName.get(name)?.(value) ?? false;
}

function containing(entries: readonly string[]): (value: string) => boolean {
  const names = new Set(entries.map(normalName));
  const networks = new NetworkMap<true>();
  for (const entry of entries) {
    const network = networkOf(entry);
    if (network !== null) networks.add(network, true);
  }
  return (value) => {
    const name = normalName(value);
    return names.has(name) || networks.find(name).length > 0;
  };
}
