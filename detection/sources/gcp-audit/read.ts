import type { Finding } from '../../finding.ts';
import { kindOfGoogleName, lastName, projectOf } from '../../google.ts';
import { derivedId, type FoundResource, makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import type { NotForUs } from '../../source.ts';
import { severityOf } from './severity.ts';

const SOURCE = 'gcp-audit';
const EXPECTED = { expected: true } as const;

/** One entry of an audit log. Entries do not change, so all times are that of the event. */
export function readEntry(entry: unknown): Finding | NotForUs {
  const at = new Reader(entry);
  const audit = at.at('protoPayload');
  if (!at.has('protoPayload') && (at.has('textPayload') || at.has('jsonPayload'))) {
    return { notForUs: 'This is an entry of a log, but of no audit log: it has no protoPayload.' };
  }
  // Google documents times of entries as UTC; collectors leave the Z out.
  const time = at.instant('timestamp', { zone: 'utc', expected: true });
  const method = audit.text('methodName', EXPECTED);
  const resourceName = audit.text('resourceName', EXPECTED);
  const principal =
    audit.text('authenticationInfo.principalEmail') ?? audit.text('authenticationInfo.principalSubject');
  const insertId = at.text('insertId', EXPECTED) ?? derivedId([time, method, resourceName, principal]);
  const findingId = requireId(method === null && resourceName === null ? null : insertId, SOURCE, 'protoPayload');
  const operation = at.text('operation.id');
  const [severity, reason] = severityOf(audit, method, resourceName);
  return makeFinding(
    {
      ...{ source: SOURCE, vendor: 'Google', findingId },
      product: audit.text('serviceName') ?? 'Cloud Audit Logs',
      // A long-running operation writes an entry when it begins and one when it ends.
      group: operation === null ? null : `operation/${operation}`,
      ...{ firstSeenAt: time, lastSeenAt: time, observedAt: time },
      updatedAt: time,
      severity,
      severityWord: at.text('severity'),
      type: method,
      title: [method, resourceName].filter(Boolean).join(': '),
      description: [reason, audit.text('status.message')].filter(Boolean).join('. '),
      actor: {
        users: [principal, ...delegates(audit)],
        ips: [audit.text('requestMetadata.callerIp')].filter((ip) => ip !== 'private' && ip !== 'gce-internal-ip'),
      },
      resources: resourcesOf(at, audit, resourceName),
      status: 'new',
      sample: false,
    },
    at,
  );
}

/** Who acted by a service account. */
function delegates(audit: Reader): (string | null)[] {
  return audit
    .objects('authenticationInfo.serviceAccountDelegationInfo')
    .map((each) => each.text('firstPartyPrincipal.principalEmail') ?? each.text('principalSubject'));
}

function resourcesOf(at: Reader, audit: Reader, resourceName: string | null): FoundResource[] {
  const labels = at.at('resource.labels');
  const text = (...names: string[]) => names.map((name) => labels.text(name));
  const type = at.text('resource.type');
  const account = labels.text('project_id') ?? projectOf(resourceName) ?? projectOf(at.text('logName'));
  const region = labels.text('location') ?? labels.text('region') ?? labels.text('zone');
  const destination = audit.text('metadata.destination');
  const main: FoundResource = {
    kind: kindOfGoogleName(type, resourceName),
    names: [
      resourceName,
      ...text('bucket_name', 'database_id', 'dataset_id', 'instance_id', 'cluster_name', 'function_name', 'disk_id'),
      ...text('service_name', 'snapshot_id', 'email_id', 'unique_id'),
      bucketIn(resourceName),
    ],
    ...{ account, region },
  };
  const others = audit
    .objects('authorizationInfo')
    .map((each) => each.text('resource'))
    .filter((name) => name !== null && name !== resourceName)
    .map((name): FoundResource => ({ kind: kindOfGoogleName(name), names: [name, lastName(name)], account }));
  return [
    main,
    ...others,
    // Where data was copied to is where it now lies too.
    {
      kind: kindOfGoogleName(destination),
      names: [destination, bucketIn(destination)],
      account: projectOf(destination),
    },
  ];
}

function bucketIn(name: string | null): string | null {
  return /\/buckets\/([^/]+)/.exec(name ?? '')?.[1] ?? null;
}
