import { isRecord } from '../../json-text.ts';

/** A breach with the accounts of our domain in it: how many, and their names, of which some may be left out. */
export type BreachEntry = { domain: unknown; name: string; count: number; aliases: string[] };

/**
 * One entry for each breach, with the accounts of our domain in it. The service answers by account: which breaches
 * each was in. A body holds that answer under `accounts`, and beside it `domain` and the `breaches` as the service
 * describes them. Accounts in logs of stealers come under `stealerLogs`, with the sites whose passwords were taken.
 */
export function splitAnswer(body: unknown): readonly unknown[] {
  if (!isRecord(body)) return [body];
  const { domain, accounts, stealerLogs } = body;
  if (accounts === undefined && stealerLogs === undefined) return [body];
  const described = new Map(
    (Array.isArray(body.breaches) ? (body.breaches as unknown[]) : []).flatMap((breach) =>
      isRecord(breach) && typeof breach.Name === 'string' ? [[breach.Name.toLowerCase(), breach] as const] : [],
    ),
  );
  const byBreach = [...turned(accounts)].map(([name, aliases]) => ({
    ...({ domain, name, count: aliases.length, aliases } satisfies BreachEntry),
    ...(described.has(name.toLowerCase()) ? { breach: described.get(name.toLowerCase()) } : {}),
  }));
  const bySite = turned(stealerLogs);
  const aliases = [...new Set([...bySite.values()].flat())];
  return bySite.size === 0
    ? byBreach
    : [...byBreach, { domain, name: 'StealerLogs', count: aliases.length, aliases, sites: [...bySite.keys()] }];
}

/** From lists by account to accounts by what stands in the lists. */
function turned(byAccount: unknown): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [alias, list] of isRecord(byAccount) ? Object.entries(byAccount) : []) {
    for (const name of Array.isArray(list) ? (list as unknown[]) : [list]) {
      if (typeof name !== 'string' || name.trim() === '') continue;
      const listed = found.get(name);
      if (listed === undefined) found.set(name, [alias]);
      else listed.push(alias);
    }
  }
  return found;
}
