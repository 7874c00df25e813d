import { digestOf, type FindingResource } from '../detection/finding.ts';
import { normalName } from '../detection/systems/names.ts';
import type { UnknownResource } from '../detection/systems/system-index.ts';
import { MOST_UNKNOWN } from '../store/alert-findings.ts';
import type { SeenUnknown, UnknownThing } from '../store/alert-unknown.ts';
import type { JudgedFinding } from './alert-judging.ts';
import type { Taken } from './alert-taken.ts';

/** What findings name and the register does not know, as it is kept to be listed. */

/** Names and tags that are kept of one, to look for it again. */
const MOST_NAMES = 10;
const KEY_CHARACTERS = 24;

/** The first things of a finding that no system of the register is known by. What has no name cannot be registered. */
export function unknownThings(
  resources: readonly FindingResource[],
  unknown: readonly UnknownResource[],
): UnknownThing[] {
  return unknown
    .filter(({ name }) => name !== '')
    .slice(0, MOST_UNKNOWN)
    .flatMap(({ kind, name, resource: place }) => {
      const resource = resources[place];
      if (resource === undefined) return [];
      const { names, tags, region, account } = resource;
      const key = digestOf(JSON.stringify([kind, normalName(name)])).slice(0, KEY_CHARACTERS);
      const kept = { names: names.slice(0, MOST_NAMES), tags: tags.slice(0, MOST_NAMES), region, account };
      return [{ key, kind, ...kept }];
    });
}

/** Those that count: what is a sample or no finding of anything names nothing that somebody should register. */
export function namedUnknown({ finding, evaluation, unknown }: JudgedFinding): readonly UnknownThing[] {
  return finding.sample || evaluation.outcome === 'ignore' ? [] : unknown;
}

/** Every time that an alert names one of them. */
export function seenUnknown({ doc, judged }: Taken): SeenUnknown[] {
  const { source, receivedAt: at, _id: alert } = doc;
  return judged.flatMap((one) => namedUnknown(one).map((thing) => ({ thing, finding: one.id, source, at, alert })));
}
