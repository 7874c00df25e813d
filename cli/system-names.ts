import type { Client } from './client.ts';

/** Of more, their ids do: a line stays one. */
const MOST_ASKED = 20;

/** What systems are called, by their ids; one whose name this role may not know, or nobody knows, is left out. */
export async function systemNames(client: Client, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const asked = ids.slice(0, MOST_ASKED).map(async (id): Promise<[string, string][]> => {
    const system = client.get<{ name: string }>(`/systems/${encodeURIComponent(id)}`);
    return system.then(({ name }) => [[id, name] as [string, string]]).catch(() => []);
  });
  return new Map((await Promise.all(asked)).flat());
}
