import { isIpv4, type Named, namedBy } from './observables.ts';
import { objectId, observableId } from './stix-ids.ts';
import { type ExportedFinding, type ExportedSuspicion, type Verdict, verdictOf } from './suspicion.ts';
import { MARKINGS, type Tlp } from './tlp.ts';

/**
 * A breach as a bundle of STIX 2.1: a report and an incident, what findings name as observed data, and a note for each.
 * Made again, it has the same ids, and each object is a newer version of itself.
 */

type StixObject = { type: string; id: string } & Record<string, unknown>;

/** Values of one finding that become objects; its note says how many more it names. */
const MOST_VALUES = 100;
/** Nothing records since when an organisation exists, and the instant has to be the same in every export. */
const IDENTITY_CREATED = '2026-01-01T00:00:00.000Z';

/** The bundle, under one marking of the Traffic Light Protocol. */
export function stixBundle(suspicion: ExportedSuspicion, tlp: Tlp): Record<string, unknown> {
  const { state, organisation, at, findings } = suspicion;
  const marking = MARKINGS[tlp];
  const marked = { spec_version: '2.1', object_marking_refs: [marking.id] };
  const identity: StixObject = {
    ...{ type: 'identity', id: objectId('identity', [organisation]), ...marked },
    ...{ created: IDENTITY_CREATED, modified: at, name: organisation, identity_class: 'organization' },
  };
  const version = { ...marked, created: state.reportedAt, modified: at, created_by_ref: identity.id };
  const labels = state.exercise === null ? {} : { labels: ['exercise'] };
  const make = (type: string, parts: readonly string[], rest: Record<string, unknown>): StixObject => {
    return { type, id: idOf(suspicion, type, parts), ...version, ...labels, ...rest };
  };
  const incident = make('incident', [], {
    name: state.narrative.title,
    ...(state.narrative.summary === '' ? {} : { description: state.narrative.summary }),
    external_references: [{ source_name: 'tocsin', external_id: state.breachId, url: suspicion.url }],
  });
  const told = findings.map((finding) => findingObjects(finding, incident, make, marked));
  const about = [incident, ...told.flatMap(({ objects }) => objects), standingNote(suspicion, incident, make)];
  const report = make('report', [], {
    name: `${state.breachId}: ${state.narrative.title}`,
    report_types: [findings.length === 0 ? 'threat-report' : 'observed-data'],
    published: state.reportedAt,
    object_refs: [identity, ...about].map(({ id }) => id),
  });
  const observables = told.flatMap((each) => each.observables);
  const objects = [marking, identity, report, ...about, ...onceById(observables)];
  return { type: 'bundle', id: idOf(suspicion, 'bundle', [at]), objects };
}

/** Of when it was reported as well, so that another installation with the same reference has other ids. */
function idOf({ state }: ExportedSuspicion, type: string, parts: readonly string[]): string {
  return objectId(type, [state.breachId, state.reportedAt, ...parts]);
}

type Make = (type: string, parts: readonly string[], rest: Record<string, unknown>) => StixObject;

/** Observed data where the finding names anything that STIX has a word for, and its note in any case. */
function findingObjects(
  finding: ExportedFinding,
  incident: StixObject,
  make: Make,
  marked: Record<string, unknown>,
): { objects: StixObject[]; observables: StixObject[] } {
  const { source, findingId, count } = finding;
  const observables = namedBy(finding)
    .slice(0, MOST_VALUES)
    .flatMap((named) => observableOf(named, marked) ?? []);
  const parts = ['finding', source, findingId];
  const observed =
    observables.length === 0
      ? []
      : [
          make('observed-data', parts, {
            ...observedTimes(finding),
            number_observed: Math.min(Math.max(count, 1), 999_999_999),
            object_refs: [...new Set(observables.map(({ id }) => id))],
          }),
        ];
  const note = make('note', parts, {
    abstract: finding.title === '' ? finding.type : finding.title,
    content: linesOf(finding).join('\n'),
    object_refs: [incident, ...observed].map(({ id }) => id),
  });
  return { objects: [...observed, note], observables };
}

/** Both are asked for: where the tool says neither, when its alerts came in. The last is never before the first. */
function observedTimes({ detail, firstAt, lastAt }: ExportedFinding): Record<string, unknown> {
  const first = detail?.firstSeenAt ?? detail?.observedAt ?? firstAt;
  const last = detail?.lastSeenAt ?? detail?.updatedAt ?? lastAt;
  return { first_observed: first, last_observed: last < first ? first : last };
}

function observableOf({ kind, value }: Named, marked: Record<string, unknown>): StixObject | null {
  const make = (type: string, values: Record<string, string>) => {
    return { type, id: observableId(type, values), ...marked, ...values };
  };
  switch (kind) {
    case 'ip':
      return make(isIpv4(value) ? 'ipv4-addr' : 'ipv6-addr', { value });
    case 'host':
      return make('domain-name', { value: value.toLowerCase() });
    case 'user':
      return make('user-account', { user_id: value });
    default:
      return null;
  }
}

const MOST_NAMES = 100;

function linesOf({ type, severity, source, rule, count, systems, detail, firstAt, lastAt }: ExportedFinding): string[] {
  const line = (label: string, values: readonly string[]) => {
    const more = values.length > MOST_NAMES ? ` and ${values.length - MOST_NAMES} more` : '';
    return values.length === 0 ? [] : [`${label}: ${values.slice(0, MOST_NAMES).join(', ')}${more}`];
  };
  return [
    `${type}, severity ${severity} of 10, of ${source}; judged by rule ${rule}`,
    `${count} ${count === 1 ? 'alert' : 'alerts'} from ${firstAt} to ${lastAt}`,
    ...line('Systems', systems),
    ...(detail === null
      ? ['What its alerts say more is not in this export.']
      : [
          ...line('Tool', [`${detail.vendor} ${detail.product}`.trim()]),
          ...line(
            'ATT&CK',
            detail.attacks.map(({ uid, name }) => (name === null ? uid : `${uid} ${name}`)),
          ),
          ...line(
            'Resources',
            detail.resources.map(({ kind, names }) => `${kind} ${names.join(' / ')}`),
          ),
          ...line('Tactics in the tool’s words', detail.otherTactics),
          ...line('Users', detail.users),
          ...line('Addresses', detail.ips),
          ...line('Processes', detail.processes),
          ...line('Data', detail.dataClasses),
          ...line('Description', detail.description === '' ? [] : [detail.description]),
        ]),
  ];
}

const STANDING: Record<Verdict, string> = {
  suspicious: 'Suspected: nobody is certain yet that personal data was compromised.',
  confirmed: 'Confirmed as a personal data breach.',
  'not-a-breach': 'Found to be no personal data breach.',
  merged: 'Part of another incident.',
  exercise: 'An exercise: nothing of it happened.',
};

function standingNote({ state, systems, moreFindings }: ExportedSuspicion, incident: StixObject, make: Make) {
  const awareAt = state.awareness.at(-1)?.awareAt;
  const lines = [
    STANDING[verdictOf(state)],
    ...(awareAt === undefined ? [] : [`Aware of it since ${awareAt}.`]),
    ...(systems.length === 0 ? [] : [`Systems: ${systems.map(({ id, name }) => `${name} (${id})`).join(', ')}`]),
    ...(moreFindings === 0 ? [] : [`${moreFindings} more findings belong to it that are not listed here.`]),
  ];
  return make('note', ['standing'], { content: lines.join('\n'), object_refs: [incident.id] });
}

function onceById(objects: readonly StixObject[]): StixObject[] {
  return [...new Map(objects.map((each) => [each.id, each])).values()];
}
