import { DateTime } from 'luxon';
import { roleOf, type System } from '../../domain/dataflow.ts';
import { UNKNOWN_COUNT } from '../../domain/policy/people.ts';
import type { Finding, FindingResource } from '../finding.ts';
import type { MatchWay } from '../systems/resource-names.ts';
import type { SystemMatch } from '../systems/system-index.ts';

/** What rules see of a finding. What is not known is left out: a condition that asks for it cannot be evaluated. */

/** A system of the register that a finding touches, by which of its names, and how that fits. */
export type Touched = { system: System; by: string; way: MatchWay };

/** The systems that a look-up found, each with the first of the matches that decided. */
export function touchedBy(systems: readonly System[], matches: readonly SystemMatch[]): Touched[] {
  return systems.flatMap((system) => {
    const match = matches.find((each) => each.system === system.id && each.decides);
    return match === undefined ? [] : [{ system, by: match.name, way: match.way }];
  });
}

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Objects of the types that the language declares; it takes no others. */
class Values {
  constructor(values: object) {
    Object.assign(this, values);
  }
}
export class FindingValues extends Values {}
export class ActorValues extends Values {}
export class ResourceValues extends Values {}
export class SystemValues extends Values {}
export class TimeValues extends Values {}

export type RuleValues = ReturnType<typeof valuesOf>;

/** @param zone the organisation's time zone (IANA), in which hours and weekdays are meant */
export function valuesOf(finding: Finding, touched: readonly Touched[], zone: string) {
  let time: TimeValues | null = null;
  return {
    finding: findingValues(finding),
    systems: touched.map(systemValues),
    known: touched.length > 0,
    // Taken apart only for rules that ask.
    get time(): TimeValues {
      time ??= timeValues(finding, zone);
      return time;
    },
  };
}

function findingValues({ actor, resources, count, unread, ...finding }: Finding): FindingValues {
  const { source, vendor, product, findingId, type, title, description, severity, status, sample } = finding;
  const all = (pick: (resource: FindingResource) => readonly (string | null)[]) => [
    ...new Set(resources.flatMap((resource) => pick(resource).filter((each) => each !== null))),
  ];
  return new FindingValues({
    ...{ source, vendor, product, type, title, description, severity, status, sample },
    id: findingId,
    severityWord: finding.severityWord ?? '',
    actor: new ActorValues(actor),
    tactics: finding.tactics,
    dataClasses: finding.dataClasses,
    ...(count !== null && { count: BigInt(count) }),
    unread: unread.map(({ field }) => field),
    names: all(({ names }) => names),
    kinds: all(({ kind }) => [kind]),
    accounts: all(({ account }) => [account]),
    regions: all(({ region }) => [region]),
    tags: all(({ tags }) => tags),
    resources: resources.map(resourceValues),
  });
}

function resourceValues({ region, account, ...resource }: FindingResource): ResourceValues {
  return new ResourceValues({ ...resource, region: region ?? '', account: account ?? '' });
}

function systemValues({ system, by, way }: Touched): SystemValues {
  const { id, name, plane, dataClasses, dataCategories, countries, customers, suppliers, peopleConcerned } = system;
  return new SystemValues({
    ...{ id, name, plane, dataClasses, dataCategories, countries, customers, suppliers, by, way },
    role: roleOf(system),
    people: peopleConcerned === null ? UNKNOWN_COUNT : BigInt(peopleConcerned),
  });
}

function timeValues({ firstSeenAt, observedAt, lastSeenAt, updatedAt }: Finding, zone: string): TimeValues {
  const at = firstSeenAt ?? observedAt ?? lastSeenAt ?? updatedAt;
  if (at === null) return new TimeValues({});
  const { hour, weekday } = DateTime.fromISO(at, { zone });
  return new TimeValues({ hour: BigInt(hour), weekday: WEEKDAYS[weekday - 1] });
}
