import type { Finding } from '../../finding.ts';
import { makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import { severityOfWord } from '../../severity.ts';
import type { NotForUs } from '../../source.ts';

const SOURCE = 'gitguardian';
const EXPECTED = { expected: true } as const;

/** An event of a webhook, or an incident as the API gives it. */
export function readEvent(event: unknown): Finding | NotForUs {
  const at = new Reader(event);
  if (at.has('honeytoken')) return readHoneytoken(at);
  const incident = at.has('incident') ? at.at('incident') : at;
  const occurrence = at.has('occurrence') ? at.at('occurrence') : (incident.objects('occurrences')[0] ?? at.at('none'));
  const isOurs = at.has('incident') || at.has('occurrence') || at.has('detector') || at.has('secret_hash');
  return isOurs
    ? readIncident(at, incident, occurrence)
    : { notForUs: 'This event of GitGuardian tells of no incident, no occurrence and no honeytoken.' };
}

function readIncident(at: Reader, incident: Reader, occurrence: Reader): Finding {
  const isAlone = !incident.has('id') && occurrence.has('incident_id');
  const id = isAlone ? occurrence.number('incident_id', EXPECTED) : incident.number('id', EXPECTED);
  const findingId = requireId(id === null ? null : String(id), SOURCE, 'incident.id');
  const raisedAt = isAlone ? null : incident.instant('date', EXPECTED);
  const sentAt = at.has('action') ? at.instant('timestamp', EXPECTED) : null;
  const detector = incident.text('detector.display_name') ?? incident.text('detector.name');
  const source = occurrence.at('source');
  const isPublic = source.text('visibility') === 'public' || incident.texts('tags').includes('PUBLICLY_EXPOSED');
  const repository = source.text('full_name') ?? source.text('display_name');
  return makeFinding(
    {
      ...{ source: SOURCE, vendor: 'GitGuardian', product: 'GitGuardian', findingId },
      firstSeenAt: occurrence.instant('date') ?? raisedAt,
      lastSeenAt: null,
      ...{ observedAt: raisedAt, updatedAt: sentAt ?? raisedAt },
      severity: severityOf(incident),
      severityWord: incident.text('severity'),
      type: incident.text('detector.name') ?? detector ?? (isAlone ? 'new_occurrence' : null),
      title: `${detector ?? 'A secret'} in ${repository ?? 'a source'}`,
      description: descriptionOf(at, incident, occurrence, isPublic),
      actor: { users: [occurrence.text('author_info') ?? occurrence.text('author_name')] },
      resources: [
        { kind: 'repository', names: [repository, source.text('url'), occurrence.text('url')?.split('/commit')[0]] },
      ],
      count: incident.number('occurrences_count'),
      dataClasses: [detector],
      status: statusOf(incident, at.text('action')),
      sample: false,
    },
    at,
  );
}

/**
 * GitGuardian says 'unknown' until somebody has looked: then a secret that works counts as high like one of which
 * nobody knows, and one that does not as low.
 */
function severityOf(incident: Reader): number | null {
  const word = incident.text('severity')?.toLowerCase() ?? 'unknown';
  if (word !== 'unknown') return severityOfWord(word);
  const validity = incident.text('validity')?.toLowerCase();
  if (validity === 'valid') return 8;
  return validity === 'invalid' || incident.flag('secret_revoked') === true ? 3 : 7;
}

function statusOf(incident: Reader, action: string | null): Finding['status'] {
  const status = incident.text('status')?.toUpperCase();
  if (status === 'RESOLVED') return 'resolved';
  if (status === 'IGNORED') return 'archived';
  return action === null || action === 'incident_triggered' ? 'new' : 'updated';
}

/** Never the secret itself, nor what matched. */
function descriptionOf(at: Reader, incident: Reader, occurrence: Reader, isPublic: boolean): string {
  const parts: [string, string | null][] = [
    ['', at.text('message')?.replace(/\.$/, '') ?? null],
    ['Validity', incident.text('validity')],
    ['Revoked', incident.flag('secret_revoked') === true ? 'yes' : null],
    ['Source', isPublic ? 'open to everybody' : null],
    ['Where', occurrence.text('filepath')],
    ['Commit', occurrence.text('sha')],
    ['Ignored as', incident.text('ignore_reason')],
  ];
  return parts
    .flatMap(([label, text]) => (text === null ? [] : [label === '' ? text : `${label}: ${text}`]))
    .join('. ');
}

/** A honeytoken opens nothing and is used by nobody but an intruder. */
function readHoneytoken(at: Reader): Finding {
  const token = at.at('honeytoken');
  const event = at.has('honeytoken_event') ? at.at('honeytoken_event') : at.at('event');
  const id = token.text('id', EXPECTED);
  const isTriggered = /trigger|event/i.test(at.text('action') ?? '') || token.text('status') === 'triggered';
  const triggeredAt = token.instant('triggered_at');
  const sentAt = at.instant('timestamp', EXPECTED);
  return makeFinding(
    {
      ...{ source: SOURCE, vendor: 'GitGuardian', product: 'GitGuardian Honeytoken' },
      findingId: `honeytoken/${requireId(id, SOURCE, 'honeytoken.id')}`,
      firstSeenAt: triggeredAt ?? (isTriggered ? sentAt : null),
      lastSeenAt: event.instant('triggered_at'),
      ...{ observedAt: triggeredAt ?? sentAt, updatedAt: sentAt },
      severity: isTriggered ? 9 : 2,
      type: isTriggered ? 'HoneytokenTriggered' : 'Honeytoken',
      title: `Honeytoken ${token.text('name') ?? ''}`.trim(),
      description: at.text('message') ?? token.text('description'),
      actor: { ips: [event.text('ip_address')] },
      resources: token.objects('labels').map((label) => ({
        kind: 'other' as const,
        names: [],
        tags: [`${label.text('key') ?? ''}=${label.text('value') ?? ''}`],
      })),
      count: token.number('open_events_count'),
      status: token.text('status') === 'revoked' ? 'resolved' : 'new',
      sample: false,
    },
    at,
  );
}
