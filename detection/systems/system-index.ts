import type { System } from '../../domain/dataflow.ts';
import type { FindingResource, ResourceKind } from '../finding.ts';
import { normalName } from './names.ts';
import { NetworkMap, networkOf } from './networks.ts';
import { PatternMap, patternOf } from './patterns.ts';
import { MATCH_WAYS, type MatchWay, soughtNames } from './resource-names.ts';

/** One name of the register that fits one resource of a finding. */
export type SystemMatch = {
  system: string;
  /** The place of the resource in the finding. */
  resource: number;
  /** The name of the alert that fits, and that of the register. */
  name: string;
  alias: string;
  way: MatchWay;
  /** None fits this resource more specifically; only the systems of such matches count as touched. */
  decides: boolean;
};

/** Resources that the register does not know, by what names them first; `resource` is the place of the first one. */
export type UnknownResource = { kind: ResourceKind; name: string; count: number; resource: number };

export type SystemLookup = {
  /** Ids of the systems that are touched, sorted. */
  systems: string[];
  matches: SystemMatch[];
  unknown: UnknownResource[];
};

export type SystemIndex = {
  /** Takes a system in, with all its names. */
  add(system: Named): void;
  lookUp(resources: readonly FindingResource[]): SystemLookup;
};

/** More than any pattern has characters, and any network bits. */
const MOST_SIZE = 10_000;

type Alias = { system: string; alias: string };
type Named = Pick<System, 'id' | 'aliases'>;

/**
 * An index of the register's systems by all their names, empty at first. What a look-up costs hangs on the finding, not
 * on the number of systems. Of the matches of one resource those of the most specific way decide, in the order of
 * `MATCH_WAYS`; of two patterns that with more literal characters, of two networks the smaller one.
 */
export function createSystemIndex(): SystemIndex {
  const exact = new Map<string, Alias[]>();
  const patterns = new PatternMap<Alias>();
  const networks = new NetworkMap<Alias>();

  function add(alias: string, entry: Alias): void {
    const name = normalName(alias);
    push(exact, name, entry);
    const withoutPath = roleWithoutPath(name);
    if (withoutPath !== null) push(exact, withoutPath, entry);
    const pattern = name.includes('*') ? patternOf(name) : null;
    if (pattern !== null) patterns.add(pattern, entry);
    const network = name.includes('/') ? networkOf(name) : null;
    if (network !== null) networks.add(network, entry);
  }

  function matchesOf(resource: FindingResource, place: number): SystemMatch[] {
    const byAlias = new Map<string, Omit<SystemMatch, 'decides'> & { rank: number }>();
    const add = ({ system, alias }: Alias, name: string, way: MatchWay, size: number) => {
      const rank = MATCH_WAYS.indexOf(way) * MOST_SIZE - size;
      const key = `${system}\0${alias}`;
      if (rank >= (byAlias.get(key)?.rank ?? Number.POSITIVE_INFINITY)) return;
      byAlias.set(key, { system, resource: place, name, alias, way, rank });
    };
    for (const { name, way } of soughtNames(resource)) {
      for (const alias of exact.get(name) ?? []) add(alias, name, way, 0);
      if (way === 'within' || way === 'account') continue;
      for (const { pattern, value } of patterns.find(name)) add(value, name, 'pattern', pattern.literal);
      for (const { bits, value } of networks.find(name)) add(value, name, 'network', bits);
    }
    const found = [...byAlias.values()];
    const best = Math.min(...found.map(({ rank }) => rank));
    return found.map(({ rank, ...match }) => ({ ...match, decides: rank === best }));
  }

  return {
    add({ id: system, aliases }) {
      for (const alias of aliases) add(alias, { system, alias });
    },
    lookUp(resources) {
      const byResource = resources.map((resource, place) => matchesOf(resource, place));
      const matches = byResource.flat();
      const deciding = matches.filter(({ decides }) => decides).map(({ system }) => system);
      const unknown = resources.flatMap((resource, place) =>
        byResource[place]?.length === 0 ? [{ resource, place }] : [],
      );
      return { systems: [...new Set(deciding)].sort(), matches, unknown: counted(unknown) };
    },
  };
}

/** Who acts as a role is named without the path that the role lies under. */
function roleWithoutPath(name: string): string | null {
  const [, account, role] = /^(arn:[a-z-]+:iam::\d{12}:role\/)(?:[^/]+\/)+([^/]+)$/.exec(name) ?? [];
  return role === undefined ? null : `${account}${role}`;
}

function counted(unknown: readonly { resource: FindingResource; place: number }[]): UnknownResource[] {
  const byName = new Map<string, UnknownResource>();
  for (const { resource, place } of unknown) {
    const { kind, names, tags } = resource;
    const name = names[0] ?? tags[0] ?? '';
    const key = `${kind}\0${normalName(name)}`;
    const known = byName.get(key);
    if (known === undefined) byName.set(key, { kind, name, count: 1, resource: place });
    else known.count += 1;
  }
  return [...byName.values()].sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
