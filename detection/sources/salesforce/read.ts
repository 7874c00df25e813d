import type { Said } from '../../envelopes/envelope.ts';
import type { Finding } from '../../finding.ts';
import { derivedId, type FoundResource, makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import type { NotForUs } from '../../source.ts';
import { isFinding, severityOf } from './severity.ts';

/** Salesforce documents all its times as GMT; the Pub/Sub API writes them in milliseconds. */
const GMT = { zone: 'utc', epoch: 'ms' } as const;

/** An event by its fields, in `UpperCamel` (objects and platform events) or `UPPER_SNAKE` (event log files). */
export function read(alert: unknown, said: readonly Said[] = []): Finding | NotForUs {
  const message = new Reader(alert);
  const at = payloadOf(message);
  const kind = kindOf(message, at, said);
  if (!isFinding(kind, at)) {
    return {
      notForUs: `The event is a ${kind?.slice(0, 100)}, of which only those are read to which a policy applied.`,
    };
  }
  const time =
    at.instant('EventDate', GMT) ??
    at.instant('TIMESTAMP_DERIVED', { zone: 'utc' }) ??
    at.instant('TIMESTAMP', { zone: 'utc' });
  if (time === null) at.note('EventDate', 'is missing');
  const createdAt = at.instant('CreatedDate', GMT) ?? time;
  const user = eitherOf(at, 'UserId', 'USER_ID_DERIVED') ?? at.text('USER_ID');
  const rows = at.number('RowsProcessed') ?? at.number('RECORDS_PROCESSED') ?? at.number('ROWS_PROCESSED');
  const entities = entitiesOf(at);
  const summary = eitherOf(at, 'Summary', 'SUMMARY', 4_000);
  return makeFinding(
    {
      source: 'salesforce',
      vendor: 'Salesforce',
      product: 'Event Monitoring',
      findingId: requireId(idOf(at, kind), 'salesforce', 'EventIdentifier'),
      // What one user did in one session, in whatever events.
      group: derivedId([user, eitherOf(at, 'LoginKey', 'LOGIN_KEY') ?? eitherOf(at, 'SessionKey', 'SESSION_KEY')]),
      firstSeenAt: time,
      lastSeenAt: time,
      observedAt: createdAt,
      updatedAt: createdAt,
      severity: severityOf(kind, at, rows),
      type: kind === null || !isDeletion(at) ? kind : `${kind}:delete`,
      title: summary ?? titleOf(kind, entities, rows),
      description: summary,
      actor: {
        users: [eitherOf(at, 'Username', 'USERNAME') ?? at.text('USER_NAME'), user],
        ips: [eitherOf(at, 'SourceIp', 'SOURCE_IP') ?? at.text('CLIENT_IP')].filter(isAddress),
        processes: [at.text('ConnectedAppName') ?? at.text('ConnectedAppId') ?? at.text('Client')],
      },
      resources: resourcesOf(at, entities, user),
      count: rows,
      dataClasses: entities,
      sample: false,
    },
    at,
  );
}

/** A message of the streaming API or of the event relay holds the event as its `payload`. */
function payloadOf(message: Reader): Reader {
  for (const path of ['data.payload', 'payload']) {
    if (message.has(path)) return message.at(path);
  }
  return message;
}

/** Which kind of event it is, without what tells storage and stream apart. */
function kindOf(message: Reader, at: Reader, said: readonly Said[]): string | null {
  const named =
    at.text('EVENT_TYPE') ??
    at.text('EventType') ??
    at.text('attributes.type') ??
    message.text('data.event.EventApiName') ??
    message.text('event.EventApiName') ??
    message.text('channel')?.split('/').at(-1) ??
    said.find(({ from }) => /Event(Store|Stream)?$/.test(from ?? ''))?.from ??
    null;
  if (named === null) message.note('EventType', 'is missing: nothing says which kind of event it is');
  const sub = at.text('AnomalySubType');
  if (sub !== null) return `${sub}Event`;
  return named?.replace(/(Event)(Store|Stream)$/, '$1') ?? null;
}

function idOf(at: Reader, kind: string | null): string | null {
  const id = at.text('EventIdentifier') ?? at.text('EventUuid') ?? at.text('EVENT_IDENTIFIER');
  const request = at.text('REQUEST_ID');
  if (id !== null || request === null) return id;
  return derivedId([kind, request, at.text('JOB_ID'), at.text('BATCH_ID')]);
}

/** Objects that were read: they say which kind of data it is. */
function entitiesOf(at: Reader): string[] {
  const listed = at.text('QueriedEntities') ?? at.text('ENTITY_NAME') ?? at.text('ENTITY_TYPE');
  const query = at.text('Query', { most: 10_000 }) ?? at.text('QUERY', { most: 10_000 });
  const [, queried] = /\bfrom\s+([A-Za-z]\w*)/i.exec(query ?? '') ?? [];
  const all = listed?.split(/[,;]/).map((entity) => entity.trim()) ?? [queried ?? ''];
  return all.filter((entity) => entity !== '');
}

function resourcesOf(at: Reader, entities: readonly string[], user: string | null): FoundResource[] {
  const org = eitherOf(at, 'OrganizationId', 'ORGANIZATION_ID');
  const report = [at.text('Report') ?? at.text('ReportId'), at.text('Name')];
  return [
    { kind: 'saas', names: ['salesforce', org], account: org },
    ...entities.map((entity): FoundResource => ({ kind: 'database', names: [`salesforce/${entity}`], account: org })),
    { kind: 'document', names: report[0] === null ? [] : report, account: org },
    { kind: 'identity', names: [eitherOf(at, 'Username', 'USERNAME') ?? at.text('USER_NAME'), user] },
  ];
}

function titleOf(kind: string | null, entities: readonly string[], rows: number | null): string {
  const what = entities.length === 0 ? '' : ` of ${entities.join(', ')}`;
  return `${kind ?? 'An event'}${what}${rows === null ? '' : `, ${rows} rows`}`;
}

/** A bulk job that deletes takes nothing out; what it took away may be gone. */
function isDeletion(at: Reader): boolean {
  return /^(hard)?delete$/i.test(at.text('OPERATION_TYPE') ?? at.text('Operation') ?? '');
}

/** Logins by an app of Salesforce itself have a word where an address is expected. */
function isAddress(text: string | null): boolean {
  return /^[\d.]+$|:/.test(text ?? '');
}

function eitherOf(at: Reader, camel: string, snake: string, most = 2_048): string | null {
  return at.text(camel, { most }) ?? at.text(snake, { most });
}
