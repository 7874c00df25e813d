import type { Finding } from '../../finding.ts';
import { type FoundResource, makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import type { NotForUs } from '../../source.ts';
import { hostNames, isSample, tagsOf, timeAt, typeOf } from './detection-event.ts';

/** Event Streams documents its times as Unix time; forwarders write them out, without an offset, as UTC. */
const MILLISECONDS = { zone: 'utc', epoch: 'ms' } as const;

/** A detection of any product (`…DetectionSummaryEvent`) or an incident, as event streams and replicator tell of it. */
export function readStreamed(alert: unknown): Finding | NotForUs {
  const at = new Reader(alert);
  const event = at.has('event') ? at.at('event') : at;
  const kind = at.text('metadata.eventType') ?? firstOf(event, ['ExternalApiType', 'EventType', 'event_simpleName']);
  if (kind !== null && !/(Detection|Incident)SummaryEvent$/i.test(kind)) {
    return { notForUs: `The event is a ${kind.slice(0, 100)}; detections are a …DetectionSummaryEvent.` };
  }
  const id = firstOf(event, ['CompositeId', 'DetectId', 'DetectionId', 'IncidentID']);
  const createdAt = createdOf(at, event);
  const name = firstOf(event, ['Name', 'DetectName', 'IncidentType']);
  const description = event.text('Description', { most: 4_000 }) ?? event.text('DetectDescription', { most: 4_000 });
  const tactic = event.text('Tactic');
  const technique = event.text('Technique');
  return makeFinding(
    {
      source: 'crowdstrike',
      vendor: 'CrowdStrike',
      product: event.text('SourceProducts') ?? 'Falcon',
      findingId: requireId(id, 'crowdstrike', 'event.CompositeId'),
      group: event.text('AggregateId'),
      firstSeenAt: secondsAt(event, ['EventTimestamp', 'SessionStartTimestamp', 'IncidentStartTime']) ?? createdAt,
      lastSeenAt: secondsAt(event, ['EventTimestamp', 'SessionEndTimestamp', 'IncidentEndTime']) ?? createdAt,
      observedAt: createdAt,
      updatedAt: createdAt,
      ...severityOf(event),
      type: typeOf(tactic, technique, name ?? kind),
      title: name ?? description,
      description,
      actor: {
        users: [event.text('UserName'), event.text('SourceAccountName')],
        ips: [
          event.text('SourceEndpointIpAddress'),
          ...event.objects('NetworkAccesses').map((access) => access.text('RemoteAddress')),
        ],
        processes: [event.text('FilePath') ?? event.text('FileName')],
      },
      resources: resourcesOf(event),
      tactics: [
        ...[tactic, event.text('TacticId'), technique, event.text('TechniqueId')],
        ...event
          .objects('MitreAttack')
          .flatMap((each) => ['Tactic', 'TacticID', 'Technique', 'TechniqueID'].map((key) => each.text(key))),
      ],
      count: event.number('FilesEgressedCount'),
      dataClasses: [
        ...event.objects('ContentPatterns').map((pattern) => pattern.text('Name')),
        event.text('MatchedClassification.Name'),
      ],
      sample: isSample(description),
    },
    at,
  );
}

/** When it happened: the streams say it beside the event, the replicator within it. */
function createdOf(at: Reader, event: Reader) {
  if (!at.has('metadata') && event.has('UTCTimestamp')) return timeAt(event, 'UTCTimestamp', MILLISECONDS);
  return timeAt(at, 'metadata.eventCreationTime', { ...MILLISECONDS, expected: true });
}

function firstOf(at: Reader, paths: readonly string[]): string | null {
  return paths.map((path) => at.text(path)).find((text) => text !== null) ?? null;
}

function secondsAt(at: Reader, paths: readonly string[]) {
  return paths.map((path) => timeAt(at, path, { epoch: 's' })).find((time) => time !== null) ?? null;
}

/** Event Streams dictionary: older kinds count from 1 (informational) to 5 (critical), newer ones to 100. */
const OF_FIVE = [0, 1, 3, 5, 8, 9.5];

function severityOf(event: Reader): Pick<Finding, 'severityWord'> & { severity: number | null } {
  const number = event.number('Severity') ?? event.number('FineScore');
  const severityWord = event.text('SeverityName');
  if (number === null) {
    if (severityWord === null) event.note('Severity', 'is missing');
    return { severity: null, severityWord };
  }
  if (number > 10) return { severity: number / 10, severityWord };
  // Between the scales, such as 7 of an identity's detection: the word decides, else the number as it is.
  return { severity: severityWord === null ? (OF_FIVE[number] ?? number) : null, severityWord };
}

function resourcesOf(event: Reader): FoundResource[] {
  const host = firstOf(event, ['Hostname', 'ComputerName']);
  const domain = firstOf(event, ['MachineDomain', 'LogonDomain']);
  const sensor = firstOf(event, ['AgentId', 'SensorId', 'HostID']);
  return [
    {
      kind: 'host',
      names: [...hostNames(host, domain), sensor, event.text('LocalIP'), event.text('LocalIPv6')],
      tags: tagsOf((event.text('Tags') ?? '').split(',').filter((tag) => tag !== '')),
    },
    ...['SourceEndpoint', 'TargetEndpoint'].map(
      (endpoint): FoundResource => ({
        kind: 'host',
        names: [event.text(`${endpoint}HostName`), event.text(`${endpoint}SensorId`)],
      }),
    ),
    ...['SourceAccount', 'TargetAccount'].map(
      (who): FoundResource => ({
        kind: 'identity',
        names: [event.text(`${who}Name`), event.text(`${who}ObjectSid`)],
      }),
    ),
  ];
}
