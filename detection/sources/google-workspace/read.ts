import type { Finding } from '../../finding.ts';
import { type FoundResource, makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import { inTenant } from '../../tenant.ts';
import { readActivity } from './activity.ts';

const SOURCE = 'google-workspace';
const EXPECTED = { expected: true } as const;

/** An alert of the Alert Center, or an activity of the Reports API, which has its id in an object. */
export function readAlert(alert: unknown): Finding {
  const at = new Reader(alert);
  return at.has('id.uniqueQualifier') || at.has('events') ? readActivity(at) : readCenterAlert(at);
}

function readCenterAlert(at: Reader): Finding {
  const id = at.text('alertId', EXPECTED) ?? at.text('metadata.alertId');
  const findingId = requireId(id, SOURCE, 'alertId');
  const observedAt = at.instant('createTime', EXPECTED);
  const updatedAt = at.has('updateTime') ? at.instant('updateTime') : at.instant('metadata.updateTime', EXPECTED);
  const data = at.at('data');
  const dlp = data.at('ruleViolationInfo');
  const type = at.text('type', EXPECTED);
  const rule = dlp.text('ruleInfo.displayName') ?? data.text('displayName') ?? data.text('name');
  const customer = at.text('customerId');
  return makeFinding(
    {
      ...{ source: SOURCE, vendor: 'Google', findingId },
      product: at.text('source') ?? 'Google Workspace',
      firstSeenAt: at.instant('startTime', EXPECTED),
      lastSeenAt: at.instant('endTime'),
      ...{ observedAt, updatedAt },
      severity: null,
      severityWord: at.text('metadata.severity', EXPECTED),
      type,
      title: data.text('title') ?? [type, rule].filter(Boolean).join(': '),
      description: descriptionOf(data, dlp),
      actor: {
        users: ['actorEmail', 'email', 'maliciousEntity.fromHeader', 'maliciousEntity.entity.emailAddress']
          .map((path) => data.text(path))
          .concat(dlp.text('triggeringUserEmail')),
        ips: [data.text('loginDetails.ipAddress'), data.text('sourceIp')],
      },
      resources: inTenant(customer, resourcesOf(data, dlp)),
      dataClasses: dlp
        .objects('matchInfo')
        .flatMap((match) =>
          ['predefinedDetector.detectorName', 'userDefinedDetector.displayName'].map((p) => match.text(p)),
        ),
      status: statusOf(at, observedAt !== updatedAt),
      sample: false,
    },
    at,
  );
}

function resourcesOf(data: Reader, dlp: Reader): FoundResource[] {
  const identities = [
    ...['email', 'superAdminPasswordResetEvent.userEmail'].map((path) => data.text(path)),
    ...data.texts('affectedUserEmails'),
    dlp.text('triggeringUserEmail'),
  ];
  const mailboxes = data.objects('messages').map((message) => message.text('recipient'));
  return [
    ...identities.map((name) => ({ kind: 'identity' as const, names: [name] })),
    ...mailboxes.map((name) => ({ kind: 'mailbox' as const, names: [name] })),
    { kind: 'document', names: [dlp.text('resourceInfo.documentId'), dlp.text('resourceInfo.resourceTitle')] },
    ...data.objects('events').map((device) => ({
      kind: 'host' as const,
      names: ['deviceId', 'serialNumber', 'resourceId'].map((path) => device.text(path)),
    })),
    { kind: 'saas', names: [dlp.text('dataSource')] },
  ];
}

/** What Google says in words, who the data went to, and whether it was stopped. */
function descriptionOf(data: Reader, dlp: Reader): string {
  const actions = [...dlp.texts('triggeredActionTypes'), ...dlp.texts('suppressedActionTypes').map((a) => `not ${a}`)];
  const parts: [string, string | null][] = [
    ['', data.text('description', { most: 3_000 })],
    ['Trigger', dlp.text('trigger')],
    ['To', dlp.texts('recipients').join(', ') || null],
    ['Actions', actions.join(', ') || null],
    ['Export', data.text('takeoutRequestId')],
  ];
  return parts
    .flatMap(([label, text]) => (text === null ? [] : [label === '' ? text : `${label}: ${text}`]))
    .join('. ');
}

function statusOf(at: Reader, changed: boolean): Finding['status'] {
  if (at.flag('deleted') === true) return 'archived';
  const status = at.text('metadata.status')?.toUpperCase();
  if (status === 'CLOSED') return 'resolved';
  return changed || status === 'IN_PROGRESS' ? 'updated' : 'new';
}
